import type { ProbeNow, ReferenceNow } from '../../../../src/judge/rules/council/own-network.ts';
import { rosterOf } from '../../../../src/judge/rules/council/roster.ts';
import { fact, randomOf, SECTORS, START, shuffled, targetsOf } from './world.ts';

export const TARGETS = targetsOf(SECTORS, (_, sector, number) =>
  sector === 'local-government' && number <= 200 ? [fact('network', 'one host')] : [],
);
export const ROSTER = rosterOf(TARGETS);
export const NOW = START;

/** The newest probes, one every 14 ms back from now; the first `failed` of `order` failed. */
export function probesOf(order: readonly string[], isFailed: (at: number) => boolean): ProbeNow[] {
  return order.map((target, at) => {
    const endedAt = NOW - 14 * at;
    const begunAt = endedAt - 10;
    return { target, begunAt, at: endedAt, failed: isFailed(at), since: begunAt };
  });
}

export const MIXED = shuffled(
  TARGETS.map(({ target }) => target),
  randomOf(5),
);
export const HOST = TARGETS.slice(0, 200).map(({ target }) => target);
export const reference = (
  failed: boolean | null,
  begunAt = NOW,
  since = begunAt,
): ReferenceNow => ({
  target: 'reference',
  newest: failed === null ? null : { failed, begunAt, since },
  deviation: null,
});
export const DOWN = [reference(true), reference(true)];
export const UP = [reference(false), reference(false)];
/** They answered when forty more probes had not begun yet. */
export const UP_BEFORE = [reference(false, NOW - 14 * 40), reference(false, NOW - 14 * 50)];

export const newest = (count: number) => probesOf(MIXED, (at) => at < count);
/** 24 of the newest 30 but not the newest. */
export const MOST = probesOf(MIXED, (at) => at > 0 && at % 5 !== 0);
export const THIRD = probesOf(MIXED, (at) => at % 3 === 1);
