import { mkdirSync } from 'node:fs';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { TimeRange } from '../../core/ports/sample-store.ts';
import type { AccountTables } from './account-tables.ts';
import { renameDamaged, setDayAside } from './damage.ts';
import type { DayFile } from './day-file.ts';
import { DayFiles } from './day-files.ts';
import type { DaySegment } from './day-read.ts';
import { DirectoryLock } from './directory-lock.ts';
import { dayPath, listDays, lockPath, monthPath, rollupsDir, samplesDir } from './file-names.ts';
import { Intake } from './intake.ts';
import { KeptRecords } from './kept-records.ts';
import { latestSegments } from './latest-segments.ts';
import type { NoticeTables } from './notice-tables.ts';
import { openState } from './open-state.ts';
import { removeNew } from './put-in-place.ts';
import { refuseInterruptedRestore, refuseNewerFiles } from './refusals.ts';
import { RollupFiles } from './rollup-files.ts';
import { importRollups } from './rollup-import.ts';
import { type RollupBlock, readRollups } from './rollup-read.ts';
import { SaidEngine } from './said-engine.ts';
import type { SaidTables } from './said-tables.ts';
import type { FileOptions } from './sqlite-file.ts';
import type { StateFile } from './state-file.ts';
import type { StoreCalls, StoreThreadOptions } from './store-calls.ts';
import { segmentOfTarget } from './target-segment.ts';
import { TaskRunner } from './task-runner.ts';
import { Upkeep } from './upkeep.ts';
import { WalSync } from './wal-sync.ts';

/** What the engine tells its owner without being asked. */
export interface EngineEvents {
  readonly log: Log;
  /** Samples lost with damaged files since the store was made. */
  lost(samples: number): void;
}

type Ask<K extends keyof StoreCalls> = StoreCalls[K]['ask'];
type Answer<K extends keyof StoreCalls> = StoreCalls[K]['answer'];

/** The embedded store inside its thread: one method a call, each within a few ms. */
export class StoreEngine extends SaidEngine {
  readonly #log: Log;
  readonly #state: StateFile;
  readonly #lock: DirectoryLock;
  readonly #days: DayFiles;
  readonly #rollups: RollupFiles;
  readonly #kept: KeptRecords;
  readonly #intake: Intake;
  readonly #tasks: TaskRunner;
  readonly #upkeep: Upkeep;
  readonly #walSync: WalSync | null;

  /** Throws an AppError: `store_newer`, or `store_unavailable` where the directory cannot be used. */
  constructor(options: StoreThreadOptions, events: EngineEvents) {
    super();
    const { dir, sync } = options;
    this.#log = events.log;
    const files: FileOptions = { readOnly: false, sync };
    mkdirSync(samplesDir(dir), { recursive: true });
    mkdirSync(rollupsDir(dir), { recursive: true });
    this.#lock = new DirectoryLock(lockPath(dir));
    refuseInterruptedRestore(dir);
    refuseNewerFiles(dir);
    for (const day of listDays(dir)) removeNew(dayPath(dir, day));
    this.#state = openState(dir, files, events.log);
    this.#tasks = new TaskRunner(events.log);
    this.#days = new DayFiles(dir, files, (day, file, error) => {
      const refill = setDayAside(
        dir,
        { day, file, error },
        { state: this.#state, log: events.log },
      );
      this.#walSync?.forget(dayPath(dir, day));
      this.#upkeep.resumeSalvage();
      return refill;
    });
    this.#rollups = new RollupFiles(dir, files, (month, error) => {
      const aside = renameDamaged(monthPath(dir, month), Date.now());
      events.log.error('store.file_damaged', { file: aside, error: messageOf(error) });
      this.#upkeep.rebuildMonth(month);
    });
    this.#kept = new KeptRecords(this.#state.file);
    this.#intake = new Intake(this.#days);
    this.#walSync = sync === 'full' ? null : new WalSync(events.log);
    this.#upkeep = new Upkeep(options, {
      days: this.#days,
      rollups: this.#rollups,
      state: this.#state,
      kept: this.#kept,
      tasks: this.#tasks,
      replaced: (day) => this.#walSync?.forget(dayPath(dir, day)),
      lost: events.lost,
      log: events.log,
    });
    this.#upkeep.start();
  }

  get lostCount(): number {
    return this.#state.lostCount();
  }

  append({ batch, now }: Ask<'append'>): Answer<'append'> {
    this.#intake.append(batch);
    for (const file of this.#days.loaded()) {
      if (batch.days.includes(file.day)) this.#walSync?.note(file.file.path);
    }
    this.#upkeep.afterAppend(now);
    return null;
  }

  gap({ gap }: Ask<'gap'>): Answer<'gap'> {
    this.#state.addGap(gap);
    return this.#committed(null);
  }

  importRollups({ rollups }: Ask<'importRollups'>): Answer<'importRollups'> {
    importRollups({ files: this.#rollups, state: this.#state }, rollups);
    return null;
  }

  days({ from, to }: Ask<'days'>): Answer<'days'> {
    return this.#days.days(from, to);
  }

  samples(query: Ask<'samples'>): DaySegment | null {
    const { day, target, from, to, limit = Number.POSITIVE_INFINITY, family = null } = query;
    const first = query.attempts !== 'all';
    return this.#days.readDay(day, (file) =>
      segmentOfTarget(file, target, { from, to, first, family, limit }),
    );
  }

  targets({ from, to, period }: Ask<'targets'>): Answer<'targets'> {
    const targets = new Set<string>();
    const note = (file: DayFile) => {
      for (const target of file.series.targets()) targets.add(target);
    };
    if (period === 'raw')
      for (const day of this.#days.days(from, to)) this.#days.readDay(day, note);
    else {
      for (const month of this.#rollups.months(from, to)) {
        this.#rollups.readMonth(month, (file) => {
          for (const target of file.series.targets()) targets.add(target);
        });
      }
      for (const file of this.#days.loaded()) if (file.open.length > 0) note(file);
    }
    return [...targets].sort();
  }

  rollups(query: Ask<'rollups'>): RollupBlock {
    return readRollups({ days: this.#days, rollups: this.#rollups }, query);
  }

  latest({ since }: Ask<'latest'>): Answer<'latest'> {
    return latestSegments(this.#days, since);
  }

  gaps(range: TimeRange): Answer<'gaps'> {
    return this.#state.gaps(range);
  }

  lost(): Answer<'lost'> {
    return this.#state.lost();
  }

  keep({ records, now }: Ask<'keep'>): Answer<'keep'> {
    this.#kept.keep(records);
    this.#upkeep.afterKeep(now);
    return null;
  }

  records({ target }: Ask<'records'>): Answer<'records'> {
    return this.#kept.records(target);
  }

  mark({ name }: Ask<'mark'>): Answer<'mark'> {
    return this.#state.mark(name);
  }

  setMark({ name, value }: Ask<'setMark'>): Answer<'setMark'> {
    this.#state.setMark(name, value);
    return this.#committed(null);
  }

  appendAudit(entry: Ask<'appendAudit'>): Answer<'appendAudit'> {
    return this.#committed(this.#state.audit.append(entry));
  }

  auditLines(query: Ask<'auditLines'>): Answer<'auditLines'> {
    return this.#state.audit.lines(query);
  }

  searchAudit(search: Ask<'searchAudit'>): Answer<'searchAudit'> {
    return this.#state.audit.search(search);
  }

  stoppedTargets(): Answer<'stoppedTargets'> {
    return this.#state.audit.stopped();
  }

  stopTarget(stopped: Ask<'stopTarget'>): Answer<'stopTarget'> {
    this.#state.audit.stop(stopped);
    return this.#committed(null);
  }

  resumeTarget(by: Ask<'resumeTarget'>): Answer<'resumeTarget'> {
    return this.#committed(this.#state.audit.resume(by));
  }

  keepStep(step: Ask<'keepStep'>): Answer<'keepStep'> {
    this.#state.judgements.keepStep(step);
    return this.#committed(null);
  }

  keepSeries(snapshots: Ask<'keepSeries'>): Answer<'keepSeries'> {
    this.#state.judgements.keepSeries(snapshots);
    return this.#committed(null);
  }

  incidents(query: Ask<'incidents'>): Answer<'incidents'> {
    return this.#state.judgements.incidents(query);
  }

  incident({ id }: Ask<'incident'>): Answer<'incident'> {
    return this.#state.judgements.incident(id);
  }

  memory(): Answer<'memory'> {
    return this.#state.judgements.memory();
  }

  series(): Answer<'series'> {
    return this.#state.judgements.series();
  }

  async maintain({ now, timezone, wait }: Ask<'maintain'>): Promise<null> {
    this.#upkeep.maintain(now, timezone);
    this.#state.said.erase();
    if (wait) await this.#tasks.drain();
    return null;
  }

  /** Writes what waits in memory and closes every file. */
  close(): null {
    this.#tasks.close();
    this.#walSync?.close();
    this.#writeRecords();
    this.#days.close();
    this.#rollups.close();
    this.#state.close();
    this.#lock.release();
    return null;
  }

  protected get notices(): NoticeTables {
    return this.#state.notices;
  }

  protected get accountTables(): AccountTables {
    return this.#state.accounts;
  }

  protected get saidTables(): SaidTables {
    return this.#state.said;
  }

  protected stateChanged(): null {
    return this.#committed(null);
  }

  /** What a commit of the state has answered. */
  #committed<T>(answer: T): T {
    this.#walSync?.note(this.#state.file.path);
    return answer;
  }

  /** A full disk costs the newest records, and keeps no file from being closed. */
  #writeRecords(): void {
    try {
      for (const _step of this.#kept.flush(0));
    } catch (error) {
      this.#log.error('store.records_not_kept', { problem: messageOf(error) });
    }
  }
}
