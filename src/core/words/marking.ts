/** Traffic Light Protocol 2.0 labels, the strictest first. */
export const MARKINGS = [
  'TLP:RED',
  'TLP:AMBER+STRICT',
  'TLP:AMBER',
  'TLP:GREEN',
  'TLP:CLEAR',
] as const;
export type Marking = (typeof MARKINGS)[number];
