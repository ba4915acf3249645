/** How a practice site behaves; `practice: {profile}` of a target. */
export const PRACTICE_PROFILES = [
  'steady',
  'busy',
  'slow',
  'http2',
  'plain',
  'redirecting',
  'flaky',
  'unreachable',
  'error',
  'expired',
  'hanging',
] as const;
export type PracticeProfile = (typeof PRACTICE_PROFILES)[number];
