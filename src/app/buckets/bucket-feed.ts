import { background } from '../../core/background.ts';
import { type Config, targetsOf } from '../../core/config.ts';
import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import { OPERATOR } from '../../core/words/viewer.ts';
import { createGate } from '../../share/seal.ts';
import { openFanOut, openPoints } from '../../store/outlet.ts';
import {
  type AnsweredSince,
  NOT_ANSWERED,
  toldSinceBy,
  type VersionsOf,
} from '../notices/told-since.ts';
import type { InfluxFeed } from '../stores.ts';
import { fanOutOf } from './fan-out-of.ts';
import { JudgementFeed } from './judgement-feed.ts';
import { type ProberFigures, proberPoint } from './prober-point.ts';
import { sectorMinuteOf } from './sector-minutes.ts';
import type { SectorReleases } from './sector-releases.ts';
import { sharedTargetsOf } from './shared-targets.ts';
import { ToldIncidentFeed } from './told-incident-feed.ts';
import { type Forget, Withdrawals } from './withdrawals.ts';

export interface BucketFeedParts {
  readonly influx: InfluxFeed;
  /** The configuration in force; another object when it has changed. */
  readonly today: () => Config;
  readonly figures: () => Omit<ProberFigures, 'spool'>;
  readonly judging: Judging;
  /** Incidents as they were kept. */
  readonly kept: Pick<JudgementStore, 'incidents'>;
  readonly releases: SectorReleases;
  /** How targets were shared; absent = always as now. */
  readonly versionsOf?: VersionsOf;
  readonly isAnsweredSince?: AnsweredSince;
  readonly storeDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A changed consent is in force for the buckets after so long at most, ms. */
const LOOK_MS = 5000;
const MINUTE_MS = 60_000;
/**
 * Incidents that ended so long ago at most are written anew at a start, ms: a process that was killed may
 * have kept their end and not written it, and a machine may stand for some days.
 */
const ANEW_MS = 7 * 86_400_000;
const READ_AT_ONCE = 500;
/** Judgements that stay as they are are written so often, ms. */
const WHOLE_MS = 3_600_000;

/**
 * Keeps the buckets to the sharing rules and writes, each full minute, what was released of every
 * sector and how the measuring does.
 */
export class BucketFeed {
  readonly #parts: BucketFeedParts;
  readonly #gate = createGate();
  readonly #judgements: JudgementFeed;
  readonly #told: ToldIncidentFeed;
  /** Changed and not yet written, by id. */
  readonly #incidents = new Map<string, Incident>();
  readonly #withdrawals: Withdrawals;
  #config: Config;
  #minute: number;
  #stopTimer = () => {};
  #working: Promise<void> = Promise.resolve();
  #isClosed = false;

  /** Rejects with `store_unavailable`. */
  static async start(parts: BucketFeedParts): Promise<BucketFeed> {
    const { influx, storeDir, log } = parts;
    const judgements = judgementFeedOf(parts);
    const forget: Forget = async (bucket, target, what) => {
      await influx.forget(bucket, target, what);
      judgements.forgetWritten(bucket, target);
    };
    const withdrawals = await Withdrawals.open(storeDir, forget, log);
    const feed = new BucketFeed(parts, judgements, withdrawals);
    await feed.#begin();
    return feed;
  }

  private constructor(parts: BucketFeedParts, judgements: JudgementFeed, withdrawals: Withdrawals) {
    this.#parts = parts;
    const { influx, judging, releases, today, versionsOf = () => [] } = parts;
    this.#judgements = judgements;
    const shared = { releases, today, versionsOf };
    const { buckets } = influx;
    this.#told = new ToldIncidentFeed({ gate: this.#gate, buckets, judging, ...shared });
    this.#withdrawals = withdrawals;
    this.#config = parts.today();
    this.#minute = periodStart(parts.clock.now(), MINUTE_MS);
  }

  /** Incidents that were opened or changed. */
  takeIncidents(incidents: readonly Incident[]): void {
    for (const incident of incidents) this.#incidents.set(incident.id, incident);
  }

  /**
   * Writes what changed last; to be called when nothing is judged any more. Never rejects: what could not
   * be written is logged, and written by the next run.
   */
  async close(): Promise<void> {
    const { clock, log } = this.#parts;
    this.#isClosed = true;
    this.#stopTimer();
    await this.#working;
    try {
      await this.#writeJudged(clock.now(), false);
    } catch (error) {
      log.error('buckets.not_written', { error: messageOf(error) });
    }
  }

  async #begin(): Promise<void> {
    const now = this.#parts.clock.now();
    await this.#takeFanOut(now);
    await this.#takeKept(now - ANEW_MS);
    this.#schedule();
  }

  /** What an earlier run may not have written any more; a point that is there is written over. */
  async #takeKept(endedSince: number): Promise<void> {
    const { kept } = this.#parts;
    let before: string | null = null;
    do {
      const range = before === null ? {} : { before };
      const page: readonly Incident[] = await kept.incidents({
        ...{ endedSince, limit: READ_AT_ONCE },
        ...range,
      });
      for (const incident of page) {
        // One that has changed since the service began to judge is newer than the store's.
        if (!this.#incidents.has(incident.id)) this.#incidents.set(incident.id, incident);
      }
      before = page.at(-1)?.id ?? null;
    } while (before !== null);
  }

  /** One look after the other, however long one takes. */
  #schedule(): void {
    const { clock, log } = this.#parts;
    if (this.#isClosed) return;
    this.#stopTimer = clock.after(LOOK_MS, () => {
      const look = this.#look(clock.now());
      background(look, 'buckets.look', log);
      this.#working = look.then(
        () => this.#schedule(),
        () => this.#schedule(),
      );
    });
  }

  async #look(now: number): Promise<void> {
    const { today, influx } = this.#parts;
    const config = today();
    const isOther = config !== this.#config;
    if (isOther) {
      this.#config = config;
      influx.planned.take(config, now);
    }
    const minute = periodStart(now, MINUTE_MS);
    const isMinute = minute > this.#minute;
    this.#minute = minute;
    const isNew = isMinute && influx.planned.look(now);
    if (isNew || isOther) await this.#takeFanOut(now);
    await this.#writeJudged(now, isMinute && minute % WHOLE_MS === 0);
    if (isMinute) {
      await this.#release(minute);
      await this.#withdrawals.work(now);
    }
  }

  async #writeJudged(now: number, isWhole: boolean): Promise<void> {
    const changed = [...this.#incidents.values()];
    try {
      await this.#append([
        ...this.#judgements.judgements(this.#config, now, isWhole),
        ...this.#judgements.incidents(this.#config, now, changed),
        ...this.#told.points(now, changed),
      ]);
    } catch (error) {
      this.#judgements.forgetWritten();
      this.#told.forgetWritten();
      throw error;
    }
    for (const incident of changed) {
      if (this.#incidents.get(incident.id) === incident) this.#incidents.delete(incident.id);
    }
  }

  async #append(sealed: readonly Marked<readonly StoredPoint[]>[]): Promise<void> {
    for (const points of sealed) await this.#parts.influx.spool.appendPoints(openPoints(points));
  }

  async #takeFanOut(now: number): Promise<void> {
    const { influx } = this.#parts;
    const planned = influx.planned.all(now);
    const { sinceOf } = this.#withdrawals;
    const parts = { config: this.#config, buckets: influx.buckets, planned, sinceOf, now };
    const fanOut = openFanOut(fanOutOf(this.#gate, parts));
    await influx.spool.setFanOut(fanOut);
    const known = new Set(targetsOf(this.#config).map(({ target }) => target.id));
    await this.#withdrawals.take(fanOut.sectors, { known, now });
  }

  async #release(at: number): Promise<void> {
    const { spool, buckets } = this.#parts.influx;
    const points = this.#sectorMinutes(at);
    const released = this.#gate.seal(
      { kind: 'council' },
      { kind: 'released' },
      {
        asOf: at,
        data: points,
      },
    );
    if (released !== null) await spool.appendPoints(openPoints(released));
    const place = { bucket: buckets.operators, vantage: this.#config.vantage, at };
    const point = proberPoint({ ...this.#parts.figures(), spool: spool.status() }, place);
    const own = this.#gate.seal(OPERATOR, { kind: 'prober' }, { asOf: at, data: [point] });
    if (own !== null) await spool.appendPoints(openPoints(own));
    await this.#parts.releases.keep();
  }

  #sectorMinutes(now: number) {
    const { releases, influx } = this.#parts;
    releases.take(now);
    const bucket = influx.buckets.shared;
    return [...sharedTargetsOf(this.#config)].flatMap(([sector, targets]) => {
      const release = releases.ofSector(sector.id);
      if (release === null) return [];
      const isPlanned = targets.every(({ id }) => influx.planned.maintenanceOf(id, now) !== null);
      const suppressed = this.#config.practice || isPlanned;
      return sectorMinuteOf(release, { bucket, sector, suppressed }) ?? [];
    });
  }
}

function judgementFeedOf({
  influx: { buckets, planned },
  judging,
  versionsOf = () => [],
  isAnsweredSince = NOT_ANSWERED,
}: BucketFeedParts): JudgementFeed {
  return new JudgementFeed({
    ...{ gate: createGate(), buckets, judging, isAnsweredSince },
    maintenanceOf: (id, at) => planned.maintenanceOf(id, at),
    toldSince: toldSinceBy(versionsOf),
  });
}
