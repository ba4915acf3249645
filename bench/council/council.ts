import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { summariseProfiles } from '../profile/cpu-profile.ts';
import { profileSection } from '../profile/profile-section.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { Truth } from '../truth/truth.ts';
import { memorySection } from './memory-section.ts';
import { runService, type ServiceRun } from './service-run.ts';

const TARGETS = 4303;
const SECTORS = 19;
const MIB = 2 ** 20;

/** The whole service on the council's size, for minutes. */
export const benchCouncil: Bench = async (options) => {
  const truth = await Truth.start();
  const profileFolder = await mkdtemp(join(tmpdir(), 'yamabiko-profile-'));
  try {
    const shape = {
      targets: options.quick ? 600 : TARGETS,
      sectors: SECTORS,
      schedule: '* * * * *',
      settleSeconds: options.quick ? 3 : 60,
      collects: false,
      say: options.say,
    };
    const run = await runService(truth, { ...shape, seconds: options.quick ? 8 : 120 });
    const seconds = options.quick ? 5 : 30;
    await runService(truth, { ...shape, settleSeconds: 1, seconds, profileFolder });
    const usPerProbe = (run.cpuRatio * 1e6) / (run.connections / (options.quick ? 8 : 120));
    const profile = await summariseProfiles(profileFolder);
    return {
      title: { ja: '協議会規模での常時計測', en: 'The council: 4,303 targets a minute' },
      abstractJa:
        'スケジューラ・ワーカー・組み込みストア・画面をすべて含むサービス全体を、毎分 4,303 対象（HTTPS 7 割、その半分が HTTP/2）で動かした値です。先頭の1分は慣らしとして除きます。',
      goals: goalsOf(run),
      sections: [
        METHOD,
        figuresOf(run, usPerProbe),
        memorySection([{ name: 'at the end', usage: run.end }]),
        profileSection('Where the time goes', profile, usPerProbe),
      ],
      results: run,
    };
  } finally {
    await truth.close();
    await rm(profileFolder, { recursive: true, force: true });
  }
};

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'The composition root itself: scheduler, prober, embedded store and board in one process, started as `run` starts them, with a configuration of 4,303 public targets in 19 sectors, one a minute each. 70 % are HTTPS and half of that HTTP/2; every site has a name, delays (10 to 800 ms to the first byte) and a body of its own (2 to 32 KiB). All names have the one address 127.0.0.1, so the limits per address are lifted; nothing else differs from the defaults. The sites are the truth servers, in processes that are not counted.',
    'CPU is user and system time of all threads as a share of one core, after the first minute. Memory is the largest resident set seen. Missed slots, suspect samples and lateness (slot to start of the probe) are counted over all stored samples, the first minute included. The profile is of a shorter second run.',
  ],
};

function goalsOf(run: ServiceRun): readonly Goal[] {
  return [
    {
      what: { ja: 'CPU（1コアに対する割合）', en: 'CPU, share of one core' },
      figure: 100 * run.cpuRatio,
      limit: 15,
      unit: ' %',
    },
    {
      what: { ja: '常駐メモリの最大', en: 'resident memory, largest' },
      figure: run.maxResidentBytes / 1e6,
      limit: 250,
      unit: ' MB',
    },
    {
      what: { ja: '未計測', en: 'missed slots' },
      figure: run.facts.missed,
      limit: 0,
      unit: '',
    },
    {
      what: { ja: '開始の遅れ p99', en: 'lateness of the start, p99' },
      figure: run.facts.latenessP99Ms,
      limit: 50,
      unit: ' ms',
    },
  ];
}

function figuresOf(run: ServiceRun, usPerProbe: number): Section {
  const { facts } = run;
  const reasons = Object.entries(facts.reasons).map(([reason, count]) => `${reason} ${count}`);
  return {
    heading: 'Figures',
    paragraphs: [],
    table: {
      head: ['what', 'figure'],
      rows: [
        ['samples stored', numberText(facts.samples)],
        ['connections in the measured time', numberText(run.connections)],
        ['CPU while settling, start-up included', `${numberText(100 * run.settleCpuRatio)} %`],
        ['CPU per probe, everything included', `${numberText(usPerProbe)} µs`],
        ['resident memory at the end', `${numberText(run.end.residentBytes / MIB)} MiB`],
        ['suspect samples', `${numberText((100 * facts.suspects) / facts.samples)} %`],
        ['failed samples', `${numberText(facts.failures)} ${reasons.join(', ')}`],
        ['lateness p50 / p99 / largest', latenessText(facts)],
      ],
    },
  };
}

function latenessText(facts: ServiceRun['facts']): string {
  const { latenessP50Ms, latenessP99Ms, latenessMaxMs } = facts;
  return `${[latenessP50Ms, latenessP99Ms, latenessMaxMs].map(numberText).join(' / ')} ms`;
}
