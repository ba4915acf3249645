import { type Config, configOn, type PlacedTarget, targetsOf } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import { localDateOf } from '../core/time/local-date.ts';

/**
 * The council as it is on the day of `now`, epoch ms: what is measured and shown. Each sector left
 * out, because its days or those of its field do not hold that day, is a warning in the log, and so
 * is each target whose enrolment begins later.
 */
export function configToday(config: Config, now: number, log: Log): Config {
  const today = localDateOf(now, config.council.timezone);
  const valid = configOn(config, today);
  for (const sector of config.sectors) {
    if (valid.sectors.includes(sector)) continue;
    const { id, field, validFrom, validTo } = sector;
    log.warn('app.sector_not_valid', { sector: id, field, validFrom, validTo, today });
  }
  const early = new Set(
    targetsOf(valid)
      .filter(({ target }) => (target.enrolment?.on ?? today) > today)
      .map(({ target }) => target),
  );
  for (const { id, enrolment } of early) {
    log.warn('app.target_not_enrolled_yet', { target: id, enrolledOn: enrolment?.on, today });
  }
  return early.size === 0 ? valid : without(valid, early);
}

function without(config: Config, targets: ReadonlySet<PlacedTarget['target']>): Config {
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((member) => ({
      ...member,
      targets: member.targets.filter((target) => !targets.has(target)),
    })),
  }));
  return { ...config, sectors };
}
