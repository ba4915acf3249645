import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { APPROVAL_FILE, takeApproval } from '../../config/removal-approval.ts';
import { background } from '../../core/background.ts';
import { targetsOf } from '../../core/config.ts';
import { codeOf, messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ConfigHistory, ReadingTrigger } from '../../core/ports/config-history.ts';
import type { Log } from '../../core/ports/log.ts';
import type { RefusedReload, ReloadProblem, ReloadStatus } from '../../core/ports/reload-status.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { Text } from '../../core/words/language.ts';
import type { ToldPlan } from '../../core/words/told-plan.ts';
import type { OwnFields } from '../sharing/own-fields.ts';
import { approvalProblems } from './approval-problems.ts';
import type { ChangeBook, ReadChange } from './change-book.ts';
import type { CouncilInForce } from './council-in-force.ts';
import { failureText } from './failure-text.ts';
import { carryOver } from './followed-stops.ts';
import { type ConfigReading, readApart } from './read-apart.ts';

export interface ReloaderParts {
  readonly council: CouncilInForce;
  readonly own: Pick<OwnFields, 'follow' | 'touched'>;
  /** Of the configuration; null = it was built in memory and cannot change. */
  readonly dir: string | null;
  /** Where samples, the record of what is in force, and approvals lie. */
  readonly dataDir: string;
  readonly state: Pick<StateStore, 'stopTarget'>;
  /** When the configuration of the start was taken, and what it left out. */
  readonly start: Pick<ReloadStatus, 'loadedAt' | 'refused'>;
  readonly book: ChangeBook;
  readonly clock: Clock;
  readonly log: Log;
}

/** Why the configuration is read again. */
export type ReloadTrigger = Exclude<ReadingTrigger, 'start'>;

type Reading = Extract<ConfigReading['result'], { readonly problems: null }>;

/** How often it looks for a new day and for an approval, ms. */
const LOOK_MS = 2000;

/**
 * Changes the configuration in force: all of it or nothing. One reading after the other; what is asked
 * for meanwhile is one more.
 */
export class Reloader {
  readonly #parts: ReloaderParts;
  readonly #closing = new AbortController();
  #status: ReloadStatus;
  #running: Promise<void> | null = null;
  #next: ReloadTrigger | null = null;
  #cancelLook: () => void = () => {};
  /** The approval that was tried last, and could not be used. */
  #triedApproval: string | null = null;

  constructor(parts: ReloaderParts) {
    this.#parts = parts;
    this.#status = { ...parts.start, restart: [] };
    this.#lookLater();
  }

  status(): ReloadStatus {
    return this.#status;
  }

  history(): ConfigHistory {
    return this.#parts.book.history();
  }

  /** Resolves when the files have been read after this call and were taken or refused. */
  async reload(trigger: ReloadTrigger): Promise<void> {
    if (this.#closing.signal.aborted) return;
    if (this.#parts.dir === null) {
      this.#parts.log.warn('config.reload_unavailable', { trigger });
      return;
    }
    if (this.#running !== null) {
      this.#next = trigger;
      await this.#running;
      return;
    }
    this.#running = this.#runAll(this.#parts.dir, trigger);
    await this.#running;
  }

  /** What is being read is given up. */
  async close(): Promise<void> {
    this.#cancelLook();
    this.#closing.abort();
    await this.#running;
  }

  async #runAll(dir: string, first: ReloadTrigger): Promise<void> {
    for (let trigger: ReloadTrigger | null = first; trigger !== null; trigger = this.#next) {
      this.#next = null;
      await this.#run(dir, trigger);
    }
    this.#running = null;
  }

  async #run(dir: string, trigger: ReloadTrigger): Promise<void> {
    const { log, council, own, dataDir } = this.#parts;
    const { signal } = this.#closing;
    log.info('config.reloading', { trigger });
    try {
      const request = { dir, dataDir, running: council.whole, touched: own.touched };
      await using reading = await readApart({ ...request, log, signal });
      const { result } = reading;
      const read = { trigger, digests: result.digests };
      if (result.problems !== null) {
        this.#refuse(read, { reason: 'invalid', problems: result.problems, removals: null });
        return;
      }
      const at = await this.#take(read, result);
      if (at !== null) await this.#record(reading, at);
    } catch (error) {
      if (signal.aborted) return;
      const problems = [general(failureText(error))];
      const read = { trigger, digests: null };
      this.#refuse(read, { reason: 'failed', problems, removals: null });
    }
  }

  /** Epoch ms since when it is in force; null where it was refused. */
  async #take(read: ReadChange, reading: Reading): Promise<number | null> {
    const { config, plan, told, restart, warnings } = reading;
    const { council, own, book, clock, log, state } = this.#parts;
    const startedMs = clock.monotonicMs();
    const problems = practiceProblems(council, config);
    if (problems.length > 0) {
      this.#refuse(read, { reason: 'invalid', problems, removals: null });
      return null;
    }
    const { isRefused, count } = plan.removals;
    if (isRefused && !(await this.#isApproved(read, reading))) return null;
    const swapMs = clock.monotonicMs();
    const now = clock.now();
    // Written first: what could not be stopped is not measured under another id either.
    const followed = await carryOver(council.followedBy(config), { state, now, log });
    await own.follow(config, now);
    council.takeConfig(config, now, followed);
    this.#status = { loadedAt: now, refused: null, restart };
    const approvedRemovals = isRefused ? count : null;
    book.took(read, { at: now, plan: told, confirmedRemovals: approvedRemovals, restart });
    const { added, removed, renamed, changed } = plan;
    log.info('config.reloaded', {
      ...{ added, removed, renamed, changed, warnings },
      targets: targetsOf(council.today).length,
      approvedRemovals,
      swapMs: round(clock.monotonicMs() - swapMs),
      tookMs: round(clock.monotonicMs() - startedMs),
    });
    if (restart.length > 0) log.warn('config.restart_needed', { settings: restart });
    return now;
  }

  /** Where it is not the refusal is told. */
  async #isApproved(read: ReadChange, { plan, told }: Reading): Promise<boolean> {
    const { dataDir, clock } = this.#parts;
    const { removals } = plan;
    this.#triedApproval = await factsOfApproval(dataDir);
    const approval = await takeApproval(dataDir, removals, clock.now());
    if (approval.kind === 'approved') return true;
    const problems = approvalProblems(approval);
    this.#refuse(read, { reason: 'removals', problems, removals: removals.count }, told);
    return false;
  }

  /** The configuration is in force whether or not it can be recorded. */
  async #record(reading: ConfigReading, appliedAt: number): Promise<void> {
    try {
      await reading.record({ appliedAt, stoppedUrls: this.#parts.council.stoppedUrls });
    } catch (error) {
      this.#parts.log.error('config.not_recorded', { error: messageOf(error) });
    }
  }

  #refuse(read: ReadChange, why: Omit<RefusedReload, 'at'>, told: ToldPlan | null = null): void {
    const { book, clock, log } = this.#parts;
    const refused = { at: clock.now(), ...why };
    this.#status = { ...this.#status, refused };
    book.refused(read, refused, told);
    const { reason, removals, problems } = refused;
    log.error('config.reload_refused', {
      reason,
      removals,
      problems: problems.length,
      first: problems.slice(0, 5).map(({ file, line, text }) => ({ file, line, text: text.en })),
    });
  }

  #lookLater(): void {
    this.#cancelLook = this.#parts.clock.after(LOOK_MS, () => {
      this.#look();
      this.#lookLater();
    });
  }

  #look(): void {
    const { council, clock, log } = this.#parts;
    if (council.takeDay(clock.now())) {
      log.info('config.day_began', { targets: targetsOf(council.today).length });
    }
    background(this.#lookForApproval(), 'config.reload', log);
  }

  /** One that could not be used is tried again when something about its file has changed. */
  async #lookForApproval(): Promise<void> {
    const reason = this.#status.refused?.reason;
    if (reason !== 'removals' && reason !== 'unconfirmed') return;
    const facts = await factsOfApproval(this.#parts.dataDir);
    if (facts === null || facts === this.#triedApproval || this.#running !== null) return;
    await this.reload('approval');
  }
}

/** What tells one state of the approval's file from another; null where there is none to be seen. */
async function factsOfApproval(dataDir: string): Promise<string | null> {
  try {
    const { ino, mtimeMs, ctimeMs } = await stat(join(dataDir, APPROVAL_FILE));
    return `${ino} ${mtimeMs} ${ctimeMs}`;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return null;
  }
}

/** Practice sites are made at the start, and practice data is never mixed with public targets. */
function practiceProblems({ whole }: CouncilInForce, next: Reading['config']): ReloadProblem[] {
  if (next.practice !== whole.practice) {
    return [
      general({
        ja: '模擬サイトと公開サイトの切り替えには再起動が必要です',
        en: 'changing between practice sites and public ones needs a restart',
      }),
    ];
  }
  if (!whole.practice) return [];
  const made = new Map(targetsOf(whole).map(({ target }) => [target.id, target.practice]));
  return targetsOf(next)
    .filter(({ target }) => made.get(target.id) !== target.practice)
    .map(({ target }) =>
      general({
        ja: `模擬サイト ${target.id} の追加や profile の変更には再起動が必要です`,
        en: `adding the practice site ${target.id} or changing its profile needs a restart`,
      }),
    );
}

function general(text: Text): ReloadProblem {
  return { file: null, line: null, text };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
