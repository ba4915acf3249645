import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { summariseProfiles } from '../profile/cpu-profile.ts';
import { profileSection } from '../profile/profile-section.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import type { StoreOrder, StoreUsage } from './store-process.ts';

const TARGETS = 4303;
/** Two hours before the end of a UTC day: the run closes hours and a day. */
const FROM = Date.UTC(2026, 9, 1, 22);
/** Closes one hour. */
const QUICK_FROM = Date.UTC(2026, 9, 1, 22, 58);

interface StoreFigures {
  readonly usage: StoreUsage;
  /** The same samples made and thrown away, so that making them is not counted. */
  readonly making: StoreUsage;
  readonly sampleFileBytes: number;
  readonly rollupFileBytes: number;
}

/** Bytes and CPU per stored sample, moves into the day's table and roll-ups included. */
export const benchStore: Bench = async (options) => {
  const folder = await mkdtemp(join(tmpdir(), 'yamabiko-store-'));
  try {
    const order = {
      targets: options.quick ? 500 : TARGETS,
      from: options.quick ? QUICK_FROM : FROM,
      minutes: options.quick ? 6 : 6 * 60,
    };
    const figures = await measure(join(folder, 'data'), order);
    options.say(`${figures.usage.samples} samples`);
    const profileFolder = join(folder, 'profile');
    const profiled = { ...order, minutes: options.quick ? 6 : 150 };
    await profileFeed({ ...profiled, dir: join(folder, 'profiled') }, profileFolder);
    const profile = await summariseProfiles(profileFolder, (part) => !part.startsWith('bench/'));
    return {
      title: { ja: '保存にかかる書き込み量と CPU', en: 'Bytes and CPU per stored sample' },
      abstractJa:
        '4,303 対象・毎分の計測値を数時間分、サービスと同じ手順（2 秒ごとの確定、時間の締め、集計）で保存したときの、書き込み量と CPU 時間です。直近の計測の詳細（state.sqlite）は含みません。',
      goals: goalsOf(figures),
      sections: [
        METHOD,
        figuresOf(figures),
        profileSection('Where the time goes', profile, cpuUsPerSample(figures)),
      ],
      results: figures,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'Generated samples of 4,303 targets a minute (log-normal times, 1 % failures, several addresses, redirects, certificates) go into the embedded store as the service gives them: one `append` a sample, one commit every two seconds of simulated time, upkeep every half minute. Hours are closed and moved into the day’s table, 5-minute and 1-hour roll-ups are written, a UTC day ends. The clock is simulated, so the run is faster than life; the commits and their sizes are those of life. At the end the last hours that are over are moved and the store is closed. Kept records (the last probes in full, `state.sqlite`) are not fed: their CPU and bytes are in the council’s and the growth figures only.',
    'CPU is user and system time of all threads of the process, less that of a second process that makes the same samples and throws them away: encoding, the hand-over to the store’s thread, SQLite, moves, roll-ups. Bytes written are what the process gave to write calls (`wchar`), the log, checkpoints and databases alike, which does not depend on the speed of the run; what reached the disk, as the system counts it (`write_bytes`), is beside it. Bytes stored are the files of samples and roll-ups after closing.',
  ],
};

async function measure(
  dir: string,
  order: Pick<StoreOrder, 'targets' | 'from' | 'minutes'>,
): Promise<StoreFigures> {
  const usage = await feedIn({ ...order, dir, discard: false });
  const making = await feedIn({ ...order, dir: '', discard: true });
  return {
    usage,
    making,
    sampleFileBytes: await bytesIn(join(dir, 'samples')),
    rollupFileBytes: await bytesIn(join(dir, 'rollups')),
  };
}

async function feedIn(order: StoreOrder, execArgv: readonly string[] = []): Promise<StoreUsage> {
  const url = new URL('store-process.ts', import.meta.url);
  const script = await ForkedScript.start(url, { execArgv });
  try {
    return await script.call<StoreUsage>('feed', order);
  } finally {
    await script.stop();
  }
}

async function profileFeed(
  order: Omit<StoreOrder, 'discard'>,
  profileFolder: string,
): Promise<void> {
  const execArgv = ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  await feedIn({ ...order, discard: false }, execArgv);
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function goalsOf(figures: StoreFigures): readonly Goal[] {
  return [
    {
      what: {
        ja: '保存1バイトあたりの書き込みバイト数',
        en: 'bytes written per byte stored',
      },
      figure: figures.usage.writeCallBytes / storedBytes(figures),
      limit: 10,
      unit: '',
    },
    {
      what: { ja: '計測値1件あたりの CPU', en: 'CPU per sample' },
      figure: cpuUsPerSample(figures),
      limit: 5,
      unit: ' µs',
    },
  ];
}

function figuresOf(figures: StoreFigures): Section {
  const { usage, making } = figures;
  const perSample = (bytes: number) => `${numberText(bytes / usage.samples)} bytes a sample`;
  return {
    heading: 'Figures',
    paragraphs: [],
    table: {
      head: ['what', 'figure', ''],
      rows: [
        [
          'samples',
          usage.samples.toLocaleString('en-US'),
          `${numberText(usage.elapsedMs / 1000)} s`,
        ],
        ['files of samples', mib(figures.sampleFileBytes), perSample(figures.sampleFileBytes)],
        ['files of roll-ups', mib(figures.rollupFileBytes), perSample(figures.rollupFileBytes)],
        ['given to write calls', mib(usage.writeCallBytes), perSample(usage.writeCallBytes)],
        ['brought to the disk', mib(usage.storageBytes), perSample(usage.storageBytes)],
        [
          'brought to the disk per byte stored',
          numberText(usage.storageBytes / storedBytes(figures)),
          '',
        ],
        ['CPU with making the samples', `${numberText(usage.cpuMs / 1000)} s`, ''],
        ['CPU of making them', `${numberText(making.cpuMs / 1000)} s`, ''],
        ['samples a second, accelerated', numberText((usage.samples * 1000) / usage.elapsedMs), ''],
      ],
    },
  };
}

function storedBytes(figures: StoreFigures): number {
  return figures.sampleFileBytes + figures.rollupFileBytes;
}

function cpuUsPerSample({ usage, making }: StoreFigures): number {
  return ((usage.cpuMs - making.cpuMs) * 1000) / usage.samples;
}

function mib(bytes: number): string {
  return `${numberText(bytes / 2 ** 20)} MiB`;
}
