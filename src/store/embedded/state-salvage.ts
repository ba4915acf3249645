import type { AuditLine, StoppedTarget } from '../../core/words/audit.ts';
import { isSoundLine } from '../audit-chain.ts';
import { FoundNotices } from './notice-salvage.ts';
import type { Cell } from './sqlite-file.ts';
import { type FoundRecord, recordsOfDamaged } from './sqlite-pages.ts';
import type { StateFile } from './state-file.ts';

const AUDIT_WIDTH = 8;
const STOPPED_WIDTH = 5;

/**
 * Brings the audit, the stopped targets and what telling keeps of a damaged `state.sqlite` into a fresh one. Lines come
 * back as they were, so that a check of the chain names those that are lost. A target counts as
 * stopped unless a later line has it measured again: in doubt nobody is asked.
 */
export function salvageState(
  path: string,
  fresh: StateFile,
): { readonly auditLines: number; readonly stoppedTargets: number; readonly notices: number } {
  const lines = new Map<number, AuditLine>();
  const stops = new Map<string, StoppedTarget>();
  const notices = new FoundNotices();
  for (const records of recordsOfDamaged(path)) {
    for (const record of records) {
      notices.take(record);
      const line = lineOf(record);
      if (line !== null) lines.set(line.seq, line);
      const stop = stopOf(record);
      if (stop !== null && stop.at >= (stops.get(stop.target)?.at ?? 0)) {
        stops.set(stop.target, stop);
      }
    }
  }
  const ordered = [...lines.values()].sort((a, b) => a.seq - b.seq);
  const stopped = stoppedBy(ordered, stops);
  fresh.audit.restore(ordered, stopped);
  fresh.notices.restore(notices.found);
  const counts = { auditLines: ordered.length, stoppedTargets: stopped.length };
  return { ...counts, notices: notices.found.outbox.length };
}

function stoppedBy(
  lines: readonly AuditLine[],
  stops: ReadonlyMap<string, StoppedTarget>,
): StoppedTarget[] {
  const stopped = new Map(stops);
  for (const { action, subject: target, at, actor, detail: reason } of lines) {
    if (target === null) continue;
    if (action === 'target.stopped') stopped.set(target, { target, at, actor, reason });
    const stop = stopped.get(target);
    if (action === 'target.resumed' && stop !== undefined && stop.at <= at) stopped.delete(target);
  }
  return [...stopped.values()];
}

function lineOf({ rowid, columns }: FoundRecord): AuditLine | null {
  if (columns.length !== AUDIT_WIDTH || columns[0] !== null) return null;
  const [, at, actor, action, subject, detail, previousHash, hash] = columns;
  if (typeof at !== 'number' || typeof actor !== 'string' || typeof action !== 'string')
    return null;
  if (!isTextOrNull(subject) || !isTextOrNull(detail)) return null;
  if (typeof previousHash !== 'string' || typeof hash !== 'string') return null;
  const line = { seq: rowid, at, actor, action, subject, detail, previousHash, hash };
  return isSoundLine(line) ? line : null;
}

function stopOf({ columns }: FoundRecord): StoppedTarget | null {
  if (columns.length !== STOPPED_WIDTH || columns[0] !== null) return null;
  const [, target, at, actor, reason] = columns;
  if (typeof target !== 'string' || typeof at !== 'number' || typeof actor !== 'string')
    return null;
  return isTextOrNull(reason) ? { target, at, actor, reason } : null;
}

function isTextOrNull(cell: Cell | undefined): cell is string | null {
  return cell === null || typeof cell === 'string';
}
