import { type AppliedConfig, planBase } from '../../config/applied-config.ts';
import type { StoppedTarget } from '../../core/words/audit.ts';
import type { StopsBefore } from './followed-stops.ts';

/** What the record of the configuration in force tells of stopped targets and their URLs. */
export function stopsBefore(
  applied: AppliedConfig | null,
  stopped: readonly StoppedTarget[],
): StopsBefore {
  const urls = planBase(applied).flatMap(({ kind, id, values }): [string, string][] => {
    const url = values['url'];
    return kind === 'target' && typeof url === 'string' ? [[id, url]] : [];
  });
  return {
    urls: new Map(urls),
    stopped: new Map(stopped.map((each) => [each.target, each])),
    stoppedUrls: applied?.stoppedUrls ?? [],
  };
}
