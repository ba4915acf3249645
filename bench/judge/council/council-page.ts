import { numberText } from '../../report/goal.ts';
import type { Section, Table } from '../../report/page.ts';
import { percentile } from '../../report/percentile.ts';
import type { CouncilFigures } from './council-figures.ts';
import type { Replay } from './drill-replays.ts';
import type { PlantedCouncil, PlantedKind } from './planted-council.ts';
import type { QuietCouncil } from './quiet-council.ts';

export function councilSections({ quiet, planted, drills }: CouncilFigures): readonly Section[] {
  return [
    METHOD,
    quietSection(quiet),
    plantedSection(planted),
    costSection(planted),
    drillSection(drills),
  ];
}

const METHOD: Section = {
  heading: 'The council',
  paragraphs: [
    'The sites of the practice council (4,303, one target a member) with the address ranges, name servers, aliases and operators that they have there, as the samples that they would give. They go straight through the parts of the service: series, the rules on many targets every 30 s, our own network every 5 s, incidents. There are no sockets, no store, and the time is simulated; a failure is probed again 5 s after its end, 2 s where it was a time-out, as in the service. About one member in 25 fails all the time or now and then by itself, as everywhere in practice.',
  ],
};

function quietSection(quiet: QuietCouncil): Section {
  const { days, sites, intervalMs, hiccups, targetDays, falseIncidents, onHost, patterns } = quiet;
  return {
    heading: 'Quiet days of the council',
    paragraphs: [
      `Run: ${sites} of the 4,303 sites, ${days} days from nothing, a sample every ${intervalMs / 60_000} minutes; at one a minute it would be 43 million samples, and was not run. Among them are 40 members on one host that hiccups: ${hiccups} times a third of them is five times slower or unavailable for one to five minutes. Incidents of these 40 are right and stand apart; a pattern of them would be false. Sites that fail by themselves are not counted.`,
    ],
    table: {
      head: ['target-days', 'false incidents', 'incidents on the host', 'false patterns'],
      rows: [[numberText(targetDays), String(falseIncidents), String(onHost), listed(patterns)]],
    },
  };
}

function plantedSection({ kinds, seasoned, patterns }: PlantedCouncil): Section {
  const after = (hours: string) => (row: PlantedKind) => [hours, ...cellsOf(row)];
  return {
    heading: 'Troubles of single sites in the council',
    paragraphs: [
      'Run: the full council at one sample a minute; after two hours troubles of 36 minutes begin at single sites, spread evenly over three hours. From the onset, at any moment between two slots, until the incident is opened; changes are told every 5 s here, within half a second in the service. A deadline is 10 s, so the goal for time-outs, an interval, two deadlines and 5 s, is 60 + 2 · 10 + 5 s.',
      `After two hours the rhythm of the day is not known, and how answers vary hardly: the goal of slower answers holds after four days. That run has ${seasoned.sites} of the 4,303 sites. Slower means the whole answer, all of it added to wait.`,
      `Patterns that were said: ${listed(patterns)}. Those troubles are many for a council, and some lie in the same minutes.`,
    ],
    table: {
      head: ['learned', 'trouble', 'planted', 'said', 'after, p50, s', 'largest, s', 'phase right'],
      rows: [...kinds.map(after('2 h')), ...seasoned.kinds.map(after('4 days'))],
    },
  };
}

function cellsOf({ kind, planted, afterS, phaseRight }: PlantedKind): readonly string[] {
  return [
    kind,
    String(planted),
    String(afterS.length),
    numberText(percentile([...afterS], 0.5)),
    numberText(percentile([...afterS], 1)),
    String(phaseRight),
  ];
}

function costSection({ cost, bytesPerTarget }: PlantedCouncil): Section {
  const { samples, cpuMs, evaluations } = cost;
  return {
    heading: 'Cost of judging the council',
    paragraphs: [
      'Of the same run: user and system time of the process while it judges, garbage collection included, making samples not. Memory is what the heap grew by from before the first sample to the end of the second hour: series, newest samples, facts as units, memory of the rules, incidents.',
    ],
    table: {
      head: [
        'samples',
        'CPU a sample, µs',
        'a look at the council, p50, ms',
        'largest, ms',
        'memory a target, bytes',
      ],
      rows: [
        [
          numberText(samples),
          numberText((1000 * cpuMs) / samples),
          numberText(percentile([...evaluations], 0.5)),
          numberText(percentile([...evaluations], 1)),
          numberText(bytesPerTarget),
        ],
      ],
    },
  };
}

function drillSection(drills: readonly Replay[]): Section {
  return {
    heading: 'Drills, simulated',
    paragraphs: [
      'Run: every scenario of `config/drills`, simulated without sockets in the full council at one sample a minute, from its beginning to its end. Left open are incidents at its end of which no site was disturbed in the last 15 minutes. Minutes count from the moment at which all that makes the pattern is under way: the onset of the second field for those across fields. Times are those of the day that is replayed, in Japan. `npm run bench -- drills` runs them over sockets.',
    ],
    table: drillTable(drills),
  };
}

export function drillTable(drills: readonly Replay[]): Table {
  return {
    head: ['drill', 'expected', 'said', 'after, min', 'right'],
    rows: drills.map(({ id, expected, said, afterMinutes, isRight }) => [
      id,
      expected,
      listed(said),
      numberText(afterMinutes),
      isRight ? 'yes' : 'no',
    ]),
  };
}

/** Incidents that stayed open though all that made them was over. */
export function leftOpenIn(drills: readonly Replay[]): number {
  return drills.reduce((sum, { leftOpen }) => sum + leftOpen, 0);
}

/** How many said another pattern than expected, or none. */
export function wrongDrills(drills: readonly Replay[]): number {
  return drills.filter(({ isRight }) => !isRight).length;
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : texts.join('; ');
}
