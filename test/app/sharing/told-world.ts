import { BucketFeed } from '../../../src/app/buckets/bucket-feed.ts';
import { SectorReleases } from '../../../src/app/buckets/sector-releases.ts';
import { AnswerBook } from '../../../src/app/notices/answer-book.ts';
import { CouncilNoticeSource } from '../../../src/app/notices/council-source.ts';
import { localClockOf } from '../../../src/app/notices/local-clock.ts';
import type { VersionsOf } from '../../../src/app/notices/told-since.ts';
import { wordingContextOf } from '../../../src/app/notices/wording-context.ts';
import { bucketsOf } from '../../../src/core/buckets.ts';
import { type Config, targetsOf } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { OutboxEntry } from '../../../src/core/ports/notice-store.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { idempotencyKeyOf } from '../../../src/notify/channels/idempotency-key.ts';
import { Notifier } from '../../../src/notify/notifier.ts';
import { recipientsOf } from '../../../src/notify/recipients.ts';
import { renderBy } from '../../../src/notify/wording/render.ts';
import { createGate } from '../../../src/share/seal.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { QUIET_FIGURES } from '../../board/board-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { influxOf, Points } from '../buckets/feed-points.ts';
import { judgingOver } from './judging-over.ts';
import type { CouncilNow } from './shared-board.ts';
import { MINUTE, START } from './twin-councils.ts';

/** What leaves to a viewer in a minute. */
export interface ToldMinute {
  /** Each notice to each of his contacts: all that a channel is given. */
  readonly notices: readonly string[];
  /** Points in the bucket of a secretariat's sector. */
  readonly points: readonly StoredPoint[];
}

/** Of the feed of the buckets. */
const LOOK_MS = 5000;
/** Nothing waits for what belongs with it, and a notice may follow another at once. */
const PACE = { groupMs: 0, windowMs: 0, remindMs: 4 * MINUTE };

/** A council whose notices and points of incidents are made as the service makes them. */
export class ToldWorld {
  readonly releases: SectorReleases;
  readonly #clock: ManualClock;
  readonly #viewer: Viewer;
  readonly #become: (now: CouncilNow) => void;
  readonly #settle: () => Promise<readonly OutboxEntry[]>;
  readonly #render: ReturnType<typeof renderBy>;
  readonly #points: Points;
  #seq = 0;

  /** `dir`: where the feed of the buckets keeps what it has to do; `versionsOf`: absent = as the files say. */
  static async open(
    viewer: Viewer,
    first: CouncilNow,
    dir: string,
    versionsOf: VersionsOf = () => [],
  ): Promise<ToldWorld> {
    const clock = new ManualClock(START + 10_000);
    let now = withPace(first);
    const { judging, changed } = judgingOver(() => now);
    const { notices: store, judgements } = createMemoryStore();
    const today = () => now.config;
    const releases = await SectorReleases.open({ today, judging, storeDir: null, log: noLog });
    const answers = new AnswerBook();
    const observe = ({ samples }: CouncilNow) => {
      for (const sample of samples) answers.observe(sample);
    };
    observe(first);
    const source = new CouncilNoticeSource({
      ...{ today, judging, releases, versionsOf, recipientsOf, clockOf: localClockOf, log: noLog },
      hosts: () => new Map(targetsOf(now.config).map(({ target }) => [target.id, target.id])),
      facts: { version: 1, factsOf: (id) => now.facts.get(id) ?? [] },
      ...{ answers, exercise: null, gate: createGate() },
      isVerified: (_, { verifiedOn }) => verifiedOn !== null,
    });
    const notifier = await Notifier.open({ source, store, clock, log: noLog, onWritten: () => {} });
    const points = new Points();
    const feed = await BucketFeed.start({
      influx: influxOf(points, now.config, clock.now()),
      ...{
        today,
        judging,
        kept: judgements,
        releases,
        versionsOf,
        storeDir: dir,
        clock,
        log: noLog,
      },
      figures: () => FIGURES,
    });
    const become = (next: CouncilNow) => {
      const isOther = next.config !== first.config;
      now = withPace(next);
      observe(now);
      changed();
      if (isOther) source.follow();
      notifier.takeIncidents(now.incidents);
      feed.takeIncidents(now.incidents);
    };
    const settle = async () => {
      releases.take(clock.now());
      notifier.lookAt(source.takeReleases());
      notifier.lookAtAll();
      await notifier.settle();
      return (await store.outbox({ limit: 10_000 })).toReversed();
    };
    const render = renderBy(() => wordingContextOf(withAddress(now.config), false));
    return new ToldWorld({ releases, clock, viewer, become, settle, render, points });
  }

  private constructor(parts: {
    readonly releases: SectorReleases;
    readonly clock: ManualClock;
    readonly viewer: Viewer;
    readonly become: (now: CouncilNow) => void;
    readonly settle: () => Promise<readonly OutboxEntry[]>;
    readonly render: ReturnType<typeof renderBy>;
    readonly points: Points;
  }) {
    this.releases = parts.releases;
    this.#clock = parts.clock;
    this.#viewer = parts.viewer;
    this.#become = parts.become;
    this.#settle = parts.settle;
    this.#render = parts.render;
    this.#points = parts.points;
  }

  /** Lets a minute pass; `again`: how it is later in it, null = as before. */
  async minute(first: CouncilNow, again: () => CouncilNow | null): Promise<ToldMinute> {
    this.#become(first);
    await this.#pass(20_000);
    const later = again();
    if (later !== null) this.#become(later);
    await this.#pass(40_000);
    const entries = (await this.#settle()).filter(({ seq }) => seq > this.#seq);
    this.#seq = Math.max(this.#seq, ...entries.map(({ seq }) => seq));
    const taken = this.#points.taken.splice(0);
    return {
      notices: entries.filter(({ notice }) => isTo(this.#viewer, notice.recipient)).map(this.#said),
      points: taken.filter(({ bucket }) => isReadBy(this.#viewer, bucket)),
    };
  }

  /** The feed looks once and waits for the next look; between them it writes to a real disk. */
  async #pass(durationMs: number): Promise<void> {
    for (let at = 0; at < durationMs; at += LOOK_MS) {
      await this.#clock.run(LOOK_MS);
      while (this.#clock.pending === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  readonly #said = (entry: OutboxEntry): string => {
    const { briefOf, ...message } = this.#render(entry);
    const briefs = entry.notice.matters.map(briefOf);
    const id = idempotencyKeyOf(entry);
    return JSON.stringify({ id, to: entry.to, marking: entry.marking, ...message, briefs });
  };
}

function withPace(now: CouncilNow): CouncilNow {
  return { ...now, config: paced(now.config) };
}

const known = new WeakMap<Config, Config>();

/** The same for the same one, as what is in force changes by its identity. */
function paced(config: Config): Config {
  const made = known.get(config) ?? {
    ...config,
    notify: { ...(config.notify ?? NO_NOTICES), pace: PACE },
  };
  known.set(config, made);
  return made;
}

function withAddress(config: Config): Config {
  return { ...config, council: { ...config.council, publicUrl: 'https://board.example' } };
}

/** By the ids of recipients: whose notices the viewer reads. */
function isTo(viewer: Viewer, recipient: string): boolean {
  if (viewer.kind === 'member') return recipient === `member:${viewer.member}`;
  if (viewer.kind === 'secretariat') return recipient === `sector:${viewer.sector}`;
  return viewer.kind === 'observer' ? recipient.startsWith('observer:') : recipient === viewer.kind;
}

function isReadBy(viewer: Viewer, bucket: string): boolean {
  return viewer.kind === 'secretariat' && bucket === bucketsOf(false).sector(viewer.sector);
}

const { probing, store: kept, process: machine } = QUIET_FIGURES;
const FIGURES = {
  schedule: probing,
  prober: { ...probing, replaced: 0 },
  store: kept,
  residentBytes: machine.residentBytes,
};
