import { describe, expect, it } from 'vitest';
import type { Sample } from '../../src/core/words/sample.ts';
import { createFirstProbes, type FirstProbes } from '../../src/probe/first-probes.ts';
import { probeTarget, recordOf } from '../support/manual-prober.ts';

const T = 1_700_000_000_000;
const NO_ANSWER: Partial<Sample> = {
  outcome: 'failure',
  reason: 'dns',
  blame: 'resolver',
  statusCode: null,
};
const ERROR_PAGE: Partial<Sample> = {
  outcome: 'failure',
  reason: 'status',
  blame: 'target',
  statusCode: 500,
};

function take(first: FirstProbes, id: string, differs: Partial<Sample>): Sample {
  const job = { target: probeTarget(id), scheduledAt: T, attempt: 1 } as const;
  return first.take(recordOf(job, { startedAt: T, totalMs: 1, ...differs })).sample;
}

function takeAll(first: FirstProbes, count: number, differs: Partial<Sample>): Sample[] {
  return Array.from({ length: count }, (_, n) => take(first, `gas-${n}`, differs));
}

describe('the first probes of a run', () => {
  it('doubt the prober when five of many series failed without an answer', () => {
    const first = createFirstProbes(T);
    takeAll(first, 4, NO_ANSWER);
    expect(first.doubt(4303)).toBeNull();
    takeAll(first, 5, NO_ANSWER);
    expect(first.doubt(4303)).toEqual({ kind: 'first_probes', since: T, series: 5 });
  });

  it('doubt it as soon as all failed where there are fewer, one among them', () => {
    const one = createFirstProbes(T);
    expect(one.doubt(1)).toBeNull();
    takeAll(one, 1, NO_ANSWER);
    expect(one.doubt(1)).toEqual({ kind: 'first_probes', since: T, series: 1 });
    const three = createFirstProbes(T);
    takeAll(three, 2, NO_ANSWER);
    expect(three.doubt(3)).toBeNull();
    takeAll(three, 3, NO_ANSWER);
    expect(three.doubt(3)).toMatchObject({ series: 3 });
  });

  it('count a series once, however often it failed, and its families apart', () => {
    const first = createFirstProbes(T);
    for (let n = 0; n < 9; n += 1) take(first, 'gas-0', NO_ANSWER);
    expect(first.doubt(9)).toBeNull();
    for (let n = 0; n < 4; n += 1) take(first, `gas-${n}`, { ...NO_ANSWER, family: 6 });
    expect(first.doubt(9)).toMatchObject({ series: 5 });
  });

  it('doubt nothing where nothing is measured', () => {
    expect(createFirstProbes(T).doubt(0)).toBeNull();
  });

  it('keep failures as suspect until a site has answered', () => {
    const first = createFirstProbes(T);
    const before = takeAll(first, 6, NO_ANSWER);
    expect(before.every(({ suspectCause }) => suspectCause === 'own_network')).toBe(true);
    expect(before.every(({ validity }) => validity === 'suspect')).toBe(true);
    expect(before[0]).toMatchObject({ outcome: 'failure', reason: 'dns', blame: 'resolver' });
    take(first, 'gas-9', { outcome: 'success' });
    expect(first.doubt(10)).toBeNull();
    expect(take(first, 'gas-0', NO_ANSWER)).toMatchObject({ validity: 'valid' });
    takeAll(first, 9, NO_ANSWER);
    expect(first.doubt(10)).toBeNull();
  });

  it('leave the error page of a lone site to the site', () => {
    const first = createFirstProbes(T);
    expect(take(first, 'gas-0', ERROR_PAGE)).toMatchObject({ validity: 'valid' });
    expect(first.doubt(1)).toBeNull();
    expect(take(first, 'gas-1', NO_ANSWER)).toMatchObject({ validity: 'valid' });
  });

  it('doubt the prober when five sites answer it with error pages and none does well', () => {
    const first = createFirstProbes(T);
    takeAll(first, 5, ERROR_PAGE);
    expect(first.doubt(5)).toMatchObject({ series: 5 });
  });

  it.each<readonly [string, Partial<Sample>]>([
    ['a gate that wants a login', { ...ERROR_PAGE, statusCode: 511 }],
    [
      'an answer under a certificate that is not the site’s',
      {
        ...ERROR_PAGE,
        reason: 'certificate',
        certificateError: 'SELF_SIGNED_CERT_IN_CHAIN',
      },
    ],
    ['a connection refused', { ...NO_ANSWER, reason: 'connect', blame: 'target' }],
    ['silence', { ...NO_ANSWER, reason: 'timeout', blame: 'target' }],
  ])('do not take %s for an answer', (_, differs) => {
    const first = createFirstProbes(T);
    expect(take(first, 'gas-0', differs)).toMatchObject({ suspectCause: 'own_network' });
    expect(first.doubt(1)).not.toBeNull();
  });

  it('keep what was refused, broken or doubted by us under its own name', () => {
    const first = createFirstProbes(T);
    const own = { ...NO_ANSWER, blame: 'prober' } as const;
    expect(take(first, 'gas-0', { ...own, reason: 'refused' })).toMatchObject({
      validity: 'valid',
    });
    expect(take(first, 'gas-1', { ...own, reason: 'internal' })).toMatchObject({
      validity: 'valid',
    });
    const late = { ...NO_ANSWER, validity: 'suspect', suspectCause: 'loop_delay' } as const;
    expect(take(first, 'gas-2', late)).toMatchObject({ suspectCause: 'loop_delay' });
    expect(first.doubt(3)).toMatchObject({ series: 3 });
  });

  it('say nothing by slots that were missed', () => {
    const first = createFirstProbes(T);
    const missed = { outcome: 'missed', reason: 'late', statusCode: null } as const;
    expect(takeAll(first, 9, missed).every(({ validity }) => validity === 'valid')).toBe(true);
    expect(first.doubt(9)).toBeNull();
  });
});
