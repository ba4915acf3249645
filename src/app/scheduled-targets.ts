import { type Config, type Target, targetsOf } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { Family } from '../core/words/outcome.ts';
import type { ProbeTarget } from '../core/words/probe-record.ts';
import type { ScheduledTarget } from '../schedule/roster.ts';

/** Where reference sites stand in samples: no sector and no member can have such an id. */
const REFERENCE_PLACE = '_reference';

/**
 * Every series of the council and of the operator's reference sites: a target of family `both` gives
 * two. `practiceUrlOf` tells where a practice site answers; null where there are none.
 */
export function scheduledTargets(
  config: Config,
  practiceUrlOf: ((id: string) => string) | null,
): ScheduledTarget[] {
  const council = targetsOf(config).map(({ target, member, sector }) => ({
    target,
    place: { member: member.id, sector: sector.id, allowPrivate: sector.allowPrivate },
  }));
  const place = { member: REFERENCE_PLACE, sector: REFERENCE_PLACE, allowPrivate: false };
  const references = config.reference.map((target) => ({ target, place }));
  return [...council, ...references].flatMap((placed) =>
    familiesOf(placed.target).map((family) => ({
      target: probeTargetOf(placed, family, practiceUrlOf),
      schedule: placed.target.schedule,
    })),
  );
}

interface ProbedTarget {
  readonly target: Target;
  readonly place: {
    readonly member: string;
    readonly sector: string;
    readonly allowPrivate: boolean;
  };
}

function familiesOf(target: Target): readonly Family[] {
  return target.family === 'both' ? [4, 6] : [target.family];
}

function probeTargetOf(
  { target, place }: ProbedTarget,
  family: Family,
  practiceUrlOf: ((id: string) => string) | null,
): ProbeTarget {
  const isPractice = target.practice !== null;
  return {
    id: target.id,
    member: place.member,
    sector: place.sector,
    url: isPractice ? practiceUrl(target.id, practiceUrlOf) : (target.url ?? ''),
    family,
    timeoutMs: target.timeoutMs,
    expect: target.expect,
    bodyLimitBytes: target.bodyLimitBytes,
    signs: target.signs ?? false,
    http: 'auto',
    allowPrivate: isPractice || place.allowPrivate,
    limitBy: isPractice ? 'host' : 'address',
  };
}

function practiceUrl(id: string, practiceUrlOf: ((id: string) => string) | null): string {
  if (practiceUrlOf === null) throw new AppError('internal', `no practice site for ${id}`);
  return practiceUrlOf(id);
}
