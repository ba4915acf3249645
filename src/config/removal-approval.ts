import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../core/errors.ts';
import { replaceFile } from './replace-file.ts';

/** Somebody's word that the next reload may remove so many targets. */
const approvalSchema = z.object({ removals: z.int(), approvedAt: z.int() });

export const APPROVAL_FILE = 'approved-removals.json';

/** An approval that no reload has used holds for a day, ms. */
const HOLDS_MS = 86_400_000;

/** Notes that `removals` targets may be removed; an approval given before is replaced. */
export async function approveRemovals(
  dataDir: string,
  removals: number,
  approvedAt: number,
): Promise<void> {
  const text = `${JSON.stringify({ removals, approvedAt })}\n`;
  await replaceFile(join(dataDir, APPROVAL_FILE), text, 0o600);
}

/**
 * Whether this very number was approved within the last day. An approval is used once: it is gone
 * afterwards, also where it was for another number or is damaged.
 */
export async function takeApproval(
  dataDir: string,
  removals: number,
  now: number,
): Promise<boolean> {
  const path = join(dataDir, APPROVAL_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
  await rm(path, { force: true });
  const approval = approvalOf(text);
  if (approval === null) return false;
  const ageMs = now - approval.approvedAt;
  return approval.removals === removals && ageMs >= 0 && ageMs <= HOLDS_MS;
}

function approvalOf(text: string): z.output<typeof approvalSchema> | null {
  try {
    return approvalSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return null;
    throw error;
  }
}
