import type { Band } from '../../share/rules/band.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';

/**
 * What was told of a sector in a minute: `[level, atLeast, ratio, since, orEarlier]`; null = nothing. Since
 * when the band is so, epoch ms, and whether it may be for longer, are absent in lines of an earlier version.
 */
export type Told =
  | readonly [Band['level'], number | null, number | null, since?: number, orEarlier?: boolean]
  | null;

/** One minute of releases. */
export interface ReleaseLine {
  /** The full minute, epoch ms. */
  readonly at: number;
  /** `told` holds all of which something was told, and not only what is another than before. */
  readonly whole: boolean;
  /** By sector and to whom. */
  readonly told: Readonly<Record<string, Told>>;
  /**
   * By {@link ownKey}; `common` = from now on what is told to the others again. A line without changes, and
   * those of an earlier version, have none.
   */
  readonly own?: Readonly<Record<string, Told | 'common'>>;
}

/** What is told in a minute. */
export interface ToldNow {
  /** By sector and to whom. */
  readonly told: Readonly<Record<string, Told>>;
  /** To members that are told another thing than the others, by {@link ownKey}. */
  readonly own: Readonly<Record<string, Told>>;
}

export const NOTHING_TOLD_NOW: ToldNow = { told: {}, own: {} };

/** A member among those to whom a key of `told` speaks. */
export interface OwnPlace {
  readonly key: string;
  readonly member: string;
}

/** Full minutes, half open. */
export interface RunStretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch in which a sector's band was the same. */
export interface BandRun extends Band, RunStretch {
  /** Since when it was told to be so, also where that is before `from`. */
  readonly since: number;
  /** It may have been so for longer. */
  readonly orEarlier: boolean;
}

/** A stretch in which a sector's ratio was the same. */
export interface RatioRun extends RunStretch {
  readonly ratio: number;
}

/** What was told of a sector over some time; where there is no run nothing was told. */
export interface ToldRuns {
  readonly bands: readonly BandRun[];
  readonly ratios: readonly RatioRun[];
}

export const NOTHING_TOLD: ToldRuns = { bands: [], ratios: [] };

/** Ids hold no slash. */
export function ownKey(key: string, member: string): string {
  return `${key}/${member}`;
}

/** What differs between two minutes, in the order of `now`. */
export function changesBetween(before: ToldNow, now: ToldNow): Pick<ReleaseLine, 'told' | 'own'> {
  if (before === now) return { told: {} };
  const keys = new Set([...Object.keys(now.told), ...Object.keys(before.told)]);
  const changed = [...keys].filter(
    (key) => !isSameTold(before.told[key] ?? null, now.told[key] ?? null),
  );
  const told = Object.fromEntries(changed.map((key) => [key, now.told[key] ?? null]));
  const own = ownChanges(before.own, now.own);
  return own.length === 0 ? { told } : { told, own: Object.fromEntries(own) };
}

function ownChanges(
  before: ToldNow['own'],
  now: ToldNow['own'],
): readonly (readonly [string, Told | 'common'])[] {
  const isNew = ([key, told]: readonly [string, Told]) => {
    const was = before[key];
    return was === undefined || !isSameTold(was, told);
  };
  const gone = Object.keys(before).filter((key) => now[key] === undefined);
  return [...Object.entries(now).filter(isNew), ...gone.map((key) => [key, 'common'] as const)];
}

export function isSameTold(a: Told, b: Told): boolean {
  if (a === null || b === null) return a === b;
  return a.every((value, n) => value === b[n]) && a.length === b.length;
}

/** Lines as text, each begun anew, so that one that was cut off spoils no other. */
export function textOfLines(lines: readonly ReleaseLine[]): string {
  return lines.map((line) => `\n${JSON.stringify(line)}`).join('');
}

/** The lines of a text in order of time, and how many of them could not be read. */
export function linesOfText(text: string): { readonly lines: ReleaseLine[]; readonly bad: number } {
  const lines: ReleaseLine[] = [];
  let bad = 0;
  for (const each of text.split('\n')) {
    if (each === '') continue;
    const line = lineOf(each);
    if (line === null) bad += 1;
    else if (line.at > (lines.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) lines.push(line);
  }
  return { lines, bad };
}

function lineOf(text: string): ReleaseLine | null {
  try {
    return lineOfValue(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function lineOfValue(value: unknown): ReleaseLine | null {
  const isLine =
    typeof value === 'object' &&
    value !== null &&
    'at' in value &&
    typeof value.at === 'number' &&
    'told' in value &&
    typeof value.told === 'object' &&
    value.told !== null;
  // Guarantee: whole lines of these files are written by `textOfLines` alone.
  return isLine ? (value as unknown as ReleaseLine) : null;
}

/** The lines as one member reads them: under the key what is told to itself. */
export function* linesToldTo(
  lines: Iterable<ReleaseLine>,
  { key, member }: OwnPlace,
): Iterable<ReleaseLine> {
  const its = ownKey(key, member);
  let common: Told = null;
  let own: Told | 'common' = null;
  let last = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    if (line.whole || line.at - last > GRID_MS) {
      common = null;
      // Of what was lost nothing is known until it is told anew.
      own = line.whole ? 'common' : null;
    }
    last = line.at;
    common = changed(line.told, key, common);
    own = changed(line.own ?? {}, its, own);
    yield { ...line, told: { ...line.told, [key]: own === 'common' ? common : own } };
  }
}

function changed<Value>(by: Readonly<Record<string, Value>>, key: string, before: Value): Value {
  const value = by[key];
  return value === undefined ? before : value;
}

/** A run that goes on. */
interface OpenRun extends Pick<BandRun, 'since' | 'orEarlier'> {
  readonly from: number;
  readonly told: NonNullable<Told>;
}

/**
 * The runs of each key in [from, to), by lines in order of time of which the first is whole. A minute
 * without a line tells nothing; after it nothing is known but what is told anew.
 */
export function runsOf(
  lines: Iterable<ReleaseLine>,
  { from, to }: RunStretch,
): ReadonlyMap<string, ToldRuns> {
  const runs = new RunBook(from, to);
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, whole, told } of lines) {
    if (at >= to) break;
    if (at - last > GRID_MS) runs.closeAll(last + GRID_MS);
    else if (whole) runs.closeOthers(told, at);
    last = at;
    for (const [key, value] of Object.entries(told)) runs.set(key, at, value);
  }
  runs.closeAll(Math.min(to, last + GRID_MS));
  return runs.made;
}

/** The minutes of [from, to) that have a line, as stretches. */
export function minutesOf(
  lines: Iterable<ReleaseLine>,
  { from, to }: RunStretch,
): readonly RunStretch[] {
  const runs: RunStretch[] = [];
  for (const { at } of lines) {
    if (at >= from && at < to) extend(runs, { from: at, to: at + GRID_MS }, () => true);
  }
  return runs;
}

class RunBook {
  readonly made = new Map<string, { bands: BandRun[]; ratios: RatioRun[] }>();
  readonly #open = new Map<string, OpenRun>();
  readonly #from: number;
  readonly #to: number;

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  set(key: string, at: number, told: Told): void {
    const before = this.#open.get(key);
    this.#close(key, at);
    if (told === null) return;
    const [level, atLeast, , since, orEarlier = true] = told;
    if (since !== undefined) this.#open.set(key, { from: at, told, since, orEarlier });
    else if (before?.told[0] === level && before.told[1] === atLeast) {
      this.#open.set(key, { ...before, from: at, told });
    } else this.#open.set(key, { from: at, told, since: at, orEarlier: before === undefined });
  }

  /** Those of which nothing is told. */
  closeOthers(told: ReleaseLine['told'], at: number): void {
    for (const key of [...this.#open.keys()]) if (!(key in told)) this.#close(key, at);
  }

  closeAll(at: number): void {
    for (const key of [...this.#open.keys()]) this.#close(key, at);
  }

  #close(key: string, at: number): void {
    const run = this.#open.get(key);
    this.#open.delete(key);
    const from = Math.max(run?.from ?? 0, this.#from);
    const to = Math.min(at, this.#to);
    if (run === undefined || from >= to) return;
    const [level, atLeast, ratio] = run.told;
    const known = this.made.get(key) ?? { bands: [], ratios: [] };
    this.made.set(key, known);
    const { since, orEarlier } = run;
    const band = { from, to, level, atLeast, since, orEarlier };
    extend(known.bands, band, (last) => isSameBand(last, band));
    if (ratio === null) return;
    extend(known.ratios, { from, to, ratio }, (last) => last.ratio === ratio);
  }
}

function isSameBand(a: BandRun, b: BandRun): boolean {
  return (
    a.level === b.level &&
    a.atLeast === b.atLeast &&
    a.since === b.since &&
    a.orEarlier === b.orEarlier
  );
}

/** Adds a run, to the last one where it says the same and ends where this one begins. */
function extend<Run extends RunStretch>(
  runs: Run[],
  run: Run,
  isSameAs: (last: Run) => boolean,
): void {
  const last = runs.at(-1);
  if (last !== undefined && last.to === run.from && isSameAs(last)) {
    runs.splice(-1, 1, { ...last, to: run.to });
  } else runs.push(run);
}
