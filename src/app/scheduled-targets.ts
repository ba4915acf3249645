import { type Config, type PlacedTarget, targetsOf } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { Family } from '../core/words/outcome.ts';
import type { ProbeTarget } from '../core/words/probe-record.ts';
import type { ScheduledTarget } from '../schedule/roster.ts';

/**
 * Every series of the council: a target of family `both` gives two. `practiceUrlOf` tells where a
 * practice site answers; null where there are none.
 */
export function scheduledTargets(
  config: Config,
  practiceUrlOf: ((id: string) => string) | null,
): ScheduledTarget[] {
  return targetsOf(config).flatMap((placed) =>
    familiesOf(placed).map((family) => ({
      target: probeTargetOf(placed, family, practiceUrlOf),
      schedule: placed.target.schedule,
    })),
  );
}

function familiesOf({ target }: PlacedTarget): readonly Family[] {
  return target.family === 'both' ? [4, 6] : [target.family];
}

function probeTargetOf(
  { target, member, sector }: PlacedTarget,
  family: Family,
  practiceUrlOf: ((id: string) => string) | null,
): ProbeTarget {
  const isPractice = target.practice !== null;
  return {
    id: target.id,
    member: member.id,
    sector: sector.id,
    url: isPractice ? practiceUrl(target.id, practiceUrlOf) : (target.url ?? ''),
    family,
    timeoutMs: target.timeoutMs,
    expect: target.expect,
    bodyLimitBytes: target.bodyLimitBytes,
    signs: target.signs ?? false,
    http: 'auto',
    allowPrivate: isPractice || sector.allowPrivate,
    limitBy: isPractice ? 'host' : 'address',
  };
}

function practiceUrl(id: string, practiceUrlOf: ((id: string) => string) | null): string {
  if (practiceUrlOf === null) throw new AppError('internal', `no practice site for ${id}`);
  return practiceUrlOf(id);
}
