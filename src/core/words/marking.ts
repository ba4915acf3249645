/** Traffic Light Protocol 2.0 labels, the strictest first. */
export const MARKINGS = [
  'TLP:RED',
  'TLP:AMBER+STRICT',
  'TLP:AMBER',
  'TLP:GREEN',
  'TLP:CLEAR',
] as const;
export type Marking = (typeof MARKINGS)[number];

/** The strictest of the markings given; `TLP:CLEAR` for none. */
export function strictestOf(markings: Iterable<Marking>): Marking {
  let strictest: Marking = 'TLP:CLEAR';
  for (const marking of markings) {
    if (MARKINGS.indexOf(marking) < MARKINGS.indexOf(strictest)) strictest = marking;
  }
  return strictest;
}
