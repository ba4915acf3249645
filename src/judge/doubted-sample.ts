import type { Sample } from '../core/words/sample.ts';

/** A sample as it is kept and judged: suspect while our own network is in doubt, unless it is already. */
export function doubtedSample(sample: Sample, isDoubted: boolean): Sample {
  if (!isDoubted || sample.validity === 'suspect') return sample;
  return { ...sample, validity: 'suspect', suspectCause: 'own_network' };
}
