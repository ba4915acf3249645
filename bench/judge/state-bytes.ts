import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { judgeSample } from '../../src/judge/rules/target/judge-sample.ts';
import { createSeriesState, type SeriesState } from '../../src/judge/rules/target/series-state.ts';
import { contextOf, FIRST_DAY } from './council-clock.ts';
import { MadeTarget } from './made-target.ts';

const MINUTE_MS = 60_000;
const SAMPLES = 200;

/** Memory of the state of a target that is judged, heap and buffers, bytes. */
export function stateBytes(targets: number): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const context = contextOf(MINUTE_MS);
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const made = new MadeTarget(1);
  const samples = Array.from({ length: SAMPLES }, (_, slot) =>
    made.slot(FIRST_DAY + slot * MINUTE_MS, null, true),
  ).flat();
  const before = used();
  const states: SeriesState[] = [];
  for (let target = 0; target < targets; target += 1) {
    const state = createSeriesState();
    for (const sample of samples) judgeSample(state, sample, context);
    states.push(state);
  }
  return (used() - before) / states.length;
}
