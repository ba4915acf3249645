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
  /** Stopped, or in the configuration in force no more: what is stored is told, and counts in no sum. */
  readonly isEnded: boolean;
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
  /** Without the targets that have ended. */
  readonly total: LoadFigures & { readonly targets: number };
  /** By requests a day, the most first; so are targets. */
  readonly sectors: readonly SectorLoad[];
  readonly targets: readonly TargetLoad[];
  readonly stretched: readonly StretchedAddress[];
  /** Targets stopped, with or without samples in the range. */
  readonly stopped: readonly StoppedTarget[];
  /** Other stores below the same directory that have samples. */
  readonly otherDirs: readonly string[];
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

export interface LoadSource
  extends Pick<LoadReport, 'from' | 'to' | 'practice' | 'timezone' | 'stopped'> {
  /** Ids of the targets of the configuration in force; null = not known. */
  readonly inForce: ReadonlySet<string> | null;
}

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

  report({ inForce, ...source }: LoadSource): Omit<LoadReport, 'otherDirs'> {
    const { from, stopped } = source;
    const stops = new Map(stopped.map((each) => [each.target, each]));
    const byTarget = Map.groupBy(this.#series.values(), ({ row }) => row.target);
    const targets = [...byTarget]
      .map(([target, series]) => {
        const stop = stops.get(target) ?? null;
        const isEnded = stop !== null || inForce?.has(target) === false;
        return targetLoadOf(series, from, { stopped: stop, isEnded });
      })
      .sort(byRequests);
    const going = targets.filter(({ isEnded }) => !isEnded);
    const sectors = [...Map.groupBy(going, ({ sector }) => sector)]
      .map(([sector, of]) => ({ sector, targets: of.length, ...added(of) }))
      .sort(byRequests);
    const total = { targets: going.length, ...added(going) };
    return { ...source, total, sectors, targets, stretched: this.#stretched() };
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
  end: Pick<TargetLoad, 'stopped' | 'isEnded'>,
): TargetLoad {
  const newest = series.toSorted((a, b) => b.lastAt - a.lastAt)[0]?.row;
  const sum = (pick: (sums: Sums) => number) => series.reduce((all, each) => all + pick(each), 0);
  const lastAt = Math.max(...series.map((each) => each.lastAt));
  return {
    target: newest?.target ?? '',
    member: newest?.member ?? '',
    sector: newest?.sector ?? '',
    ...added(
      series.map((each) =>
        end.isEnded || isOver(each, lastAt) ? asStored(each) : figuresOf(each, from),
      ),
    ),
    firstAt: Math.min(...series.map(({ firstAt }) => firstAt)),
    lastAt,
    waited: sum(({ waited }) => waited),
    longestWaitMs: Math.max(...series.map(({ longestWaitMs }) => longestWaitMs)),
    ...end,
  };
}

/** Mean distance of the stored slots, ms; null of a single one. */
function intervalOf({ slots, firstAt, lastAt }: Sums): number | null {
  return slots < 2 ? null : (lastAt - firstAt) / (slots - 1);
}

/** A series that the other family of its target has left behind: it is not measured any more. */
function isOver(sums: Sums, newestAt: number): boolean {
  const intervalMs = intervalOf(sums);
  return intervalMs !== null && newestAt - sums.lastAt > 2 * intervalMs;
}

function asStored({ probes, requests, bodyBytes }: Sums): LoadFigures {
  const aDay = { requestsADay: requests, bodyBytesADay: bodyBytes };
  return { probes, requests, bodyBytes, ...aDay, scaled: false };
}

/**
 * A series whose first slot comes within two of its intervals after the day's begin fills the day. Of
 * another one, n slots at a mean distance d stand for 24 h / d slots.
 */
function figuresOf(sums: Sums, from: number): LoadFigures {
  const { slots, firstAt, probes, requests, bodyBytes } = sums;
  const intervalMs = intervalOf(sums);
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
export function added(parts: readonly LoadFigures[]): LoadFigures {
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
