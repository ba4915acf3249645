import type { Rollup } from '../../core/words/rollup.ts';

/** Roll-ups of one period length, each once, by series and start. */
export type RollupSet = Map<string, Map<number, Rollup>>;

/** Puts it in where there is none yet, or one that counts no more. */
export function putLarger(set: RollupSet, rollup: Rollup): void {
  const name = nameOfSeries(rollup);
  let series = set.get(name);
  if (series === undefined) {
    series = new Map();
    set.set(name, series);
  }
  if ((series.get(rollup.at)?.count ?? 0) <= rollup.count) series.set(rollup.at, rollup);
}

/** How many samples the roll-up of this key counts; 0 where there is none. */
export function countIn(set: RollupSet, key: Pick<Rollup, 'target' | 'vantage' | 'family' | 'at'>) {
  return set.get(nameOfSeries(key))?.get(key.at)?.count ?? 0;
}

/** In order of target, family, vantage and start. */
export function inOrder(set: RollupSet): Rollup[] {
  return [...set.values()].flatMap((series) => [...series.values()]).sort(compareRollups);
}

function nameOfSeries({ target, vantage, family }: Pick<Rollup, 'target' | 'vantage' | 'family'>) {
  return `${target}/${vantage}/${family}`;
}

function compareRollups(a: Rollup, b: Rollup): number {
  if (a.target !== b.target) return a.target < b.target ? -1 : 1;
  return (
    a.family - b.family ||
    (a.vantage < b.vantage ? -1 : Number(a.vantage > b.vantage)) ||
    a.at - b.at
  );
}
