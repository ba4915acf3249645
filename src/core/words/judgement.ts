import type { Text } from './language.ts';
import type { Phase } from './outcome.ts';

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

export const JUDGEMENT_LABELS: Readonly<Record<Judgement, Text>> = {
  normal: { ja: '平常', en: 'normal' },
  slow: { ja: '平常時より遅い', en: 'slower than normal' },
  failing: { ja: '応答を確認できず', en: 'no answer confirmed' },
  flapping: { ja: '断続', en: 'intermittent' },
  blocked: { ja: '計測が遮断されている', en: 'probes are blocked' },
  maintenance: { ja: '計画作業', en: 'planned work' },
  unknown: { ja: '計測できず', en: 'not measured' },
};

/** Of several judgements on one thing the heaviest is said first. */
export const JUDGEMENT_WEIGHTS: Readonly<Record<Judgement, number>> = {
  failing: 6,
  flapping: 5,
  slow: 4,
  blocked: 3,
  unknown: 2,
  maintenance: 1,
  normal: 0,
};

/** Those that count as affected; `blocked`, `maintenance` and `unknown` never do. */
export const AFFECTED_JUDGEMENTS: ReadonlySet<Judgement> = new Set(['slow', 'failing', 'flapping']);

/** From where a defence of a site blocks probes. */
export const BLOCK_SCOPES = ['all', 'abroad'] as const;
export type BlockScope = (typeof BLOCK_SCOPES)[number];

/** What is said of one series after a sample, with the reason in words and numbers. */
export interface Verdict {
  readonly judgement: Judgement;
  /** The slot since which it is so, epoch ms. */
  readonly since: number;
  /** Response time over normal; null where either is not known. */
  readonly ratio: number | null;
  /** Response time that is normal for this target now, ms; null = not learned yet. */
  readonly normalMs: number | null;
  /**
   * How far from normal the newest valid answer was, in the series' own standard deviations, negative
   * = faster; null where there was none or no normal is known.
   */
  readonly deviation: number | null;
  /** The phase that moved (slow) or that was in progress (failing); null where none stands out. */
  readonly phase: Phase | null;
  /** Of `blocked` alone; null with any other judgement, and where it is not known: from one vantage it is not. */
  readonly scope: BlockScope | null;
  readonly why: Text;
}
