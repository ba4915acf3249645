/** How a target does against its own normal. */
export const JUDGEMENTS = [
  'normal',
  'slow',
  'failing',
  'flapping',
  'blocked',
  'maintenance',
  'unknown',
] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** Those that count as affected; `blocked`, `maintenance` and `unknown` never do. */
export const AFFECTED_JUDGEMENTS: ReadonlySet<Judgement> = new Set(['slow', 'failing', 'flapping']);
