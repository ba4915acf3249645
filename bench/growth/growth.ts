import type { Bench } from '../bench.ts';
import { memorySection } from '../council/memory-section.ts';
import { runService, type ServiceRun } from '../council/service-run.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { Truth } from '../truth/truth.ts';

const SECTORS = 19;
/** Small enough to be the program itself. */
const BASE_TARGETS = 100;
const FULL_SIZES = [10_000, 100_000] as const;
const QUICK_SIZES = [1000, 2000] as const;
/** Every target is probed once before memory is read. */
const CYCLE_SECONDS = 600;

interface SizeRun {
  readonly targets: number;
  readonly seconds: number;
  readonly run: ServiceRun;
}

/** Memory and CPU of the whole service from 10,000 to 100,000 targets at a 10-minute schedule. */
export const benchGrowth: Bench = async (options) => {
  const truth = await Truth.start();
  try {
    const runs: SizeRun[] = [];
    for (const targets of [BASE_TARGETS, ...(options.quick ? QUICK_SIZES : FULL_SIZES)]) {
      const seconds = options.quick ? 5 : targets === BASE_TARGETS ? 120 : CYCLE_SECONDS;
      const run = await runService(truth, {
        targets,
        sectors: SECTORS,
        schedule: '*/10 * * * *',
        settleSeconds: options.quick ? 1 : 30,
        seconds,
        collects: true,
        say: options.say,
      });
      runs.push({ targets, seconds, run });
    }
    return {
      title: { ja: '対象数を増やしたときの負荷', en: 'Growth to 100,000 targets' },
      abstractJa:
        '10 分ごとの計測で対象を増やし、対象1件あたりのメモリと CPU を測ります。すべての対象が一度は計測された後（10 分後）の値です。',
      goals: goalsOf(runs),
      sections: [METHOD, tableOf(runs), memoryOf(runs), partsOf(runs)],
      results: runs,
    };
  } finally {
    await truth.close();
  }
};

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'The whole service, as in the council’s bench and with its mix of sites, at `*/10 * * * *`, in a fresh process and data directory a size. A run lasts a whole interval of 10 minutes after settling, so every target has been probed, stored and shown. Memory is read after a full collection of garbage; a target’s share is the resident set above that of the same service with 100 targets, divided by the targets. It holds the configuration’s own objects, the schedule, the board’s live state, the prober’s address book and the store’s dictionaries.',
    'CPU per probe is the share of a core divided by the probes’ rate. Linear cost means that it does not grow with the number of targets; the goal for its ratio leaves 10 % for the noise of the measurement.',
  ],
};

function goalsOf(runs: readonly SizeRun[]): readonly Goal[] {
  const base = runs[0];
  const first = runs[1];
  const last = runs.at(-1);
  if (base === undefined || first === undefined || last === undefined) return [];
  return [
    {
      what: {
        ja: `対象1件あたりのメモリ（${last.targets.toLocaleString('en-US')} 件）`,
        en: `memory per target at ${last.targets.toLocaleString('en-US')}`,
      },
      figure: bytesPerTarget(last, base) / 1000,
      limit: 6,
      unit: ' KB',
    },
    {
      what: {
        ja: '計測1回あたり CPU の、最小規模に対する比',
        en: `CPU per probe, ${last.targets.toLocaleString('en-US')} ÷ ${first.targets.toLocaleString('en-US')} targets`,
      },
      figure: cpuUsPerProbe(last) / cpuUsPerProbe(first),
      limit: 1.1,
      unit: '',
    },
  ];
}

function tableOf(runs: readonly SizeRun[]): Section {
  const [base] = runs;
  return {
    heading: 'Figures',
    paragraphs: [],
    table: {
      head: [
        'targets',
        'resident MiB',
        'heap MiB',
        'KB a target',
        'probes/s',
        'CPU of a core',
        'CPU µs a probe',
        'missed',
        'late p99 ms',
        'suspect',
      ],
      rows: runs.map((each) => [
        each.targets.toLocaleString('en-US'),
        numberText(each.run.end.residentBytes / 2 ** 20),
        numberText(each.run.end.heapBytes / 2 ** 20),
        base === undefined || each === base ? '–' : numberText(bytesPerTarget(each, base) / 1000),
        numberText(each.run.connections / each.seconds),
        `${numberText(100 * each.run.cpuRatio)} %`,
        numberText(cpuUsPerProbe(each)),
        String(each.run.facts.missed),
        numberText(each.run.facts.latenessP99Ms),
        `${numberText((100 * each.run.facts.suspects) / each.run.facts.samples)} %`,
      ]),
    },
  };
}

/** Where a target's memory goes: grown above the smallest size, divided by the targets. */
function memoryOf(runs: readonly SizeRun[]): Section {
  const [base, ...grown] = runs;
  const rows = base === undefined ? [] : grown.map((each) => memoryRow(each, base));
  return {
    heading: 'Where the memory goes, KB a target',
    paragraphs: [
      'Main thread: objects of the configuration, the schedule and the board (“heap”), and what lies outside V8’s heap (“external”: buffers). Everything else of the resident set is the other threads (the store’s dictionaries and SQLite’s page cache, the prober’s threads and their connections), memory that V8 and the allocator keep for the next burst, and code.',
    ],
    table: { head: ['targets', 'main heap', 'main external', 'everything else'], rows },
  };
}

function partsOf(runs: readonly SizeRun[]): Section {
  return memorySection(
    runs.map(({ targets, run }) => ({
      ...{ name: `${targets.toLocaleString('en-US')} targets`, usage: run.end },
    })),
  );
}

function memoryRow(each: SizeRun, base: SizeRun): string[] {
  const targets = each.targets - base.targets;
  const heap = (each.run.end.heapBytes - base.run.end.heapBytes) / targets;
  const external = (each.run.end.externalBytes - base.run.end.externalBytes) / targets;
  const rest = bytesPerTarget(each, base) - heap - external;
  return [
    each.targets.toLocaleString('en-US'),
    ...[heap, external, rest].map((bytes) => numberText(bytes / 1000)),
  ];
}

function bytesPerTarget(each: SizeRun, base: SizeRun): number {
  const grown = each.run.end.residentBytes - base.run.end.residentBytes;
  return grown / (each.targets - base.targets);
}

function cpuUsPerProbe({ run, seconds }: SizeRun): number {
  return (run.cpuRatio * 1e6) / (run.connections / seconds);
}
