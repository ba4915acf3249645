import { AppError } from '../../core/errors.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type {
  AuditEntry,
  AuditFound,
  AuditLine,
  AuditSearch,
  StoppedTarget,
} from '../../core/words/audit.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { seriesOf } from '../../core/words/sample.ts';
import {
  AUDIT_LINES,
  CHAIN_START,
  chained,
  entryOfResumption,
  entryOfStop,
} from '../audit-chain.ts';

const SUCCESSES = 3;
const FAILURES = 10;

export class MemoryState implements StateStore {
  /** Per series, newest first. */
  readonly #records = new Map<string, ProbeRecord[]>();
  readonly #marks = new Map<string, number>();
  readonly #audit: AuditLine[] = [];
  readonly #stopped = new Map<string, StoppedTarget>();
  #isClosed = false;

  async keepRecords(records: readonly ProbeRecord[]): Promise<void> {
    this.#check();
    for (const record of records) this.#keep(record);
  }

  async records(target: string): Promise<readonly ProbeRecord[]> {
    this.#check();
    const found = [...this.#records.values()].flat();
    return found.filter((record) => record.sample.target === target).sort(newestFirst);
  }

  async mark(name: string): Promise<number | null> {
    this.#check();
    return this.#marks.get(name) ?? null;
  }

  async setMark(name: string, value: number): Promise<void> {
    this.#check();
    this.#marks.set(name, value);
  }

  async appendAudit(entry: AuditEntry): Promise<AuditLine> {
    this.#check();
    return this.#append(entry);
  }

  async auditLines(
    query: { readonly after?: number; readonly limit?: number } = {},
  ): Promise<readonly AuditLine[]> {
    this.#check();
    const { after = 0, limit = AUDIT_LINES } = query;
    return this.#audit.slice(after, after + limit);
  }

  async searchAudit({ before, span, limit, ...filter }: AuditSearch): Promise<AuditFound> {
    this.#check();
    const above = Math.min(before ?? Infinity, this.#audit.length + 1);
    const lowest = above - span;
    const lines = this.#audit
      .slice(Math.max(0, lowest - 1), Math.max(0, above - 1))
      .filter((line) => passes(line, filter))
      .reverse()
      .slice(0, limit);
    return { lines, reached: lines.length === limit ? (lines.at(-1)?.seq ?? lowest) : lowest };
  }

  async stoppedTargets(): Promise<readonly StoppedTarget[]> {
    this.#check();
    return [...this.#stopped.values()].sort(byTarget);
  }

  async stopTarget(stopped: StoppedTarget): Promise<void> {
    this.#check();
    const { target, at, actor, reason } = stopped;
    this.#append(entryOfStop(stopped));
    this.#stopped.set(target, { target, at, actor, reason });
  }

  async resumeTarget(
    target: string,
    by: Pick<StoppedTarget, 'at' | 'actor' | 'reason'>,
  ): Promise<boolean> {
    this.#check();
    if (!this.#stopped.delete(target)) return false;
    this.#append(entryOfResumption({ ...by, target }));
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #check(): void {
    if (this.#isClosed) throw new AppError('store_unavailable', 'the store is closed');
  }

  #append(entry: AuditEntry): AuditLine {
    const line = chained(entry, this.#audit.at(-1) ?? CHAIN_START);
    this.#audit.push(line);
    return line;
  }

  #keep(record: ProbeRecord): void {
    const series = `${seriesOf(record.sample)}/${record.sample.vantage}`;
    const kept = this.#records.get(series) ?? [];
    if (kept.some((one) => newestFirst(one, record) === 0)) return;
    const sorted = [record, ...kept].sort(newestFirst);
    const successes = sorted.filter((one) => one.sample.outcome === 'success');
    const failures = sorted.filter((one) => one.sample.outcome !== 'success');
    const stay = new Set([...successes.slice(0, SUCCESSES), ...failures.slice(0, FAILURES)]);
    this.#records.set(
      series,
      sorted.filter((one) => stay.has(one)),
    );
  }
}

function passes(
  { at, actor, action, subject }: AuditLine,
  filter: Omit<AuditSearch, 'before' | 'span' | 'limit'>,
): boolean {
  const { from, to, actions, subjects } = filter;
  return (
    at >= from &&
    at < to &&
    (filter.actor === null || filter.actor === actor) &&
    (actions === null || actions.includes(action)) &&
    (subjects === null || subjects.includes(subject))
  );
}

function byTarget(a: StoppedTarget, b: StoppedTarget): number {
  return a.target < b.target ? -1 : 1;
}

function newestFirst(a: ProbeRecord, b: ProbeRecord): number {
  return b.sample.scheduledAt - a.sample.scheduledAt || b.sample.attempt - a.sample.attempt;
}
