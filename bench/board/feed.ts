import type { Live } from '../../src/board/live.ts';
import { background } from '../../src/core/background.ts';
import { type Config, targetsOf } from '../../src/core/config.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { SampleStore } from '../../src/core/ports/sample-store.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { benchTargetId } from '../council/bench-config.ts';
import { SampleMaker } from '../samples/sample-maker.ts';
import type { MadeJudging } from './made-judging.ts';

const MINUTE_MS = 60_000;
/** A judgement changes so often: as in the first hour of a large trouble. */
const CHANGE_MS = 2000;
/** Of the machine's clock. */
const STEP_MS = 50;

export interface FeedParts {
  readonly live: Live;
  readonly made: MadeJudging;
  readonly clock: Clock;
  readonly config: Config;
  readonly store: Pick<SampleStore, 'append'>;
  /** Targets whose samples are kept, for who looks at one of them. */
  readonly kept: ReadonlySet<string>;
}

/** Tells the board what a council would: every sample in its second, judgements as they change. */
export class Feed {
  readonly #parts: FeedParts;
  readonly #maker: SampleMaker;
  readonly #places: ReadonlyMap<string, Pick<Sample, 'member' | 'sector'>>;
  #minute: { readonly at: number; readonly samples: readonly Sample[] };
  #next = 0;
  #changedAt: number;
  #timer: NodeJS.Timeout | null = null;
  samples = 0;

  /** Begins with a sample of every site in the minute before. */
  constructor(parts: FeedParts) {
    this.#parts = parts;
    const { config, clock } = parts;
    const placed = targetsOf(config);
    this.#maker = new SampleMaker(placed.length, 5);
    this.#places = new Map(
      placed.map(({ target, member, sector }) => [
        target.id,
        { member: member.id, sector: sector.id },
      ]),
    );
    const now = Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS;
    this.#minute = { at: now - MINUTE_MS, samples: this.#maker.minute(now - MINUTE_MS) };
    this.#changedAt = clock.now();
    this.step();
  }

  get at(): number {
    return this.#parts.clock.now();
  }

  follow(): void {
    this.#timer ??= setInterval(() => this.step(), STEP_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** All that happened until now. */
  step(): void {
    const { live, made } = this.#parts;
    const now = this.at;
    for (;;) {
      const sample = this.#minute.samples[this.#next];
      if (sample === undefined) {
        const at = this.#minute.at + MINUTE_MS;
        if (at > now) break;
        this.#minute = { at, samples: this.#maker.minute(at) };
        this.#next = 0;
        continue;
      }
      if (sample.scheduledAt > now) break;
      const placed = { ...sample, ...this.#places.get(sample.target) };
      live.observe(placed);
      if (this.#parts.kept.has(sample.target))
        background(this.#parts.store.append([placed]), 'keep', noLog);
      this.samples += 1;
      this.#next += 1;
    }
    for (; now - this.#changedAt >= CHANGE_MS; this.#changedAt += CHANGE_MS) made.change(now);
  }
}

const MINUTES_OF_A_DAY = 1440;
/** A store commits every two seconds: so many minutes go into one commit. */
const MINUTES_AT_ONCE = 240;

/** Gives these targets a sample of each minute of the day before `now`. */
export async function keepDay(
  store: Pick<SampleStore, 'append'>,
  targets: readonly string[],
  now: number,
): Promise<void> {
  const maker = new SampleMaker(targets.length, 13);
  const first = Math.floor(now / MINUTE_MS) - MINUTES_OF_A_DAY;
  const ids = new Map(targets.map((target, index) => [benchTargetId(index), target]));
  const minutes = Array.from({ length: MINUTES_OF_A_DAY }, (_, index) => first + index);
  for (let from = 0; from < MINUTES_OF_A_DAY; from += MINUTES_AT_ONCE) {
    const made = minutes
      .slice(from, from + MINUTES_AT_ONCE)
      .flatMap((minute) => maker.minute(minute * MINUTE_MS));
    await store.append(made.map((sample) => ({ ...sample, target: ids.get(sample.target) ?? '' })));
  }
}
