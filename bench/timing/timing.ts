import { KEY_EXCHANGES } from '../../src/probe/connector.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import { profileOurs } from '../profile/profile-ours.ts';
import { profileSection } from '../profile/profile-section.ts';
import type { Goal } from '../report/goal.ts';
import { numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { median, percentile } from '../report/percentile.ts';
import { Blackbox, blackboxVersion } from '../subject/blackbox.ts';
import { startOursByRate, workersAt } from '../subject/ours-by-rate.ts';
import { startRaw } from '../subject/raw.ts';
import type { Subject } from '../subject/subject.ts';
import type { Scheme } from '../truth/truth.ts';
import { Truth } from '../truth/truth.ts';
import { TIMED_PHASES } from './phase-errors.ts';
import { singleCalls } from './single-calls.ts';
import { singleCallGoals, singleCallsSection } from './single-calls-section.ts';
import { RATES, runTiming, TIMED_SCHEMES, type TimingCell } from './timing-runs.ts';
import { cellOf, cpuUsOf, type WaitGoal, waitP99, whyLate } from './why-late.ts';

const PEER_ABSENT = {
  ja: 'blackbox_exporter がこの機械にありません。',
  en: 'blackbox_exporter is not installed on this machine',
};

/** Error of dns, tls, wait and transfer against commanded delays, beside the peer and bare Node. */
export const benchTiming: Bench = async (options) => {
  const truth = await Truth.start();
  const subjects: Subject[] = [await startOursByRate(truth.place, RATES)];
  try {
    const hasPeer = (await blackboxVersion()) !== null;
    if (hasPeer) subjects.push(await Blackbox.start(truth.place));
    subjects.push(await startRaw(truth.place, KEY_EXCHANGES));
    const cells = await runTiming(truth, subjects, options);
    const calls = options.quick ? 3 : 50;
    const singles = [
      await singleCalls(truth, 'http', calls),
      await singleCalls(truth, 'https', calls),
    ];
    return {
      title: {
        ja: '計測誤差（区間ごとの、指定した遅延との差）',
        en: 'Timing error against commanded delays',
      },
      abstractJa:
        '遅延を指定できる DNS・TLS・HTTP サーバに対する計測値と、サーバが実際に生じさせた遅延との差の絶対値です。疑義のある計測値（suspect）も含めた全計測値から求めています。',
      goals: [...goalsOf(cells, hasPeer), ...singleCallGoals(singles)],
      sections: [
        METHOD,
        ...unresolvedNote(subjects),
        ...TIMED_SCHEMES.map((scheme) => tableOf(cells, scheme)),
        singleCallsSection(singles),
        ...failuresOf(cells),
        ...(await profilesOf(truth, cells, options)),
      ],
      results: [...cells.map(resultOf), ...singles],
    };
  } finally {
    await Promise.all(subjects.map((subject) => subject.close()));
    await truth.close();
  }
};

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'Three processes of their own answer with delays that each probe commands by its host name (DNS server, TLS handshake) and path (first byte, second half of the body). They note how long each delay really was by the monotonic clock, so the lateness of their timers is nobody’s error. The error is |measured − really produced|, for us, the peer and the bare socket alike. It therefore holds the way over loopback, the servers’ own work before they notice a request, and the lateness of the one who measures. The servers run at nice −15 where that is allowed: a site’s server does not compete with the prober for a core.',
    'Every probe is a fresh connection to a fresh name. Starts are uniform over the run, the same for all subjects of a round; subjects take turns. All samples count, suspect ones included; failed probes have no figures and are counted. `tls` holds the handshake’s own work on both sides (P-256 certificate, full handshake), which no clock can take out.',
    `Ours runs in the worker pool with as many threads as the service takes at that rate (${RATES.map((rate) => `${workersAt(rate)} at ${rate}/s`).join(', ')}), fed by a load generator in the main thread, which hands the probes over in company and ahead of their time, as the scheduler does. blackbox_exporter is Debian’s, one module a scheme, asked over kept connections; it resolves by a mount namespace whose resolv.conf names the bench’s DNS server. The bare socket is a Node process with one socket a probe and no parser, guard or deadline: the floor of the bench itself. “Busy” is the share of all cores in use by everybody, the servers and the load generator included: near 100 % the figures show queueing for the processor. “Loop delay” is how late our worker’s own loop was during a probe, as the sample says it.`,
  ],
};

/** Where the time goes at the rate that misses its goals most, from one more run of each scheme. */
async function profilesOf(
  truth: Truth,
  cells: readonly TimingCell[],
  options: BenchOptions,
): Promise<readonly Section[]> {
  const perSecond = options.quick ? RATES[0] : RATES[2];
  const sections: Section[] = [];
  for (const scheme of TIMED_SCHEMES) {
    const profile = await profileOurs(truth.place, {
      seed: 1,
      perSecond,
      seconds: options.quick ? 1 : 8,
      schemes: [scheme],
      delays: 'mixed',
      bodyBytes: 2048,
      firstId: 0,
      host: 'name',
    });
    const usPerProbe = cpuUsOf(cellOf(cells, { subject: 'ours', perSecond, scheme }));
    sections.push(
      profileSection(`Where the time goes: ${scheme}, ${perSecond}/s`, profile, usPerProbe),
    );
  }
  return [whyLate(cells, WAIT_GOALS), ...sections];
}

/** Says where a subject could not be pointed at the bench's DNS server. */
function unresolvedNote(subjects: readonly Subject[]): readonly Section[] {
  const unresolved = subjects.filter(({ resolves }) => !resolves).map(({ name }) => name);
  if (unresolved.length === 0) return [];
  return [
    {
      heading: 'Without names',
      paragraphs: [
        `${unresolved.join(', ')} could not be given the bench’s DNS server (it takes a mount namespace and port 53): it probed 127.0.0.1 instead of names, so its dns has no figures and no handshake delay was commanded.`,
      ],
    },
  ];
}

const WAIT_GOALS: readonly WaitGoal[] = [
  { perSecond: 300, limitMs: 1.2, limitRatio: 1 / 15 },
  { perSecond: 800, limitMs: 2.5, limitRatio: 1 / 100 },
];

function goalsOf(cells: readonly TimingCell[], hasPeer: boolean): readonly Goal[] {
  return (['http', 'https'] as const).flatMap((scheme) =>
    WAIT_GOALS.flatMap(({ perSecond, limitMs, limitRatio }): Goal[] => {
      const ours = waitP99(cells, { subject: 'ours', perSecond, scheme });
      const peer = waitP99(cells, { subject: 'blackbox_exporter', perSecond, scheme });
      const load = `${perSecond}/s, ${scheme}`;
      return [
        {
          what: { ja: `wait の誤差 p99（${load}）`, en: `error of wait, p99, ${load}` },
          figure: ours,
          limit: limitMs,
          unit: ' ms',
        },
        {
          what: {
            ja: `同、blackbox_exporter に対する比（${load}）`,
            en: `the same ÷ blackbox_exporter’s, ${load}`,
          },
          figure: ours === null || peer === null ? null : ours / peer,
          limit: Math.floor(limitRatio * 1e4) / 1e4,
          unit: '',
          ...(hasPeer ? {} : { missing: PEER_ABSENT }),
        },
      ];
    }),
  );
}

const HEADINGS: Readonly<Record<Scheme, string>> = {
  http: 'HTTP/1.1',
  https: 'HTTPS, HTTP/1.1',
  h2: 'HTTPS, HTTP/2',
};

function tableOf(cells: readonly TimingCell[], scheme: Scheme): Section {
  return {
    heading: `${HEADINGS[scheme]}: error p50 / p99, ms`,
    paragraphs: [],
    table: {
      head: [
        'probes/s',
        'who',
        ...TIMED_PHASES,
        'probes',
        'failed',
        'suspect',
        'loop delay',
        'CPU µs',
        'busy',
      ],
      rows: cells
        .filter((cell) => cell.scheme === scheme)
        .map((cell) => [
          String(cell.perSecond),
          cell.subject,
          ...TIMED_PHASES.map((phase) => errorText(cell.errors[phase])),
          String(cell.probes),
          String(cell.failed),
          `${numberText((100 * cell.suspects) / cell.probes)} %`,
          errorText(cell.loopDelaysMs),
          numberText((cell.cpuMs * 1000) / cell.probes),
          `${numberText(100 * (median(cell.busyRatios) ?? 0))} %`,
        ]),
    },
  };
}

function errorText(errors: readonly number[]): string {
  if (errors.length === 0) return '–';
  return `${numberText(percentile(errors, 0.5))} / ${numberText(percentile(errors, 0.99))}`;
}

function failuresOf(cells: readonly TimingCell[]): readonly Section[] {
  const failed = cells.filter((cell) => cell.failure !== null);
  if (failed.length === 0) return [];
  return [
    {
      heading: 'First failure of each',
      paragraphs: failed.map(
        (cell) => `${cell.subject}, ${cell.perSecond}/s ${cell.scheme}: \`${cell.failure}\``,
      ),
    },
  ];
}

function resultOf(cell: TimingCell): unknown {
  const { errors, loopDelaysMs, ...rest } = cell;
  const quantiles = Object.fromEntries(
    TIMED_PHASES.map((phase) => [
      phase,
      [0.5, 0.9, 0.99, 0.999, 1].map((ratio) => percentile(errors[phase], ratio)),
    ]),
  );
  return {
    ...rest,
    loopDelayP99Ms: percentile(loopDelaysMs, 0.99),
    errorMsAtP50P90P99P999Max: quantiles,
  };
}
