import type { Operator } from '../core/config.ts';
import { VERSION } from './version.ts';

/** The fixed User-Agent of every probe: who measures, and where to ask about it. */
export function userAgentOf(operator: Operator | null): string {
  return operator === null
    ? `Yamabiko/${VERSION}`
    : `Yamabiko/${VERSION} (+${operator.contactUrl})`;
}
