import { noLog } from '../../src/core/ports/log.ts';
import type { FanOut } from '../../src/core/words/fan-out.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { type OpenSpool, openSpool } from '../../src/store/spool/open-spool.ts';
import { benchSectorId } from '../council/bench-config.ts';
import { answerParent } from '../process/answer-parent.ts';
import { SampleMaker } from '../samples/sample-maker.ts';

export interface SpoolOrder {
  readonly dir: string;
  readonly url: string;
  readonly targets: number;
  readonly vantages: number;
  readonly sectors: number;
}

export interface FillOrder {
  /** Epoch ms. */
  readonly from: number;
  readonly minutes: number;
  /** Makes the samples and keeps none. */
  readonly discard: boolean;
}

export interface FillUsage {
  readonly samples: number;
  /** User and system time of all threads, ms. */
  readonly cpuMs: number;
  readonly elapsedMs: number;
  /** Resident memory before it and after each tenth. */
  readonly residentBytes: readonly number[];
  readonly spoolBytes: number;
}

export interface SpoolFigures {
  /** That the slowest bucket has not taken. */
  readonly waiting: number;
  readonly dropped: number;
  readonly residentBytes: number;
  readonly cpuMs: number;
}

const MINUTE_MS = 60_000;
const CAP_BYTES = 4 * 2 ** 30;

let spool: OpenSpool | null = null;
let makers: readonly SampleMaker[] = [];
let live: NodeJS.Timeout | null = null;

async function open({ dir, url, targets, vantages, sectors }: SpoolOrder): Promise<null> {
  makers = Array.from({ length: vantages }, (_, index) => new SampleMaker(targets, index + 1));
  spool = await openSpool({
    dir,
    sync: 'normal',
    capBytes: CAP_BYTES,
    target: { url, org: 'bench', token: null, proxies: {}, ca: [] },
    fanOut: fanOutOf(makers[0]?.minute(0) ?? [], sectors),
    log: noLog,
  });
  return null;
}

/** Every sample to the operators, and each sector's to its own bucket. */
function fanOutOf(samples: readonly Sample[], sectors: number): FanOut {
  const bySector = Map.groupBy(samples, ({ sector }) => sector);
  return {
    operators: 'yamabiko',
    others: [],
    sectors: Array.from({ length: sectors }, (_, index) => benchSectorId(index, sectors)).map(
      (sector) => ({
        bucket: `sector_${sector}`,
        sector,
        targets: (bySector.get(sector) ?? []).map(({ target }) => ({ id: target, since: 0 })),
      }),
    ),
    practice: false,
    planned: [],
  };
}

/** The samples of a minute from every vantage, in the order of time. */
function minute(at: number): Sample[] {
  const all = makers.flatMap((maker, index) =>
    maker.minute(at).map((sample) => ({ ...sample, vantage: `vantage-${index}` })),
  );
  return all.sort((a, b) => a.scheduledAt - b.scheduledAt);
}

/** Minute after minute as fast as the spool takes it, a second's samples in a call. */
async function fill({ from, minutes, discard }: FillOrder): Promise<FillUsage> {
  const startMs = performance.now();
  const cpuFrom = process.cpuUsage();
  const residentBytes = [process.memoryUsage.rss()];
  let samples = 0;
  for (let number = 0; number < minutes; number += 1) {
    const made = minute(from + number * MINUTE_MS);
    samples += made.length;
    if (!discard) await appendBySecond(made);
    if ((number + 1) % Math.ceil(minutes / 10) === 0) residentBytes.push(process.memoryUsage.rss());
  }
  const { user, system } = process.cpuUsage(cpuFrom);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return {
    samples,
    cpuMs: (user + system) / 1000,
    elapsedMs: performance.now() - startMs,
    residentBytes,
    spoolBytes: spool?.status().bytes ?? 0,
  };
}

async function appendBySecond(samples: readonly Sample[]): Promise<void> {
  const size = Math.ceil(samples.length / 60);
  const appended: Promise<void>[] = [];
  for (let at = 0; at < samples.length; at += size) {
    const stored = spool?.append(samples.slice(at, at + size));
    if (stored !== undefined) appended.push(stored);
  }
  await Promise.all(appended);
}

/** From now on the samples of every second as they are due. */
function goOn(): null {
  let waiting: Sample[] = [];
  live = setInterval(() => {
    const now = Date.now();
    if (waiting.length === 0) waiting = minute(Math.floor(now / MINUTE_MS) * MINUTE_MS);
    const due = waiting.filter(({ scheduledAt }) => scheduledAt <= now);
    waiting = waiting.filter(({ scheduledAt }) => scheduledAt > now);
    const fresh = due.filter(({ scheduledAt }) => scheduledAt > now - 2000);
    spool?.append(fresh).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
    });
  }, 100);
  return null;
}

function figures(): SpoolFigures {
  const { user, system } = process.cpuUsage();
  const buckets = spool?.status().buckets ?? [];
  return {
    waiting: Math.max(0, ...buckets.map(({ waiting }) => waiting)),
    dropped: buckets.reduce((sum, { dropped }) => sum + dropped, 0),
    residentBytes: process.memoryUsage.rss(),
    cpuMs: (user + system) / 1000,
  };
}

async function close(): Promise<null> {
  if (live !== null) clearInterval(live);
  await spool?.close();
  return null;
}

answerParent({ open, fill, goOn, figures, close });
