import { KEY_EXCHANGES } from '../../src/probe/connector.ts';
import type { Bench } from '../bench.ts';
import { profileOurs } from '../profile/profile-ours.ts';
import { profileSection } from '../profile/profile-section.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { median } from '../report/percentile.ts';
import { startBare } from '../subject/bare.ts';
import { Blackbox, blackboxVersion } from '../subject/blackbox.ts';
import { startOurs } from '../subject/ours.ts';
import { startRaw } from '../subject/raw.ts';
import type { Subject } from '../subject/subject.ts';
import { Truth } from '../truth/truth.ts';
import {
  BUSY_PER_SECOND,
  COUNCIL_PER_SECOND,
  CPU_BODY_BYTES,
  CPU_LOADS,
  type CpuCell,
  type CpuLoad,
  cpuCell,
  OPENSSL,
  runCpu,
} from './cpu-runs.ts';

const OURS = 'ours';
const PEER = 'blackbox_exporter';
const RAW = 'Node raw socket';

/** CPU of the whole process per probe, beside the peer, bare Node and openssl. */
export const benchCpu: Bench = async (options) => {
  const truth = await Truth.start();
  const { place } = truth;
  const ours = await startOurs(place);
  const subjects: Subject[] = [ours];
  try {
    if ((await blackboxVersion()) !== null) subjects.push(await Blackbox.start(place));
    subjects.push(await startRaw(place, KEY_EXCHANGES), await startBare(place));
    const cells = await runCpu(subjects, place, options);
    const idleMs = await ours.idleCpuMsPerSecond(options.quick ? 1 : 10);
    const profiles: Section[] = [];
    for (const scheme of ['http', 'https', 'h2'] as const) {
      const profile = await profileOurs(place, {
        seed: 1,
        perSecond: BUSY_PER_SECOND,
        seconds: options.quick ? 1 : 15,
        schemes: [scheme],
        delays: 'none',
        bodyBytes: CPU_BODY_BYTES,
        firstId: 0,
        host: 'name',
      });
      const usPerProbe = medianOf(cells, {
        scheme,
        host: 'name',
        perSecond: BUSY_PER_SECOND,
        subject: OURS,
      });
      profiles.push(profileSection(`Where the time goes: ${scheme}`, profile, usPerProbe));
    }
    return {
      title: { ja: '計測1回あたりの CPU 時間', en: 'CPU per probe' },
      abstractJa: `プロセス全体（全スレッド、ユーザとシステム）の CPU 時間を計測回数で割った値です。毎秒 ${BUSY_PER_SECOND} 件、交互に 2 回測った値の平均で比べます。`,
      goals: goalsOf(cells, subjects),
      sections: [METHOD, tableOf(cells, subjects), idleSection(idleMs), ...profiles],
      results: { cells, idleCpuMsPerSecond: idleMs },
    };
  } finally {
    await Promise.all(subjects.map((subject) => subject.close()));
    await truth.close();
  }
};

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    `User and system time of all threads of the process that probes, divided by the probes: ${BUSY_PER_SECOND}/s in an open loop, at which goals are judged, and ${COUNCIL_PER_SECOND}/s, the council’s own rate, at which everybody pays a wake-up for every step; each a fresh connection, a full TLS handshake with a P-256 certificate that is verified, an answer of ${CPU_BODY_BYTES} bytes at once. Rounds are interleaved; the first is warm-up and left out; two count: a figure is their mean, a ratio the mean of the rounds’ ratios.`,
    'Ours is the prober with its one worker thread, fed by the main thread: the hand-over between threads and the ticker that watches the worker’s lateness are in the figure. “Ours without pool” is the probe function alone. blackbox_exporter’s figure holds what it costs it to answer /probe, without which it does not probe; its driver is another process. The bare socket is the least Node can do: no HTTP parser, no address guard, no deadline, no certificate facts. `openssl s_time -new` connects one after the other, without a name lookup.',
    '“name” looks the host up in the bench’s DNS server, “address” does not. h2 is reported beside the peer’s h2.',
  ],
};

function goalsOf(cells: readonly CpuCell[], subjects: readonly Subject[]): readonly Goal[] {
  const peer = subjects.find(({ name }) => name === PEER);
  const missing = {
    ja: 'blackbox_exporter がこの機械にありません。',
    en: 'blackbox_exporter is not installed on this machine',
  };
  const peerGoal = (scheme: 'http' | 'https', limit: number): Goal => ({
    what: {
      ja: `${scheme === 'http' ? 'HTTP/1.1' : 'HTTPS（h1 同士）'}：blackbox_exporter に対する比`,
      en: `${scheme === 'http' ? 'HTTP/1.1' : 'HTTPS, h1 against h1'}: ours ÷ blackbox_exporter`,
    },
    // Like with like where the peer could not be given the bench's DNS server.
    figure: ratioOf(
      cells,
      { scheme, host: peer?.resolves === false ? 'address' : 'name', perSecond: BUSY_PER_SECOND },
      [OURS, PEER],
    ),
    limit,
    unit: '',
    ...(peer === undefined ? { missing } : {}),
  });
  const rawGoal = (host: 'name' | 'address', en: string, ja: string): Goal => ({
    what: {
      ja: `HTTPS：Node の素の TLS に対する比（${ja}）`,
      en: `HTTPS: ours ÷ Node raw TLS, ${en}`,
    },
    figure: ratioOf(cells, { scheme: 'https', host, perSecond: BUSY_PER_SECOND }, [OURS, RAW]),
    limit: 1.3,
    unit: '',
  });
  return [
    peerGoal('http', 0.4),
    peerGoal('https', 0.8),
    rawGoal('name', 'both look a name up', '双方とも名前解決あり'),
    rawGoal('address', 'neither does', '双方とも名前解決なし'),
  ];
}

/** Middle over rounds of the first's CPU over the second's; null where one did not run. */
function ratioOf(
  cells: readonly CpuCell[],
  load: CpuLoad,
  [first, second]: readonly [string, string],
): number | null {
  const ours = cpuCell(cells, { ...load, subject: first });
  const theirs = cpuCell(cells, { ...load, subject: second });
  if (ours === undefined || theirs === undefined) return null;
  return median(ours.usPerProbe.map((us, round) => us / (theirs.usPerProbe[round] ?? Number.NaN)));
}

function medianOf(
  cells: readonly CpuCell[],
  key: CpuLoad & { readonly subject: string },
): number | null {
  return median(cpuCell(cells, key)?.usPerProbe ?? []);
}

function tableOf(cells: readonly CpuCell[], subjects: readonly Subject[]): Section {
  const names = [...subjects.map(({ name }) => name), OPENSSL];
  return {
    heading: 'CPU per probe, µs: mean (least – most of the rounds)',
    paragraphs: [],
    table: {
      head: [
        'who',
        ...CPU_LOADS.map(({ scheme, host, perSecond }) => `${scheme}, ${host}, ${perSecond}/s`),
        'failed',
      ],
      rows: names.map((subject) => {
        const own = CPU_LOADS.map((load) => cpuCell(cells, { ...load, subject }));
        const failed = own.reduce((sum, cell) => sum + (cell?.failed ?? 0), 0);
        return [subject, ...own.map(rangeText), String(failed)];
      }),
    },
  };
}

function rangeText(cell: CpuCell | undefined): string {
  if (cell === undefined) return '–';
  const { usPerProbe } = cell;
  const least = numberText(Math.min(...usPerProbe));
  return `${numberText(median(usPerProbe))} (${least} – ${numberText(Math.max(...usPerProbe))})`;
}

function idleSection(idleMs: number): Section {
  return {
    heading: 'Doing nothing',
    paragraphs: [
      `Without a probe the process takes ${numberText(idleMs)} ms of CPU a second, ticker included: ${numberText((1000 * idleMs) / BUSY_PER_SECOND)} µs of each probe above.`,
    ],
  };
}
