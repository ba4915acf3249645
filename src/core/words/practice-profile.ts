/** How a practice site behaves; `practice: {profile}` of a target. */
export const PRACTICE_PROFILES = [
  'steady',
  'busy',
  'slow',
  'http2',
  'plain',
  'redirecting',
  'flaky',
  'nameless',
  'servfail',
  'lookup-hanging',
  'unreachable',
  'tls-refusing',
  'expired',
  'untrusted',
  'hanging',
  'resetting',
  'error',
  'blocking',
  'wrong-page',
] as const;
export type PracticeProfile = (typeof PRACTICE_PROFILES)[number];
