import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions } from '../bench.ts';
import { benchConfig } from '../council/bench-config.ts';
import { type Stretch, slotsInGaps, stretchOf, stretchSection } from '../council/stretch.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { subjectEnv } from '../subject/subject.ts';
import { Truth } from '../truth/truth.ts';
import { type KeptSlots, keptSlots } from './kept-slots.ts';
import { changeFolder, type FolderChange, writeFolder } from './reload-folder.ts';
import type { ReloadEvent, ReloadOrder } from './reload-process.ts';

interface Shape {
  readonly targets: number;
  readonly settleMs: number;
  /** Measured before the reloads and after them. */
  readonly aroundMs: number;
  /** One after the other. */
  readonly reloads: number;
  readonly change: FolderChange;
}

const FULL: Shape = {
  targets: 4303,
  settleMs: 60_000,
  aroundMs: 60_000,
  reloads: 5,
  change: { added: 43, removed: 43, edited: 43 },
};
const QUICK: Shape = {
  targets: 300,
  settleMs: 3000,
  aroundMs: 3000,
  reloads: 1,
  change: { added: 3, removed: 3, edited: 3 },
};
const SECTORS = 19;
const LIMIT_MS = 120_000;

/** One reload, ms. */
interface ReloadRun {
  /** From the file written to the new configuration in force. */
  readonly tookMs: number;
  /** For which neither slots nor answers were served. */
  readonly swapMs: number;
}

interface Results {
  readonly runs: readonly ReloadRun[];
  readonly before: Stretch;
  readonly during: Stretch;
  readonly after: Stretch;
  readonly gapSlots: number;
  readonly kept: KeptSlots;
  readonly largestBytes: number;
}

/** A council whose files change while it measures. */
export const benchReload: Bench = async (options) => {
  const place = await mkdtemp(join(tmpdir(), 'yamabiko-reload-'));
  const truth = await Truth.start();
  try {
    const shape = options.quick ? QUICK : FULL;
    const results = await run(truth, { place, shape, options });
    const { before, during, after } = results;
    return {
      title: { ja: '計測を続けながらの設定変更', en: 'Reload of a running council' },
      abstractJa:
        '毎分 4,303 対象を計測しているサービスの設定ファイルを書き換え（1 回に追加 43、削除 43、URL の変更 43）、読み込みと切り替えの間の未計測と開始の遅れを、前後と比べます。',
      goals: goalsOf(results),
      sections: [
        METHOD,
        stretchSection('Probing beside the reloads', { before, during, after }),
        runsOf(results),
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
  const [configDir, dataDir] = [join(place, 'config'), join(place, 'data')];
  const config = benchConfig({
    targets: shape.targets,
    sectors: SECTORS,
    schedule: '* * * * *',
    place: truth.place,
  });
  await writeFolder(configDir, config);
  const script = await ForkedScript.start(new URL('reload-process.ts', import.meta.url), {
    env: subjectEnv(truth.place),
  });
  try {
    const order: ReloadOrder = { configDir, dataDir, caFile: truth.place.caFile };
    await script.call<string>('start', order);
    const startedAt = Date.now();
    await pause(shape.settleMs + shape.aroundMs);
    const first = Date.now();
    const runs = await reloadAll(script, { configDir, shape, options, config });
    const last = Date.now();
    await pause(shape.aroundMs);
    const largestBytes = await script.call<number>('largestBytes');
    await script.call('close');
    const [touched] = config.sectors;
    const others = new Set(touched?.members.flatMap(({ targets }) => targets.map(({ id }) => id)));
    return {
      runs,
      before: await stretchOf(dataDir, startedAt + shape.settleMs, first),
      during: await stretchOf(dataDir, first, last),
      after: await stretchOf(dataDir, last, last + shape.aroundMs),
      gapSlots: await slotsInGaps(dataDir, startedAt),
      kept: await keptSlots(dataDir, (id) => !others.has(id) && !id.startsWith('fresh-')),
      largestBytes,
    };
  } finally {
    await script.stop();
  }
}

interface Reloading {
  readonly configDir: string;
  readonly shape: Shape;
  readonly options: BenchOptions;
  readonly config: ReturnType<typeof benchConfig>;
}

async function reloadAll(
  script: ForkedScript,
  { configDir, shape, options, config }: Reloading,
): Promise<ReloadRun[]> {
  const runs: ReloadRun[] = [];
  let [sector] = config.sectors;
  for (let number = 0; number < shape.reloads && sector !== undefined; number += 1) {
    await script.call('takeEvents');
    const writtenAt = Date.now();
    sector = await changeFolder(configDir, sector, { ...shape.change, run: number });
    const { at, fields } = await reloaded(script);
    runs.push({ tookMs: at - writtenAt, swapMs: Number(fields['swapMs']) });
    options.say(`reload ${number + 1}: ${at - writtenAt} ms`);
  }
  return runs;
}

async function reloaded(script: ForkedScript): Promise<ReloadEvent> {
  const limit = Date.now() + LIMIT_MS;
  while (Date.now() < limit) {
    for (const each of await script.call<ReloadEvent[]>('takeEvents')) {
      if (each.event === 'config.reloaded') return each;
      if (each.event === 'config.reload_refused') throw new Error(JSON.stringify(each.fields));
    }
    await pause(100);
  }
  throw new Error('the service did not reload');
}

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'The service on 4,303 targets a minute on the truth servers, as the council’s bench has it, with its configuration in files. After a minute of settling and a minute that is measured, one sector’s file is replaced several times, one after the other: 43 targets come, 43 go and 43 get another URL each time. The service notices by itself; half a second without a further change is part of the time. Reading and checking happen in a process of its own with less priority, the swap in the service’s own thread.',
    'Missed slots and lateness are those of the samples that the store holds, by their slots. The targets of all other sectors are also held against their own minutes: a hole is a minute between a target’s first and last sample without one.',
  ],
};

function goalsOf({ during, kept, gapSlots }: Results): readonly Goal[] {
  return [
    {
      what: { ja: '設定変更中の未計測', en: 'slots missed during the reloads' },
      figure: during.missed + gapSlots,
      limit: 0,
      unit: '',
    },
    {
      what: {
        ja: '変更のない対象で、計測値のない分',
        en: 'minutes without a sample of unchanged targets',
      },
      figure: kept.holes + kept.missed,
      limit: 0,
      unit: '',
    },
  ];
}

function runsOf({ runs, kept, largestBytes }: Results): Section {
  const all = (pick: (run: ReloadRun) => number) =>
    runs.map((each) => numberText(pick(each))).join(', ');
  return {
    heading: 'The reloads',
    paragraphs: [],
    table: {
      head: ['what', 'figure'],
      rows: [
        ['file written to new configuration in force, ms', all(({ tookMs }) => tookMs)],
        ['of it the swap in the service’s thread, ms', all(({ swapMs }) => swapMs)],
        ['unchanged targets, and their slots', `${kept.targets}, ${numberText(kept.slots)}`],
        ['resident memory of the service, largest', `${numberText(largestBytes / 1e6)} MB`],
      ],
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
