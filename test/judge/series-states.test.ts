import { expect, it } from 'vitest';
import { SeriesStates } from '../../src/judge/series-states.ts';
import { sampleAt } from '../store/store-sample.ts';
import { T0, worldOf } from './judged-world.ts';

it('gives the series of a target with the lower family first, until it is judged no more', () => {
  const target = 'gas-0-www';
  const settings = worldOf({ gas: 1 }).places.get(target)?.settings;
  if (settings === undefined) throw new Error('no such place');
  const context = { settings, inMaintenance: false, mayAdopt: true };
  const states = new SeriesStates();
  expect(states.ofTarget(target)).toEqual([]);
  const six = states.judge({ ...sampleAt(target, T0), family: 6 }, context);
  const four = states.judge({ ...sampleAt(target, T0), family: 4 }, context);
  states.judge({ ...sampleAt('gas-1-www', T0), family: 4 }, context);
  expect(states.ofTarget(target)).toEqual([four, six]);
  const restored = new SeriesStates();
  for (const snapshot of states.snapshots(10).toReversed()) restored.restore(snapshot);
  expect(restored.ofTarget(target).map(({ family }) => family)).toEqual([4, 6]);
  states.keepOnly((id) => id !== target);
  expect(states.ofTarget(target)).toEqual([]);
  expect(states.ofTarget('gas-1-www')).toHaveLength(1);
});
