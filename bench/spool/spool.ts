import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions } from '../bench.ts';
import { benchSectorId } from '../council/bench-config.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';
import type { AloneOrder, Received, ReceiverOrder, UpOrder } from './receiver-process.ts';
import type { FillOrder, FillUsage, SpoolFigures, SpoolOrder } from './spool-process.ts';

const MINUTE_MS = 60_000;
const SECTORS = 19;
const VANTAGES = 3;

interface Shape {
  readonly targets: number;
  readonly minutes: number;
  /** With each of the two receivers. */
  readonly drainMs: number;
  readonly aloneMinutes: number;
}

const FULL: Shape = { targets: 4303, minutes: 1440, drainMs: 90_000, aloneMinutes: 20 };
const QUICK: Shape = { targets: 300, minutes: 30, drainMs: 8000, aloneMinutes: 10 };

/** Catching up with one receiver. */
interface Drain {
  readonly seconds: number;
  readonly before: SpoolFigures;
  readonly after: SpoolFigures;
  readonly received: Received;
}

interface Results {
  readonly making: FillUsage;
  readonly filling: FillUsage;
  /** Lines a second that InfluxDB takes without the spool. */
  readonly aloneRate: number;
  readonly counted: Drain;
  readonly stored: Drain;
}

/** A day without InfluxDB, and its return. */
export const benchSpool: Bench = async (options) => {
  const place = await mkdtemp(join(tmpdir(), 'yamabiko-spool-'));
  try {
    const shape = options.quick ? QUICK : FULL;
    const results = await run(place, shape, options);
    return {
      title: { ja: 'InfluxDB が1日止まったとき', en: 'A day without InfluxDB' },
      abstractJa:
        '4,303 対象を3観測点から毎分計測した1日分の計測値を、InfluxDB が応答しないあいだディスクにため、復旧後に新しい計測値を送りながら追いつく速さと、新しい計測値の遅れを測ります。受け手は本物の InfluxDB 1.6 です。',
      goals: goalsOf(results),
      sections: [METHOD, figuresOf(results)],
      results: {
        ...results,
        counted: rowsOf('', results.counted),
        stored: rowsOf('', results.stored),
      },
    };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
};

async function run(place: string, shape: Shape, { say }: BenchOptions): Promise<Results> {
  const receiver = await ForkedScript.start(new URL('receiver-process.ts', import.meta.url));
  const script = new URL('spool-process.ts', import.meta.url);
  let spool = await ForkedScript.start(script);
  try {
    const sectors = Array.from(
      { length: SECTORS },
      (_, index) => `sector_${benchSectorId(index, SECTORS)}`,
    );
    const buckets: ReceiverOrder = { buckets: ['yamabiko', ...sectors] };
    const url = await receiver.call<string>('start', buckets);
    const { targets, minutes, drainMs } = shape;
    const order: SpoolOrder = { dir: place, url, targets, vantages: VANTAGES, sectors: SECTORS };
    await spool.call('open', order);
    const from = Math.floor(Date.now() / MINUTE_MS - minutes - 60) * MINUTE_MS;
    const some: FillOrder = { from, minutes: Math.ceil(minutes / 20), discard: true };
    const making = await spool.call<FillUsage>('fill', some);
    const filling = await spool.call<FillUsage>('fill', { from, minutes, discard: false });
    say(`${filling.samples} samples wait in ${numberText(filling.spoolBytes / 2 ** 20)} MiB`);
    const alone: AloneOrder = { targets, minutes: shape.aloneMinutes };
    const aloneRate = await receiver.call<number>('storeAlone', alone);
    await spool.call('close');
    await spool.stop();
    spool = await ForkedScript.start(script);
    await spool.call('open', order);
    const processes = { spool, receiver };
    await spool.call('goOn');
    const counted = await drain(processes, { stores: false, mostMs: drainMs });
    say(`caught up with ${numberText(rateOf(counted))} samples a second, counted only`);
    const stored = await drain(processes, { stores: true, mostMs: drainMs });
    return { making, filling, aloneRate, counted, stored };
  } finally {
    await spool.call('close');
    await spool.stop();
    await receiver.call('close');
    await receiver.stop();
  }
}

async function drain(
  { spool, receiver }: { readonly spool: ForkedScript; readonly receiver: ForkedScript },
  { stores, mostMs }: { readonly stores: boolean; readonly mostMs: number },
): Promise<Drain> {
  const before = await spool.call<SpoolFigures>('figures');
  const up: UpOrder = { freshFrom: Date.now(), stores };
  await receiver.call('goUp', up);
  const startMs = performance.now();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const after = await spool.call<SpoolFigures>('figures');
    const elapsedMs = performance.now() - startMs;
    if (elapsedMs < mostMs && after.waiting >= 5000) continue;
    const received = await receiver.call<Received>('received');
    return { before, after, received, seconds: elapsedMs / 1000 };
  }
}

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'The spool in a process of its own takes the samples of 4,303 targets from three vantages, minute after minute as fast as it can, while the receiver answers 503: a day of 18.6 million samples. Then the receiver answers, the spool goes on with the samples of every second as they are due, and catches up with 20 buckets: one that takes every sample and 19 that take their sector’s, so that each sample is sent twice. It does so for a minute and a half with a receiver that only counts lines, and as long with Debian’s InfluxDB 1.6 behind it, on the same two cores.',
    'Before it catches up the process is started anew, so that its memory is not what making a day of samples left behind.',
    'What InfluxDB takes by itself, of lines made before and sent four requests at a time, is measured first: with it behind, the spool cannot be faster than half of that.',
    'CPU a sample is that of the process without what making the samples costs, which is measured first. Late is from a slot to the receiver’s answer, for the oldest sample of each request that holds fresh ones. The rate is that of the bucket that is last.',
  ],
};

function rateOf({ before, after, seconds }: Drain): number {
  return Math.max(0, before.waiting - after.waiting) / seconds;
}

function goalsOf(results: Results): readonly Goal[] {
  const { making, filling, counted, stored } = results;
  const cpuUs = (filling.cpuMs * 1000) / filling.samples - (making.cpuMs * 1000) / making.samples;
  const lateMs = percentile([...counted.received.lateMs, ...stored.received.lateMs], 1);
  return [
    {
      what: { ja: '計測値1件をためる CPU', en: 'CPU to append a sample' },
      figure: cpuUs,
      limit: 20,
      unit: ' µs',
    },
    {
      what: { ja: '1日分がディスクで占める量', en: 'a day on the disk' },
      figure: (filling.spoolBytes * 18_588_960) / filling.samples / 1e9,
      limit: 2,
      unit: ' GB',
    },
    {
      what: {
        ja: '追いつくのにかかる時間、計測値1件あたり（50 µs = 毎秒 20,000 件）、数えるだけの受け手',
        en: 'time to catch up with a sample (50 µs = 20,000 samples a second), receiver counts',
      },
      figure: 1e6 / rateOf(counted),
      limit: 50,
      unit: ' µs',
    },
    {
      what: {
        ja: '同じく、同じ2コアの InfluxDB 1.6 に書き込む場合',
        en: 'the same, written into InfluxDB 1.6 on the same two cores',
      },
      figure: 1e6 / rateOf(stored),
      limit: 50,
      unit: ' µs',
    },
    {
      what: {
        ja: '1日ためたあとのメモリ、最初の10分の1のあとに対する比',
        en: 'memory after the day, to that after its first tenth',
      },
      figure: memoryRatioOf(filling),
      limit: 1.2,
      unit: '',
    },
    memoryGoal(results),
    {
      what: { ja: '捨てた計測値', en: 'samples given up' },
      figure: stored.after.dropped,
      limit: 0,
      unit: '',
    },
    {
      what: { ja: '新しい計測値の遅れ、最大', en: 'fresh samples late, largest' },
      figure: lateMs === null ? null : lateMs / 1000,
      limit: 10,
      unit: ' s',
    },
  ];
}

function memoryGoal({ counted, stored }: Results): Goal {
  return {
    what: {
      ja: '追いつくあいだのメモリ、20バケット',
      en: 'memory while catching up, 20 buckets',
    },
    figure: Math.max(counted.after.residentBytes, stored.after.residentBytes) / 1e6,
    limit: 400,
    unit: ' MB',
  };
}

/** Of the resident memory: the largest of the last three tenths to that after the first. */
function memoryRatioOf({ residentBytes }: FillUsage): number {
  return Math.max(...residentBytes.slice(-3)) / (residentBytes[1] ?? Number.NaN);
}

function figuresOf({ filling, aloneRate, counted, stored }: Results): Section {
  return {
    heading: 'Figures',
    paragraphs: [],
    table: {
      head: ['what', 'figure'],
      rows: [
        ['samples kept', filling.samples.toLocaleString('en-US')],
        ['bytes a sample on the disk', numberText(filling.spoolBytes / filling.samples)],
        [
          'samples a second, accelerated, with making them',
          numberText((filling.samples * 1000) / filling.elapsedMs),
        ],
        [
          'resident memory before and after each tenth of the day',
          filling.residentBytes.map(megabytes).join(', '),
        ],
        ['lines a second that InfluxDB takes by itself', numberText(aloneRate)],
        ...rowsOf('receiver counts', counted),
        ...rowsOf('InfluxDB', stored),
      ],
    },
  };
}

function rowsOf(name: string, drain: Drain): string[][] {
  const { before, after, received, seconds } = drain;
  const cpu = (after.cpuMs - before.cpuMs) / seconds / 10;
  const rows = [
    ['samples a second caught up with, by the last bucket', numberText(rateOf(drain))],
    ['lines a second', numberText(received.lines / seconds)],
    ['lines a request', numberText(received.lines / received.requests)],
    ['CPU of the process, of a core', `${numberText(cpu)} %`],
    ['resident memory at the end', megabytes(after.residentBytes)],
    ['fresh samples late, median', `${numberText(percentile(received.lateMs, 0.5))} ms`],
    ['fresh samples late, 99th percentile', `${numberText(percentile(received.lateMs, 0.99))} ms`],
  ];
  return rows.map(([what = '', figure = '']) => [`${name}: ${what}`, figure]);
}

function megabytes(bytes: number): string {
  return `${numberText(bytes / 1e6)} MB`;
}
