import type { AuditLine, StoppedTarget } from '../../core/words/audit.ts';
import { STATE_DAMAGE_MARKS } from '../../core/words/state-damage.ts';
import { isSoundLine } from '../audit-chain.ts';
import { AccountFinds } from './account-salvage.ts';
import { isTextOrNull } from './found-cell.ts';
import { JudgingFinds } from './judgement-salvage.ts';
import { NoticeFinds } from './notice-salvage.ts';
import { SaidFinds } from './said-salvage.ts';
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
  readonly accounts: number;
  /** Versions of what members chose, and their statements. */
  readonly consents: number;
  readonly statements: number;
  readonly notes: number;
}

/**
 * Brings the audit, the stopped targets and what judging, telling, accounts and members keep of a damaged
 * `state.sqlite` into a fresh one, and notes there what was lost. Lines come back as they were, so that a
 * check of the chain names those that are lost. A target counts as stopped unless a later line has it
 * measured again: in doubt nobody is asked.
 */
export function salvageState(path: string, fresh: StateFile, at: number): SalvagedState {
  const judging = new JudgingFinds();
  const lines = new Map<number, AuditLine>();
  const stops = new Map<string, StoppedTarget>();
  const notices = new NoticeFinds();
  const accounts = new AccountFinds();
  const said = new SaidFinds();
  for (const records of recordsOfDamaged(path)) {
    for (const record of records) {
      judging.take(record);
      notices.take(record);
      accounts.take(record);
      said.take(record);
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
  const judged = judging.found();
  fresh.judgements.restore(judged);
  const told = notices.found();
  fresh.notices.restore(told);
  fresh.setMark(STATE_DAMAGE_MARKS.at, at);
  const admitted = accounts.found(ordered);
  fresh.accounts.restore(admitted);
  const spoken = said.found(ordered);
  fresh.said.keepStep(spoken);
  fresh.setMark(STATE_DAMAGE_MARKS.incidents, judged.incidents.length);
  fresh.setMark(STATE_DAMAGE_MARKS.lostIncidents, judged.lostIncidents);
  return {
    auditLines: ordered.length,
    stoppedTargets: stopped.length,
    incidents: judged.incidents.length,
    lostIncidents: judged.lostIncidents,
    series: judged.series.length,
    memory: judged.memory !== null,
    notices: told.outbox.length,
    accounts: admitted.accounts.length,
    consents: spoken.consents.length,
    statements: spoken.statements.length,
    notes: spoken.notes.length,
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
