import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupManifest } from '../../src/store/backup/manifest.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import type { ServiceOrder } from '../council/service-process.ts';
import { type Stretch, slotsInGaps, stretchOf, stretchSection } from '../council/stretch.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { feedStore } from '../samples/feed-store.ts';
import { SampleMaker } from '../samples/sample-maker.ts';
import { subjectEnv } from '../subject/subject.ts';
import { Truth } from '../truth/truth.ts';
import { type CommandRun, runCommand, sameSamples } from './backup-run.ts';

const MIB = 2 ** 20;
const MINUTE_MS = 60_000;

interface Shape {
  readonly targets: number;
  readonly historyMinutes: number;
  readonly settleMs: number;
  /** Measured before the backup and after it. */
  readonly aroundMs: number;
  /** One after the other. */
  readonly backups: number;
}

const FULL: Shape = {
  targets: 4303,
  historyMinutes: 12 * 60,
  settleMs: 60_000,
  aroundMs: 60_000,
  backups: 4,
};
const QUICK: Shape = {
  targets: 300,
  historyMinutes: 70,
  settleMs: 3000,
  aroundMs: 3000,
  backups: 1,
};

interface Results {
  readonly manifest: { readonly bytes: number; readonly samples: number };
  readonly backups: readonly CommandRun[];
  readonly verify: CommandRun;
  readonly restore: CommandRun;
  readonly before: Stretch;
  readonly during: Stretch;
  readonly after: Stretch;
  readonly gapSlots: number;
  readonly isEqual: boolean;
}

/** A council that is backed up while it measures. */
export const benchBackup: Bench = async (options) => {
  const place = await mkdtemp(join(tmpdir(), 'yamabiko-backup-'));
  const truth = await Truth.start();
  try {
    const results = await run(truth, { place, shape: options.quick ? QUICK : FULL, options });
    const { before, during, after } = results;
    return {
      title: { ja: '計測を続けながらのバックアップ', en: 'Backup of a running council' },
      abstractJa:
        '毎分 4,303 対象を計測しているサービスの隣でバックアップを繰り返し、その間の未計測と開始の遅れを、前後と比べます。バックアップは検査したうえで空のディレクトリへ復元し、同じ計測値が得られることを確かめます。',
      goals: goalsOf(results),
      sections: [
        METHOD,
        stretchSection('Probing beside the backups', { before, during, after }),
        commandsOf(results),
      ],
      results,
    };
  } finally {
    await truth.close();
    await rm(place, { recursive: true, force: true });
  }
};

async function run(
  truth: Truth,
  { place, shape, options }: { place: string; shape: Shape; options: BenchOptions },
): Promise<Results> {
  const dataDir = join(place, 'data');
  const maker = new SampleMaker(shape.targets, 5);
  const from =
    Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - (shape.historyMinutes + 10) * MINUTE_MS;
  await feedStore({ dir: dataDir, maker, from, minutes: shape.historyMinutes, commitMs: 1000 });
  options.say('the history is stored');
  const script = await ForkedScript.start(
    new URL('../council/service-process.ts', import.meta.url),
    { env: subjectEnv(truth.place), execArgv: [] },
  );
  try {
    const { targets, settleMs, aroundMs } = shape;
    const order: ServiceOrder = {
      targets,
      sectors: 19,
      schedule: '* * * * *',
      dataDir,
      place: truth.place,
    };
    await script.call<string>('start', order);
    const startedAt = Date.now();
    await pause(settleMs + aroundMs);
    const backups: CommandRun[] = [];
    for (let number = 0; number < shape.backups; number += 1) {
      const to = join(place, `backup-${number}`);
      backups.push(await runCommand(['backup', to, '--data', dataDir]));
      options.say(`backup ${number + 1}: ${backups.at(-1)?.seconds} s`);
    }
    const [first, last] = [backups[0]?.fromAt ?? 0, backups.at(-1)?.toAt ?? 0];
    await pause(aroundMs);
    await script.call('close');
    const manifest = await readManifestOf(join(place, 'backup-0'));
    const verify = await runCommand(['verify', join(place, 'backup-0')]);
    const restored = join(place, 'restored');
    const restore = await runCommand(['restore', join(place, 'backup-0'), '--data', restored]);
    const until = first - MINUTE_MS;
    return {
      manifest,
      backups,
      verify,
      restore,
      before: await stretchOf(dataDir, startedAt + settleMs, first),
      during: await stretchOf(dataDir, first, last),
      after: await stretchOf(dataDir, last, last + aroundMs),
      gapSlots: await slotsInGaps(dataDir, startedAt),
      isEqual: await sameSamples(dataDir, restored, until),
    };
  } finally {
    await script.stop();
  }
}

async function readManifestOf(dir: string): Promise<Results['manifest']> {
  const text = await readFile(join(dir, 'manifest.json'), 'utf8');
  const manifest: BackupManifest = JSON.parse(text);
  return {
    bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
    samples: manifest.days.reduce((sum, { samples }) => sum + samples, 0),
  };
}

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'The service as the council’s bench starts it, 4,303 targets a minute on the truth servers, on a data directory that holds twelve hours of their history. After a minute of settling and a minute that is measured, `yamabiko backup` runs in a process of its own several times, one after the other, each into a new directory on the same disk; then another minute is measured. Missed slots and lateness are those of the samples that the store holds, by their slots.',
    'Afterwards the first backup is verified and restored into an empty directory, and every sample older than a minute before it is read from both directories and compared.',
  ],
};

function goalsOf({ during, gapSlots, isEqual }: Results): readonly Goal[] {
  return [
    {
      what: { ja: 'バックアップ中の未計測', en: 'slots missed during the backups' },
      figure: during.missed + gapSlots,
      limit: 0,
      unit: '',
    },
    {
      what: { ja: '復元した計測値の相違（0 = 同じ）', en: 'restored samples differ (0 = equal)' },
      figure: isEqual ? 0 : 1,
      limit: 0,
      unit: '',
    },
  ];
}

function commandsOf({ manifest, backups, verify, restore }: Results): Section {
  const size = `${numberText(manifest.bytes / MIB)} MiB, ${numberText(manifest.samples)} samples`;
  return {
    heading: 'The commands',
    paragraphs: [`A backup of ${size}. Seconds are of the whole process, its start included.`],
    table: {
      head: ['command', 'seconds'],
      rows: [
        ['backup', backups.map(({ seconds }) => numberText(seconds)).join(', ')],
        ['verify of a backup', numberText(verify.seconds)],
        ['restore, with its verification', numberText(restore.seconds)],
      ],
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
