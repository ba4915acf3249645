import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { councilFileSchema } from './council-schema.ts';
import type { Outline } from './outline.ts';
import type { Problem } from './problem.ts';
import { unreadable, valueAt } from './source-file.ts';

/** The table of autonomous systems can be read, where there is to be one. */
export async function checkAsFile(dir: string, { council }: Outline): Promise<readonly Problem[]> {
  const given = council === null ? undefined : valueAt(council.source.data, ['asFile']);
  const file = councilFileSchema.shape.asFile.safeParse(given).data;
  if (file === undefined) return [];
  try {
    await access(join(dir, file), constants.R_OK);
    return [];
  } catch (error) {
    return [unreadable(file, error)];
  }
}
