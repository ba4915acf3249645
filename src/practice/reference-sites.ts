import type { Target } from '../core/config.ts';

/**
 * The practice operator's own sites, which stand by themselves: in the small council none shares a provider, a range
 * or a name server with a member or with another.
 */
const PLACES = ['fukuoka', 'matsuyama', 'takamatsu'] as const;

export const PRACTICE_REFERENCES: readonly Target[] = PLACES.map((place) => ({
  id: `practice-reference-${place}`,
  url: null,
  practice: 'steady',
  enrolment: null,
  consent: 'own',
  family: 4,
  schedule: '* * * * *',
  timeoutMs: 10_000,
  expect: { status: null, text: null },
  bodyLimitBytes: 262_144,
  facts: { operator: null },
  thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
  secretariatSees: 'judgement',
}));
