import type { PracticeProfile } from '../core/words/practice-profile.ts';
import { seededRandom } from './seeded-random.ts';

/** Members (from 0) that show each kind of trouble; all of them are in the small council too. */
const PLANTED: Readonly<Record<string, Readonly<Record<number, PracticeProfile>>>> = {
  'local-government': {
    5: 'nameless',
    11: 'hanging',
    14: 'slow',
    17: 'flaky',
    20: 'cut-off',
    23: 'expired',
  },
  banking: { 4: 'servfail', 9: 'error', 12: 'slow', 16: 'dripping', 22: 'blocking' },
  securities: { 6: 'lookup-hanging', 9: 'garbled', 12: 'tls-refusing' },
  gas: { 4: 'unreachable' },
  water: { 3: 'untrusted', 6: 'huge-headers' },
  medical: { 2: 'slow', 5: 'resetting', 7: 'wrong-page' },
};
const PLANTED_BELOW = 42;

/** What goes wrong beyond those, at one member of {@link TROUBLE_EVERY}, in turn. */
const TROUBLES: readonly PracticeProfile[] = [
  'hanging',
  'error',
  'flaky',
  'unreachable',
  'nameless',
  'expired',
  'resetting',
  'blocking',
  'wrong-page',
  'tls-refusing',
  'servfail',
  'untrusted',
  'lookup-hanging',
];
const TROUBLE_EVERY = 60;

/** How the others share; the weights sum to 100. */
const ORDINARY: readonly (readonly [PracticeProfile, number])[] = [
  ['http2', 36],
  ['steady', 32],
  ['busy', 12],
  ['redirecting', 9],
  ['plain', 8],
  ['slow', 3],
];

/** Profile of the `index`-th member (from 0) of a practice sector: for the most part an ordinary one. */
export function profileOf(sector: string, index: number): PracticeProfile {
  const planted = PLANTED[sector]?.[index];
  if (planted !== undefined) return planted;
  if (index >= PLANTED_BELOW && index % TROUBLE_EVERY === 0) {
    return TROUBLES[(index / TROUBLE_EVERY) % TROUBLES.length] ?? 'flaky';
  }
  let draw = seededRandom(`profile of ${sector} ${index}`).uniform() * 100;
  for (const [profile, weight] of ORDINARY) {
    if (draw < weight) return profile;
    draw -= weight;
  }
  return 'steady';
}
