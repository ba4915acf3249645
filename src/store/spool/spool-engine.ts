import { background } from '../../core/background.ts';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { FanOut } from '../../core/words/fan-out.ts';
import type { SpoolStatus } from '../../core/words/spool-status.ts';
import { BucketSender } from './bucket-sender.ts';
import { BucketWriter } from './bucket-writer.ts';
import { type BucketState, CursorFile } from './cursor-file.ts';
import { ParkedFile } from './parked-file.ts';
import { isBefore, type Position } from './position.ts';
import { RecordLines } from './record-lines.ts';
import type { SpoolCalls, SpoolThreadOptions } from './spool-calls.ts';
import { SpoolLog } from './spool-log.ts';
import { Turns } from './turns.ts';

/** Requests in flight over all buckets. */
const MOST_REQUESTS = 4;
const TICK_MS = 1000;
/** Requests in flight have so long to end when the service stops, ms. */
const CLOSE_MS = 1500;
/** How often a reader that waits for its samples is looked after, ms. */
const DRAIN_LOOK_MS = 10;

/**
 * The spool in its thread: takes what is to be kept, sends each bucket its part, and deletes what all
 * of them have. Constructing throws `store_newer` and what the file system throws.
 */
export class SpoolEngine {
  readonly #options: SpoolThreadOptions;
  readonly #report: Log;
  readonly #notify: (status: SpoolStatus) => void;
  readonly #log: SpoolLog;
  readonly #cursors: CursorFile;
  readonly #lines: RecordLines;
  readonly #writer: BucketWriter;
  readonly #turns = new Turns(MOST_REQUESTS);
  readonly #senders = new Map<string, BucketSender>();
  readonly #tick: NodeJS.Timeout;
  #cursorProblem: string | null = null;

  constructor(options: SpoolThreadOptions, report: Log, notify: (status: SpoolStatus) => void) {
    this.#options = options;
    this.#report = report;
    this.#notify = notify;
    this.#cursors = new CursorFile(options.dir);
    const known = this.#cursors.read(report);
    this.#log = new SpoolLog({ ...options, lastSegment: lastSegmentOf(known ?? new Map()) });
    this.#lines = new RecordLines(options.fanOut, report);
    this.#writer = new BucketWriter(options.target);
    const unknown = known === null ? this.#log.start : this.#log.end;
    for (const bucket of bucketsIn(options.fanOut)) {
      this.#begin(bucket, known?.get(bucket) ?? beginAt(unknown));
    }
    for (const [bucket, { cursor }] of known ?? []) {
      if (!this.#senders.has(bucket)) this.#tellLeft(bucket, cursor.head);
    }
    this.#tick = setInterval(() => this.#upkeep(), TICK_MS);
  }

  get status(): SpoolStatus {
    return {
      bytes: this.#log.bytes,
      capBytes: this.#options.capBytes,
      buckets: [...this.#senders.values()].map(({ status }) => status),
    };
  }

  append({ batch, now }: SpoolCalls['append']['ask']): null {
    this.#log.append(batch, now);
    this.#appended();
    return null;
  }

  appendPoints({ points, now }: SpoolCalls['appendPoints']['ask']): null {
    if (points.length === 0) return null;
    this.#log.appendPoints(points, now);
    this.#appended();
    return null;
  }

  /** A bucket that is new takes what is appended from now on; one that is gone takes nothing more. */
  setFanOut(fanOut: FanOut): null {
    const wanted = new Set(bucketsIn(fanOut));
    this.#lines.setFanOut(fanOut);
    for (const [bucket, sender] of this.#senders) {
      if (wanted.has(bucket)) continue;
      this.#senders.delete(bucket);
      this.#tellLeft(bucket, sender.earliest);
      background(sender.stop(), 'spool.stop', this.#report);
    }
    for (const bucket of wanted) {
      if (!this.#senders.has(bucket)) this.#begin(bucket, beginAt(this.#log.end));
    }
    this.#notify(this.status);
    return null;
  }

  setToken({ token }: SpoolCalls['setToken']['ask']): null {
    this.#writer.useToken(token);
    for (const sender of this.#senders.values()) sender.tryAgain();
    return null;
  }

  async drained({ bucket, waitMs }: SpoolCalls['drained']['ask']): Promise<boolean> {
    const sender = this.#senders.get(bucket);
    if (sender === undefined) return true;
    const { end } = this.#log;
    const until = performance.now() + waitMs;
    while (isBefore(sender.earliest, end)) {
      if (!sender.isCurrent || performance.now() >= until) return false;
      sender.hurry();
      await new Promise((resolve) => setTimeout(resolve, DRAIN_LOOK_MS));
    }
    return true;
  }

  async close(): Promise<null> {
    clearInterval(this.#tick);
    const ended = Promise.all([...this.#senders.values()].map((sender) => sender.stop()));
    const cut = setTimeout(() => this.#writer.abort(), CLOSE_MS);
    await ended;
    clearTimeout(cut);
    this.#writer.abort();
    this.#keepCursors();
    this.#log.close();
    return null;
  }

  /** What a bucket that is not fed any more had not taken stays untaken. */
  #tellLeft(bucket: string, earliest: Position): void {
    const waiting = this.#log.entriesBetween(earliest, this.#log.end);
    this.#report.warn('spool.bucket_left', { bucket, waiting });
  }

  #begin(bucket: string, known: BucketState): void {
    const { start } = this.#log;
    const { spans, head } = known.cursor;
    const nearest = (position: Position) => this.#log.nearest(position);
    const cursor = {
      spans: spans.map(({ from, to }) => ({ from: nearest(from), to: nearest(to) })),
      head: nearest(head),
    };
    const sender = new BucketSender(
      bucket,
      { ...known, cursor },
      {
        log: this.#log,
        lines: this.#lines,
        write: (name, lines) => this.#writer.write(name, lines),
        parked: new ParkedFile(this.#options.dir, bucket),
        turns: this.#turns,
        report: this.#report,
      },
    );
    sender.dropBefore(start, () => 0);
    this.#senders.set(bucket, sender);
    sender.start();
  }

  #appended(): void {
    for (const sender of this.#senders.values()) sender.wake();
    while (this.#log.bytes > this.#options.capBytes && this.#dropOldest()) {
      // Until it fits.
    }
  }

  /** False where there is nothing but the segment that is written to. */
  #dropOldest(): boolean {
    const behind = this.#log.secondStart();
    if (behind === null) return false;
    for (const sender of this.#senders.values()) {
      sender.dropBefore(behind, ({ from, to }) => this.#log.entriesBetween(from, to));
    }
    this.#log.dropOldest();
    this.#keepCursors();
    this.#report.error('spool.segment_dropped', { capBytes: this.#options.capBytes });
    return true;
  }

  #upkeep(): void {
    this.#keepCursors();
    this.#release();
    if (this.#options.sync === 'normal') this.#sync();
    this.#notify(this.status);
  }

  #earliest(): Position {
    let earliest = this.#log.end;
    for (const sender of this.#senders.values()) {
      if (isBefore(sender.earliest, earliest)) earliest = sender.earliest;
    }
    return earliest;
  }

  #release(): void {
    try {
      this.#log.release(this.#earliest());
    } catch (error) {
      this.#report.warn('spool.segment_not_deleted', { error: messageOf(error) });
    }
  }

  #sync(): void {
    try {
      this.#log.sync();
    } catch (error) {
      this.#report.warn('spool.sync_failed', { error: messageOf(error) });
    }
  }

  /** A file that cannot be replaced makes samples be sent again after a restart, and nothing worse. */
  #keepCursors(): void {
    try {
      this.#cursors.write(
        new Map([...this.#senders].map(([bucket, { state }]) => [bucket, state])),
      );
      this.#cursorProblem = null;
    } catch (error) {
      const problem = messageOf(error);
      if (problem !== this.#cursorProblem) this.#report.warn('spool.cursors_not_kept', { problem });
      this.#cursorProblem = problem;
    }
  }
}

/** Takes everything from a place on. */
function beginAt(head: Position): BucketState {
  return { cursor: { spans: [], head }, dropped: 0, parked: 0 };
}

function lastSegmentOf(known: ReadonlyMap<string, BucketState>): number {
  const heads = [...known.values()].map(({ cursor }) => cursor.head.segment);
  return heads.reduce((most, segment) => Math.max(most, segment), 0);
}

function bucketsIn({ operators, sectors, others }: FanOut): readonly string[] {
  return [operators, ...sectors.map(({ bucket }) => bucket), ...others];
}
