import { type Config, targetsOf } from '../../core/config.ts';
import type { FactsTarget } from '../../probe/facts/facts-book.ts';
import { addressWithoutLookup } from '../../probe/resolver.ts';
import type { ScheduledTarget } from '../../schedule/roster.ts';

/** The targets of the series, each once, with what the configuration says of them. */
export function factsTargets(series: readonly ScheduledTarget[], today: Config): FactsTarget[] {
  const operators = new Map(
    targetsOf(today).map(({ target }) => [target.id, target.facts.operator]),
  );
  const targets = new Map<string, FactsTarget>();
  for (const { target } of series) {
    const operator = operators.get(target.id) ?? null;
    targets.set(target.id, { id: target.id, host: hostOf(target.url), operator });
  }
  return [...targets.values()];
}

/** null where the URL has an address in place of a name. */
function hostOf(url: string): string | null {
  const { hostname } = new URL(url);
  return addressWithoutLookup(hostname, 4) === null ? hostname.replace(/\.$/, '') : null;
}
