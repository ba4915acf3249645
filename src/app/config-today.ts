import { type Config, configOn } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import { localDateOf } from '../core/time/local-date.ts';

/**
 * The council as it is on the day of `now`, epoch ms: what is measured and shown. Each sector left
 * out, because its days or those of its field do not hold that day, is a warning in the log.
 */
export function configToday(config: Config, now: number, log: Log): Config {
  const today = localDateOf(now, config.council.timezone);
  const valid = configOn(config, today);
  for (const sector of config.sectors) {
    if (valid.sectors.includes(sector)) continue;
    const { id, field, validFrom, validTo } = sector;
    log.warn('app.sector_not_valid', { sector: id, field, validFrom, validTo, today });
  }
  return valid;
}
