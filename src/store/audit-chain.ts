import { createHash } from 'node:crypto';
import type { AuditEntry, AuditLine, StoppedTarget } from '../core/words/audit.ts';

/** Lines that a query without a limit is answered with. */
export const AUDIT_LINES = 1000;

/** What the first line names as the one before it. */
export const NO_LINE = '0'.repeat(64);

/** The place in the chain where a check begins, or has come to. */
export interface ChainEnd {
  /** 0 before the first line. */
  readonly seq: number;
  readonly hash: string;
}

export const CHAIN_START: ChainEnd = { seq: 0, hash: NO_LINE };

/** A line that does not follow from the one before it. */
export interface BrokenLine {
  /** The number that the line should have. */
  readonly seq: number;
  /** `missing`: another number stands there. `unlinked`: it names another line before it. `changed`: its hash is of other words. */
  readonly fault: 'missing' | 'unlinked' | 'changed';
}

/** The entry as the line that follows `last`. */
export function chained(entry: AuditEntry, last: ChainEnd): AuditLine {
  const { at, actor, action, subject, detail } = entry;
  const { seq, hash: previousHash } = last;
  const line = { at, actor, action, subject, detail, seq: seq + 1, previousHash };
  return { ...line, hash: hashOf(line) };
}

/**
 * Follows the chain from `start` through lines in order. Answers with its end and the first line
 * that is broken, where one is. Lines cut off at the end leave a whole chain: compare the end with a number and hash
 * kept elsewhere, such as a backup's.
 */
export function followChain(
  lines: Iterable<AuditLine>,
  start: ChainEnd = CHAIN_START,
): { readonly end: ChainEnd; readonly broken: BrokenLine | null } {
  let end = start;
  for (const line of lines) {
    const fault = faultOf(line, end);
    if (fault !== null) return { end, broken: { seq: end.seq + 1, fault } };
    end = { seq: line.seq, hash: line.hash };
  }
  return { end, broken: null };
}

/** The line that a stop leaves. */
export function entryOfStop({ target, at, actor, reason }: StoppedTarget): AuditEntry {
  return { at, actor, action: 'target.stopped', subject: target, detail: reason };
}

/** The line that measuring again leaves. */
export function entryOfResumption({ target, at, actor, reason }: StoppedTarget): AuditEntry {
  return { at, actor, action: 'target.resumed', subject: target, detail: reason };
}

function faultOf(line: AuditLine, last: ChainEnd): BrokenLine['fault'] | null {
  if (line.seq !== last.seq + 1) return 'missing';
  if (line.previousHash !== last.hash) return 'unlinked';
  return isSoundLine(line) ? null : 'changed';
}

/** Whether the line's hash is of its own words. */
export function isSoundLine(line: AuditLine): boolean {
  return hashOf(line) === line.hash;
}

/** SHA-256, hex, over the canonical JSON (RFC 8785: keys in order, no space) of all but the hash. */
function hashOf({ at, actor, action, subject, detail, seq, previousHash }: Unhashed): string {
  const canonical = JSON.stringify({ action, actor, at, detail, previousHash, seq, subject });
  return createHash('sha256').update(canonical).digest('hex');
}

type Unhashed = Omit<AuditLine, 'hash'>;
