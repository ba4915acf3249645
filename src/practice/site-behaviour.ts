import type { Family } from '../core/words/outcome.ts';
import type { PracticeProfile } from '../core/words/practice-profile.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** How the sites of a profile are reached and answer. */
export interface Behaviour {
  /** What a name server says of its host. */
  readonly name: 'address' | 'nxdomain' | 'servfail' | 'silence';
  readonly reach: 'http' | 'tls' | 'closed';
  /** Of the TLS handshake; without meaning elsewhere. */
  readonly tls: 'h2' | 'http/1.1' | 'refused';
  readonly certificate: 'valid' | 'expired' | 'untrusted';
  readonly answer:
    | 'page'
    | 'redirect'
    | 'error'
    | 'wrong-page'
    | 'blocked'
    | 'silence'
    | 'reset'
    | 'cut-off'
    | 'dripping'
    | 'garbled'
    | 'huge-headers';
  /** Median time to the first byte at the quietest hour, ms; the site's own differs around it. */
  readonly medianMs: number;
  /** Standard deviation of the logarithm of that time. */
  readonly spread: number;
  /** How much slower the busiest hour is: 0.5 = half as much again. */
  readonly rhythm: number;
  /** Size of the page around which the site's own differs, bytes. */
  readonly pageBytes: number;
  /** Share of requests that fail: two of three by 503, else by a reset. */
  readonly failureRatio: number;
}

const STEADY: Behaviour = {
  name: 'address',
  reach: 'tls',
  tls: 'http/1.1',
  certificate: 'valid',
  answer: 'page',
  medianMs: 60,
  spread: 0.2,
  rhythm: 0.3,
  pageBytes: 24_000,
  failureRatio: 0,
};

export const BEHAVIOURS: Readonly<Record<PracticeProfile, Behaviour>> = {
  steady: STEADY,
  busy: { ...STEADY, medianMs: 180, spread: 0.4, rhythm: 1.2, pageBytes: 160_000 },
  slow: { ...STEADY, medianMs: 900, spread: 0.3, rhythm: 0.5, pageBytes: 60_000 },
  http2: { ...STEADY, tls: 'h2' },
  plain: { ...STEADY, reach: 'http' },
  redirecting: { ...STEADY, answer: 'redirect' },
  flaky: { ...STEADY, medianMs: 120, spread: 0.5, failureRatio: 0.25 },
  nameless: { ...STEADY, name: 'nxdomain' },
  servfail: { ...STEADY, name: 'servfail' },
  'lookup-hanging': { ...STEADY, name: 'silence' },
  unreachable: { ...STEADY, reach: 'closed' },
  'tls-refusing': { ...STEADY, tls: 'refused' },
  expired: { ...STEADY, certificate: 'expired' },
  untrusted: { ...STEADY, certificate: 'untrusted' },
  hanging: { ...STEADY, answer: 'silence' },
  resetting: { ...STEADY, answer: 'reset' },
  'cut-off': { ...STEADY, answer: 'cut-off' },
  dripping: { ...STEADY, answer: 'dripping' },
  garbled: { ...STEADY, answer: 'garbled' },
  'huge-headers': { ...STEADY, answer: 'huge-headers' },
  error: { ...STEADY, answer: 'error' },
  blocking: { ...STEADY, answer: 'blocked' },
  'wrong-page': { ...STEADY, answer: 'wrong-page' },
};

/** What a site does with one request. */
export interface Answer {
  readonly kind: Behaviour['answer'] | 'unavailable';
  /** Until the first byte, ms. */
  readonly waitMs: number;
  /** From the first byte to the last, ms. */
  readonly transferMs: number;
}

/** Decides answers in a sequence that is the same for the same id at the same times. */
export interface SiteCharacter {
  readonly pageBytes: number;
  answer(at: number): Answer;
}

/** The character of one site, from its id: the same over both families, with answers of their own. */
export function characterOf(id: string, behaviour: Behaviour, family: Family = 4): SiteCharacter {
  const own = seededRandom(id);
  const sizes = Math.exp(0.3 * own.normal());
  const medianMs = behaviour.medianMs * Math.exp(0.25 * own.normal());
  const draws = family === 4 ? own : seededRandom(`${id} over ${family}`);
  return {
    pageBytes: Math.round(behaviour.pageBytes * Math.min(1.5, sizes)),
    answer: (at) => {
      const busyRatio = 1 + behaviour.rhythm * loadRatioAt(at);
      const waitMs = medianMs * busyRatio * Math.exp(behaviour.spread * draws.normal());
      return { kind: kindOf(behaviour, draws), waitMs, transferMs: waitMs / 5 };
    },
  };
}

function kindOf({ answer, failureRatio }: Behaviour, random: SeededRandom): Answer['kind'] {
  const draw = random.uniform();
  if (draw >= failureRatio) return answer;
  return draw < (failureRatio * 2) / 3 ? 'unavailable' : 'reset';
}

const HOUR_MS = 3_600_000;
const QUIETEST_HOUR = 4;

/** How busy the day is, 0 at 04:00 to 1 at 16:00, Japanese time. */
export function loadRatioAt(at: number): number {
  const hours = (at / HOUR_MS + 9 - QUIETEST_HOUR) % 24;
  return (1 - Math.cos((2 * Math.PI * hours) / 24)) / 2;
}
