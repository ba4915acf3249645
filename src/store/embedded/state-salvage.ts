import type { AuditLine, StoppedTarget } from '../../core/words/audit.ts';
import { STATE_DAMAGE_MARKS } from '../../core/words/state-damage.ts';
import { isSoundLine } from '../audit-chain.ts';
import { JudgingFinds } from './judgement-salvage.ts';
import { FoundNotices } from './notice-salvage.ts';
import type { Cell } from './sqlite-file.ts';
import { type FoundRecord, recordsOfDamaged } from './sqlite-pages.ts';
import type { StateFile } from './state-file.ts';

const AUDIT_WIDTH = 8;
const STOPPED_WIDTH = 5;

/** What came back from a damaged state. */
export interface SalvagedState {
  readonly auditLines: number;
  readonly stoppedTargets: number;
  readonly incidents: number;
  /** As `FoundJudging` has it. */
  readonly lostIncidents: number;
  /** Series of which it is known what is normal. */
  readonly series: number;
  /** What the rules on many targets remember was there. */
  readonly memory: boolean;
  /** Notices that waited or were sent. */
  readonly notices: number;
}

/**
 * Brings the audit, the stopped targets and what judging and telling keep of a damaged `state.sqlite`
 * into a fresh one, and notes there what was lost. Lines come back as they were, so that a check of the
 * chain names those that are lost. A target counts as stopped unless a later line has it measured again:
 * in doubt nobody is asked.
 */
export function salvageState(path: string, fresh: StateFile, at: number): SalvagedState {
  const judging = new JudgingFinds();
  const lines = new Map<number, AuditLine>();
  const stops = new Map<string, StoppedTarget>();
  const notices = new FoundNotices();
  for (const records of recordsOfDamaged(path)) {
    for (const record of records) {
      judging.take(record);
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
  const found = judging.found();
  fresh.judgements.restore(found);
  const { lostIncidents } = found;
  const incidents = found.incidents.length;
  fresh.setMark(STATE_DAMAGE_MARKS.at, at);
  fresh.setMark(STATE_DAMAGE_MARKS.incidents, incidents);
  fresh.setMark(STATE_DAMAGE_MARKS.lostIncidents, lostIncidents);
  fresh.notices.restore(notices.found);
  return {
    ...{ auditLines: ordered.length, stoppedTargets: stopped.length, incidents, lostIncidents },
    ...{ series: found.series.length, memory: found.memory !== null },
    notices: notices.found.outbox.length,
  };
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
