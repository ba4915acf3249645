import type { StoppedTarget } from '../../core/words/audit.ts';
import { seriesOf } from '../../core/words/sample.ts';
import type { LoadRow } from '../../store/embedded/read-load.ts';

/** Requests and bytes of something, counted and as it would be in a whole day. */
export interface LoadFigures {
  readonly probes: number;
  readonly requests: number;
  /** Of response bodies as transferred, without headers and TLS. */
  readonly bodyBytes: number;
  /** In 24 hours; null where too little is stored to tell. */
  readonly requestsADay: number | null;
  readonly bodyBytesADay: number | null;
  /** Less than the whole day is stored, so that the figures a day are scaled. */
  readonly scaled: boolean;
}

export interface TargetLoad extends LoadFigures {
  readonly target: string;
  readonly member: string;
  readonly sector: string;
  /** Epoch ms. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Probes that waited a second or longer for a limit, and the longest wait, ms. */
  readonly waited: number;
  readonly longestWaitMs: number;
  readonly stopped: StoppedTarget | null;
}

export interface SectorLoad extends LoadFigures {
  readonly sector: string;
  readonly targets: number;
}

/** An address at which probes waited for a limit: what is due there takes longer than it is due in. */
export interface StretchedAddress {
  readonly address: string;
  readonly targets: number;
  readonly probes: number;
  readonly waited: number;
  readonly longestWaitMs: number;
}

export interface LoadReport {
  /** The day looked at, half open, epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly practice: boolean;
  /** The council's IANA name; UTC where it is not known. */
  readonly timezone: string;
  readonly total: LoadFigures & { readonly targets: number };
  /** By requests a day, the most first; so are targets. */
  readonly sectors: readonly SectorLoad[];
  readonly targets: readonly TargetLoad[];
  readonly stretched: readonly StretchedAddress[];
  /** Targets stopped, with or without samples in the range. */
  readonly stopped: readonly StoppedTarget[];
}

export const DAY_MS = 86_400_000;

/** Sums of one series. */
interface Sums {
  readonly row: LoadRow;
  slots: number;
  probes: number;
  requests: number;
  bodyBytes: number;
  waited: number;
  longestWaitMs: number;
  firstAt: number;
  lastAt: number;
}

export type LoadSource = Pick<LoadReport, 'from' | 'to' | 'practice' | 'timezone' | 'stopped'>;

/** Adds up rows as they are read. */
export class LoadSums {
  readonly #series = new Map<string, Sums>();
  readonly #addresses = new Map<
    string,
    { targets: Set<string> } & Omit<StretchedAddress, 'targets' | 'address'>
  >();

  add(row: LoadRow): void {
    const key = seriesOf(row);
    const known = this.#series.get(key);
    if (known === undefined) this.#series.set(key, { ...row, row });
    else addTo(known, row);
    if (row.peerAddress !== null) this.#addAddress(row.peerAddress, row);
  }

  report({ from, to, stopped, ...source }: LoadSource): LoadReport {
    const stops = new Map(stopped.map((each) => [each.target, each]));
    const byTarget = Map.groupBy(this.#series.values(), ({ row }) => row.target);
    const targets = [...byTarget]
      .map(([target, series]) => targetLoadOf(series, from, stops.get(target) ?? null))
      .sort(byRequests);
    const sectors = [...Map.groupBy(targets, ({ sector }) => sector)]
      .map(([sector, of]) => ({ sector, targets: of.length, ...added(of) }))
      .sort(byRequests);
    const total = { targets: targets.length, ...added(targets) };
    const stretched = this.#stretched();
    return { ...source, from, to, total, sectors, targets, stretched, stopped };
  }

  #addAddress(address: string, row: LoadRow): void {
    const known = this.#addresses.get(address) ?? {
      targets: new Set<string>(),
      probes: 0,
      waited: 0,
      longestWaitMs: 0,
    };
    known.targets.add(row.target);
    this.#addresses.set(address, {
      targets: known.targets,
      probes: known.probes + row.probes,
      waited: known.waited + row.waited,
      longestWaitMs: Math.max(known.longestWaitMs, row.longestWaitMs),
    });
  }

  #stretched(): StretchedAddress[] {
    return [...this.#addresses]
      .filter(([, { waited }]) => waited > 0)
      .map(([address, { targets, ...rest }]) => ({ address, targets: targets.size, ...rest }))
      .sort((a, b) => b.longestWaitMs - a.longestWaitMs);
  }
}

function addTo(sums: Sums, row: LoadRow): void {
  sums.slots += row.slots;
  sums.probes += row.probes;
  sums.requests += row.requests;
  sums.bodyBytes += row.bodyBytes;
  sums.waited += row.waited;
  sums.longestWaitMs = Math.max(sums.longestWaitMs, row.longestWaitMs);
  sums.firstAt = Math.min(sums.firstAt, row.firstAt);
  sums.lastAt = Math.max(sums.lastAt, row.lastAt);
}

function targetLoadOf(
  series: readonly Sums[],
  from: number,
  stopped: StoppedTarget | null,
): TargetLoad {
  const newest = series.toSorted((a, b) => b.lastAt - a.lastAt)[0]?.row;
  const sum = (pick: (sums: Sums) => number) => series.reduce((all, each) => all + pick(each), 0);
  return {
    target: newest?.target ?? '',
    member: newest?.member ?? '',
    sector: newest?.sector ?? '',
    ...added(series.map((each) => figuresOf(each, from))),
    firstAt: Math.min(...series.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...series.map(({ lastAt }) => lastAt)),
    waited: sum(({ waited }) => waited),
    longestWaitMs: Math.max(...series.map(({ longestWaitMs }) => longestWaitMs)),
    stopped,
  };
}

/**
 * A series whose first slot comes within two of its intervals after the day's begin fills the day. Of
 * another one, n slots at a mean distance d stand for 24 h / d slots.
 */
function figuresOf(
  { slots, firstAt, lastAt, probes, requests, bodyBytes }: Sums,
  from: number,
): LoadFigures {
  const intervalMs = slots < 2 ? null : (lastAt - firstAt) / (slots - 1);
  const isWhole = intervalMs !== null && firstAt - from <= 2 * intervalMs;
  const factor = isWhole ? 1 : intervalMs === null ? null : DAY_MS / intervalMs / slots;
  return {
    probes,
    requests,
    bodyBytes,
    requestsADay: factor === null ? null : Math.round(requests * factor),
    bodyBytesADay: factor === null ? null : Math.round(bodyBytes * factor),
    scaled: factor !== 1,
  };
}

/** Sums; a figure a day is null where every part's is. */
function added(parts: readonly LoadFigures[]): LoadFigures {
  const sum = (pick: (part: LoadFigures) => number) =>
    parts.reduce((all, each) => all + pick(each), 0);
  const known = parts.some(({ requestsADay }) => requestsADay !== null);
  return {
    probes: sum(({ probes }) => probes),
    requests: sum(({ requests }) => requests),
    bodyBytes: sum(({ bodyBytes }) => bodyBytes),
    requestsADay: known ? sum(({ requestsADay }) => requestsADay ?? 0) : null,
    bodyBytesADay: known ? sum(({ bodyBytesADay }) => bodyBytesADay ?? 0) : null,
    scaled: parts.some(({ scaled }) => scaled),
  };
}

function byRequests(a: LoadFigures, b: LoadFigures): number {
  return (b.requestsADay ?? 0) - (a.requestsADay ?? 0);
}
