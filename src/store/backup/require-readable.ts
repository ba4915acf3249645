import { accessSync, constants } from 'node:fs';
import { accessDenied } from '../../core/access-denied.ts';
import { AppError } from '../../core/errors.ts';

/**
 * Throws `store_unavailable`, saying what to do, for a file or folder that may not be read. Of what is
 * not there, or cannot be read for another reason, whoever reads it speaks.
 */
export function requireReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    const text = accessDenied(path, 'read', error);
    if (text !== null) throw new AppError('store_unavailable', text, { cause: error });
  }
}
