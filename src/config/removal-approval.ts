import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { accessDenied } from '../core/access-denied.ts';
import { codeOf, messageOf } from '../core/errors.ts';
import type { Text } from '../core/words/language.ts';
import type { Removals } from './plan.ts';
import { replaceFile } from './replace-file.ts';

/** Somebody's word that the next reload may remove these targets. */
const approvalSchema = z.object({ removals: z.int(), digest: z.string(), approvedAt: z.int() });

export const APPROVAL_FILE = 'approved-removals.json';

/** An approval that no reload has used holds for a day, ms. */
const HOLDS_MS = 86_400_000;

/** What is approved: so many targets, and these. */
export type ApprovedRemovals = Pick<Removals, 'count' | 'digest'>;

/**
 * What came of an approval: `none` was given; `approved` is these very targets; `other`: it was for
 * other ones, too old or damaged; `unreadable`: it lies there and may not be read or used up.
 */
export type Approval =
  | { readonly kind: 'none' | 'approved' | 'other' }
  | { readonly kind: 'unreadable'; readonly text: Text };

/** Notes that targets may be removed; an approval given before is replaced. Whoever gives it, the service can read it. */
export async function approveRemovals(
  dataDir: string,
  { count, digest }: ApprovedRemovals,
  approvedAt: number,
): Promise<void> {
  const text = `${JSON.stringify({ removals: count, digest, approvedAt })}\n`;
  await replaceFile(join(dataDir, APPROVAL_FILE), text, 0o644);
}

/**
 * Whether these very targets were approved within the last day. An approval is used once: it is gone
 * afterwards, also where it was for others or is damaged; only one that is unreadable stays.
 */
export async function takeApproval(
  dataDir: string,
  { count, digest }: ApprovedRemovals,
  now: number,
): Promise<Approval> {
  const path = join(dataDir, APPROVAL_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
    await rm(path, { force: true });
  } catch (error) {
    if (codeOf(error) === null) throw error;
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return { kind: 'none' };
    return { kind: 'unreadable', text: unreadableText(path, error) };
  }
  const approval = approvalOf(text);
  if (approval === null) return { kind: 'other' };
  const ageMs = now - approval.approvedAt;
  const isThese = approval.removals === count && approval.digest === digest;
  return { kind: isThese && ageMs >= 0 && ageMs <= HOLDS_MS ? 'approved' : 'other' };
}

function unreadableText(path: string, error: unknown): Text {
  return (
    accessDenied(path, 'read', error) ?? {
      ja: `承認のファイル ${path} を使えません（${messageOf(error)}）`,
      en: `the approval ${path} cannot be used (${messageOf(error)})`,
    }
  );
}

function approvalOf(text: string): z.output<typeof approvalSchema> | null {
  try {
    return approvalSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return null;
    throw error;
  }
}
