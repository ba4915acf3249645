import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { SpoolBucketStatus } from '../../core/words/spool-status.ts';
import { BucketCursor } from './bucket-cursor.ts';
import type { WriteLines } from './bucket-writer.ts';
import { type Collected, collect } from './collect.ts';
import type { BucketState } from './cursor-file.ts';
import type { ParkedFile } from './parked-file.ts';
import { comparePositions, isBefore, type Position, type Span } from './position.ts';
import type { RecordLines } from './record-lines.ts';
import { NotNow, NotWanted, type RefusedLine, sendLines } from './send-lines.ts';
import type { SpoolLog } from './spool-log.ts';
import type { Turns } from './turns.ts';
import { Waker } from './waker.ts';

export interface SenderParts {
  readonly log: SpoolLog;
  readonly lines: RecordLines;
  readonly write: WriteLines;
  readonly parked: ParkedFile;
  /** Shared by all buckets, so that each has its share. */
  readonly turns: Turns;
  readonly report: Log;
}

/** The same stretch of the log for every bucket, whatever its share in it; lines as InfluxDB advises. */
const LIMITS = { lines: 5000, entries: 10_000 };
/** What a bucket is tried with that took nothing the last time. */
const TRIAL = { lines: 200, entries: 1000 };
/** While little waits, what comes within this time shares a request, ms. */
const GATHER_MS = 1000;
const FULL_ENTRIES = 1000;
/** From so many on, the bucket catches up with them and takes fresh ones beside. */
const BEHIND_ENTRIES = 20_000;
const BACK_OFF_FIRST_MS = 1000;
/** A server that is back is noticed within this time, so that fresh samples are not late by more. */
const BACK_OFF_MOST_MS = 5000;
const PARKED_MS = 60_000;
/** A refusal of lines is told so long, ms. */
const REFUSAL_MS = 3_600_000;

/** Sends one bucket what it has not taken yet: one request at a time, until it is stopped. */
export class BucketSender {
  readonly bucket: string;
  readonly #parts: SenderParts;
  readonly #cursor: BucketCursor;
  readonly #waker = new Waker();
  #state: SpoolBucketStatus['state'] = 'ok';
  #problem: string | null = null;
  /** The newest lines set aside. */
  #refusal: { readonly problem: string; readonly at: number } | null = null;
  #oldest: { readonly position: Position; readonly at: number | null } | null = null;
  #dropped: number;
  #parked: number;
  #taken = 0;
  #backOffMs = BACK_OFF_FIRST_MS;
  #freshSentAt = 0;
  #isUrgent = false;
  #isRetried = false;
  #isStopped = false;
  #ended: Promise<void> | null = null;

  constructor(bucket: string, known: BucketState, parts: SenderParts) {
    this.bucket = bucket;
    this.#parts = parts;
    this.#cursor = new BucketCursor(known.cursor);
    this.#dropped = known.dropped;
    this.#parked = known.parked;
  }

  get earliest(): Position {
    return this.#cursor.earliest;
  }

  get state(): BucketState {
    return { cursor: this.#cursor.state, dropped: this.#dropped, parked: this.#parked };
  }

  get status(): SpoolBucketStatus {
    const { log } = this.#parts;
    const { spans, head } = this.#cursor.state;
    const waiting = [...spans, { from: head, to: log.end }].reduce(
      (sum, { from, to }) => sum + log.entriesBetween(from, to),
      0,
    );
    return {
      bucket: this.bucket,
      state: this.#state,
      waiting,
      oldestAt: waiting === 0 ? null : this.#oldestAt(),
      dropped: this.#dropped,
      parked: this.#parked,
      taken: this.#taken,
      problem: this.#problem ?? this.#recentRefusal(),
    };
  }

  #recentRefusal(): string | null {
    const refusal = this.#refusal;
    return refusal !== null && Date.now() - refusal.at < REFUSAL_MS ? refusal.problem : null;
  }

  /** When what is waited for the longest was written; read once for each place. */
  #oldestAt(): number | null {
    const { earliest } = this;
    if (this.#oldest === null || comparePositions(this.#oldest.position, earliest) !== 0) {
      this.#oldest = { position: earliest, at: this.#parts.log.writtenAt(earliest) };
    }
    return this.#oldest.at;
  }

  /** Whether it takes what comes without a detour. */
  get isCurrent(): boolean {
    return this.#state === 'ok' && !this.#cursor.isBehind;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Something was appended. */
  wake(): void {
    this.#waker.wake();
  }

  /** Someone waits for what was appended: it goes at once. */
  hurry(): void {
    this.#isUrgent = true;
    this.#waker.wake();
  }

  /** What it was refused for may have been put right. */
  tryAgain(): void {
    this.#isRetried = true;
    this.#waker.wake();
  }

  /** Everything before `start` is gone from the log. */
  dropBefore(start: Position, entriesOf: (span: Span) => number): void {
    const gone = this.#cursor.dropBefore(start);
    this.#dropped += gone.reduce((sum, span) => sum + entriesOf(span), 0);
  }

  /** Resolves when the request in flight has its answer. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#waker.wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const span = this.#nextSpan();
      if (span === null) {
        await this.#waker.wait(null);
      } else if (!this.#isDue(span)) {
        await this.#waker.wait(GATHER_MS - (performance.now() - this.#freshSentAt));
      } else {
        const waitMs = await this.#sendSome(span);
        if (waitMs > 0) await this.#rest(waitMs);
      }
    }
  }

  /** Fresh records every second, else what it is behind with. */
  #nextSpan(): Span | null {
    const { log } = this.#parts;
    const fresh = this.#cursor.fresh(log.end);
    const isMuch = fresh !== null && log.entriesBetween(fresh.from, fresh.to) >= BEHIND_ENTRIES;
    if (isMuch && this.#cursor.jump(log.end)) return this.#cursor.oldest();
    const oldest = this.#cursor.oldest();
    if (oldest === null) return fresh;
    const isFreshDue = performance.now() - this.#freshSentAt >= GATHER_MS;
    return fresh !== null && isFreshDue ? fresh : oldest;
  }

  #isDue({ from, to }: Span): boolean {
    if (this.#isUrgent || this.#cursor.isBehind || this.#state !== 'ok') return true;
    if (performance.now() - this.#freshSentAt >= GATHER_MS) return true;
    return this.#parts.log.entriesBetween(from, to) >= FULL_ENTRIES;
  }

  /** Returns how long to rest before the next request, ms. */
  async #sendSome(span: Span): Promise<number> {
    const isFresh = span !== this.#cursor.oldest();
    const end = await this.#parts.turns.enter({ isFresh, from: span.from });
    try {
      if (this.#isStopped) return 0;
      if (isFresh) this.#freshSentAt = performance.now();
      const limits = this.#state === 'ok' ? LIMITS : TRIAL;
      const collected = await collect({ ...this.#parts, limits }, this.bucket, span);
      await this.#deliver(collected);
      this.#settle(span, collected);
      return 0;
    } catch (error) {
      return this.#failed(error);
    } finally {
      end();
    }
  }

  async #deliver({ lines }: Collected): Promise<void> {
    if (lines.count === 0) return;
    const { write, lines: made } = this.#parts;
    const { version } = made;
    const isWanted = () => !this.#isStopped && made.version === version;
    const { taken, refused } = await sendLines({ write, isWanted }, this.bucket, lines);
    this.#taken += taken;
    if (refused.length > 0) this.#park(refused);
  }

  /** Where they cannot be kept they are counted all the same: no line may hold up those behind it. */
  #park(refused: readonly RefusedLine[]): void {
    const { bucket } = this;
    const { parked, report } = this.#parts;
    const at = Date.now();
    const problem = refused.at(-1)?.problem ?? '';
    this.#parked += refused.length;
    this.#refusal = { problem, at };
    report.error('spool.lines_parked', { bucket, lines: refused.length, problem });
    try {
      parked.add(refused.map((each) => ({ at, ...each })));
    } catch (error) {
      report.error('spool.lines_not_kept', { bucket, error: messageOf(error) });
    }
  }

  #settle(span: Span, { to, lost, lines }: Collected): void {
    // A segment may have been dropped while the answer was awaited: then there is nothing to advance.
    if (!isBefore(span.from, this.#parts.log.start)) this.#cursor.advance(span, to);
    this.#dropped += lost;
    this.#backOffMs = BACK_OFF_FIRST_MS;
    if (lines.count > 0 && this.#state !== 'ok') {
      this.#parts.report.info('spool.bucket_recovered', { bucket: this.bucket });
      this.#state = 'ok';
      this.#problem = null;
    }
    if (!this.#cursor.isBehind && this.#cursor.fresh(this.#parts.log.end) === null) {
      this.#isUrgent = false;
    }
  }

  #failed(error: unknown): number {
    if (error instanceof NotWanted) return 0;
    const result = error instanceof NotNow ? error.result : null;
    const state = result?.kind === 'locked' ? 'parked' : 'waiting';
    this.#problem = messageOf(error);
    if (state !== this.#state) {
      const { bucket } = this;
      this.#parts.report.error('spool.bucket_waits', { bucket, state, problem: this.#problem });
    }
    this.#state = state;
    const asked = result?.kind === 'later' ? result.waitMs : null;
    const backOffMs = state === 'parked' ? PARKED_MS : this.#backOffMs;
    this.#backOffMs = Math.min(BACK_OFF_MOST_MS, this.#backOffMs * 2);
    return Math.max(asked ?? 0, backOffMs * (0.8 + 0.4 * Math.random()));
  }

  /** Nothing but the end and {@link tryAgain} comes before the time is over. */
  async #rest(ms: number): Promise<void> {
    const until = performance.now() + ms;
    this.#isRetried = false;
    while (!this.#isStopped && !this.#isRetried && performance.now() < until) {
      await this.#waker.wait(until - performance.now());
    }
  }
}
