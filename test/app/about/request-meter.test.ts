import { expect, it } from 'vitest';
import { RequestMeter } from '../../../src/app/about/request-meter.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { probeTarget, recordOf } from '../../support/manual-prober.ts';

const HOUR = 3_600_000;
const START = 100 * HOUR + HOUR / 2;

function sample(target: string, startedAt: number | null, differs: Partial<Sample> = {}): Sample {
  const job = { target: probeTarget(target), scheduledAt: startedAt ?? 0, attempt: 1 } as const;
  return recordOf(job, { startedAt, hops: 1, encodedBodyBytes: 100, ...differs }).sample;
}

it('adds up requests and bytes since its start, redirects too, missed slots not', () => {
  const meter = new RequestMeter(START);
  expect(meter.read(START)).toBeNull();
  meter.count(sample('a', START));
  meter.count(sample('b', START + 1, { hops: 3, encodedBodyBytes: null }));
  meter.count(sample('c', null));
  expect(meter.read(START + 1000)).toEqual({
    from: START,
    to: START + 1000,
    requests: 4,
    bodyBytes: 100,
    busiestAnHour: null,
  });
});

it('names the requests of the busiest target in the last whole hour', () => {
  const meter = new RequestMeter(START);
  for (let index = 0; index < 9; index += 1) meter.count(sample('a', START));
  for (let index = 0; index < 5; index += 1) meter.count(sample('a', 101 * HOUR));
  meter.count(sample('b', 101 * HOUR, { hops: 6 }));
  expect(meter.read(101 * HOUR + 5)?.busiestAnHour).toBeNull();
  meter.count(sample('a', 102 * HOUR));
  expect(meter.read(102 * HOUR + 5)?.busiestAnHour).toBe(6);
});

it('counts nothing of a target that nobody may be told of', () => {
  const told = new Set(['a']);
  const meter = new RequestMeter(START, (target) => told.has(target));
  meter.count(sample('hidden', START));
  expect(meter.read(START + 1)).toBeNull();
  meter.count(sample('a', 101 * HOUR));
  meter.count(sample('hidden', 101 * HOUR, { hops: 6 }));
  meter.count(sample('a', 102 * HOUR));
  expect(meter.read(102 * HOUR + 5)).toMatchObject({ requests: 2, busiestAnHour: 1 });
  told.delete('a');
  meter.count(sample('a', 102 * HOUR + 6));
  expect(meter.read(102 * HOUR + 7)?.requests).toBe(2);
});

it('forgets what is older than a day', () => {
  const meter = new RequestMeter(START);
  for (let hour = 101; hour < 160; hour += 1) meter.count(sample('a', hour * HOUR));
  const read = meter.read(159 * HOUR + 1);
  expect(read).toMatchObject({ from: 136 * HOUR, requests: 24 });
});
