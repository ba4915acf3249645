import { numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';
import type { TimingCell } from './timing-runs.ts';

/** A goal of the error of `wait`: its 99th percentile, and the same against the peer's. */
export interface WaitGoal {
  readonly perSecond: number;
  readonly limitMs: number;
  readonly limitRatio: number;
}

type CellKey = Pick<TimingCell, 'subject' | 'perSecond' | 'scheme'>;

export function cellOf(cells: readonly TimingCell[], key: CellKey): TimingCell | null {
  const found = cells.find(
    (each) =>
      each.subject === key.subject &&
      each.perSecond === key.perSecond &&
      each.scheme === key.scheme,
  );
  return found ?? null;
}

export function waitP99(cells: readonly TimingCell[], key: CellKey): number | null {
  const cell = cellOf(cells, key);
  return cell === null ? null : percentile(cell.errors.wait, 0.99);
}

export function cpuUsOf(cell: TimingCell | null): number | null {
  return cell === null ? null : (cell.cpuMs * 1000) / cell.probes;
}

/** What an error is made of, and what the goals against the peer would take on this machine. */
export function whyLate(cells: readonly TimingCell[], goals: readonly WaitGoal[]): Section {
  return {
    heading: 'Where the error comes from',
    paragraphs: [
      'An answer is timed when the thread comes to read it. It is late by what the thread does just then for other probes, by how long a busy machine keeps the thread from a core, and by the moments in which V8 clears young memory (1 to 4 ms each with the bound that the pool sets on it). So the error follows the share of a core that one probe takes, and the column “busy” above. The bare socket does nothing else: its error is the floor of this machine and of this bench.',
      'The goals against blackbox_exporter were set where it erred by 19.9 ms at 300 probes a second and by 355 ms at 800. “Needed” is the error that such a share of its error here would be. Where that lies below the bare socket’s own, nothing that waits in Node’s loop reaches it.',
    ],
    table: {
      head: [
        ...['probes/s', 'scheme', 'ours, ms', 'goal, ms', 'blackbox_exporter, ms', 'needed, ms'],
        ...['bare socket, ms', 'ours, CPU µs', 'bare socket, CPU µs'],
      ],
      rows: (['http', 'https'] as const).flatMap((scheme) =>
        goals.map(({ perSecond, limitMs, limitRatio }) => {
          const of = (subject: string) => ({ subject, perSecond, scheme }) as const;
          const [ours, raw] = [of('ours'), of(BARE)];
          const peer = waitP99(cells, of('blackbox_exporter'));
          return [
            ...[String(perSecond), scheme, numberText(waitP99(cells, ours)), String(limitMs)],
            ...[numberText(peer), numberText(peer === null ? null : peer * limitRatio)],
            numberText(waitP99(cells, raw)),
            ...[ours, raw].map((key) => numberText(cpuUsOf(cellOf(cells, key)))),
          ];
        }),
      ),
    },
  };
}

/** As its subject is named. */
const BARE = 'Node raw socket';
