import { periodStart } from '../../core/time/slots.ts';
import type { Incident } from '../../core/words/incident.ts';
import { HYSTERESIS_MS } from '../../share/rules/band-release.ts';

/** Of a site's trouble; `from`: the slot in which it began for the reader, epoch ms. */
export function troubleIdOf(target: string, from: number): string {
  return `${target}-${from}`;
}

/** The five minutes in which a pattern was opened, epoch ms: no more of it is told where others are in it. */
export function openedIn({ openedAt }: Pick<Incident, 'openedAt'>): number {
  return periodStart(openedAt, HYSTERESIS_MS);
}

/** Ids of patterns, by incident: of the five minutes of the opening and the place among those `shown`. */
export function patternIdsOf(
  shown: readonly Pick<Incident, 'id' | 'openedAt'>[],
): ReadonlyMap<string, string> {
  const taken = new Map<number, number>();
  return new Map(
    [...shown].sort(firstOpened).map((incident) => {
      const slot = openedIn(incident);
      const place = (taken.get(slot) ?? 0) + 1;
      taken.set(slot, place);
      return [incident.id, `pattern-${slot}-${place}`];
    }),
  );
}

/** Of a pattern's id: a moment within its five minutes that no other pattern of the same reader has, epoch ms. */
export function momentOfPattern(id: string): number {
  const [, slot, place] = id.split('-').map(Number);
  return (slot ?? 0) + (place ?? 1) - 1;
}

/** Those that were opened at once in the order in which they were numbered. */
function firstOpened(
  a: Pick<Incident, 'id' | 'openedAt'>,
  b: Pick<Incident, 'id' | 'openedAt'>,
): number {
  const inOrder = a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
  return a.openedAt - b.openedAt || inOrder;
}
