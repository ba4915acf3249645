import { DAY_KINDS } from '../core/calendar.ts';
import type { Consent, Target } from '../core/config.ts';
import type { PracticeProfile } from '../core/words/practice-profile.ts';
import { type Contact, PLAIN_CONTACT, type QuietHours } from '../core/words/recipient.ts';
import { seededRandom } from './seeded-random.ts';

/** What a member chose for its site and whom it named, from its place in its sector alone. */
export interface MemberChoices {
  readonly consent: Consent;
  readonly secretariatSees: Target['secretariatSees'];
  /** None for some, as in every register. */
  readonly contacts: readonly Contact[];
}

export interface MemberSeat {
  readonly sector: string;
  /** From 0. */
  readonly index: number;
  /** Where its sites and its post are: `practice-gas-0001.test`. */
  readonly zone: string;
}

/** Of each eight members in a row, in a mixed order; so each sector of the small council has them all. */
const FIRST_EIGHT: readonly Consent[] = [
  ...(['counted', 'counted', 'counted', 'counted'] as const),
  ...(['sector', 'sector', 'named', 'own'] as const),
];
/** Every second eight has nobody who wants to be in no count: 6 % of all do. */
const SECOND_EIGHT: readonly Consent[] = FIRST_EIGHT.map((each) =>
  each === 'own' ? 'counted' : each,
);
const EIGHT = FIRST_EIGHT.length;

const JUDGEMENT_ONLY_RATIO = 0.2;
const NO_CONTACT_RATIO = 0.1;
const UNVERIFIED_RATIO = 0.15;
const SECOND_CONTACT_RATIO = 0.2;

const ROLES: readonly (readonly [post: string, role: string])[] = [
  ['web', 'ウェブ担当 / Web'],
  ['system', '情報システム担当 / IT'],
  ['koho', '広報担当 / Public relations'],
  ['bosai', '危機管理担当 / Emergency management'],
];

export function memberChoicesOf({ sector, index, zone }: MemberSeat): MemberChoices {
  const random = seededRandom(`choices of ${sector} ${index}`);
  const secretariatSees = random.uniform() < JUDGEMENT_ONLY_RATIO ? 'judgement' : 'detail';
  const count =
    random.uniform() < NO_CONTACT_RATIO ? 0 : random.uniform() < SECOND_CONTACT_RATIO ? 2 : 1;
  const first = Math.floor(random.uniform() * ROLES.length);
  const contacts = Array.from({ length: count }, (_, at): Contact => {
    const [post, role] = ROLES[(first + at) % ROLES.length] ?? ['web', null];
    const verifiedOn = random.uniform() < UNVERIFIED_RATIO ? null : verifiedDay(random.uniform());
    const to = `${post}@${zone}`;
    return { ...PLAIN_CONTACT, ...wishesOf(to, at), kind: 'mail', to, role, verifiedOn };
  });
  return { consent: consentOf(sector, index), secretariatSees, contacts };
}

const ENGLISH_RATIO = 0.05;
const FAILING_ONLY_RATIO = 0.25;
const QUIET_RATIO = 0.2;
const NIGHTS: QuietHours = { from: 22 * 60, to: 7 * 60, days: DAY_KINDS };
const DAYS_OFF: QuietHours = { from: 0, to: 24 * 60, days: ['weekend', 'holiday', 'year-end'] };
const SECOND_AFTER_MS = [0, 900_000, 1_800_000] as const;

/** What a desk wants to hear of, and when; a second one mostly only of what nobody took up. */
function wishesOf(to: string, place: number): Partial<Contact> {
  const random = seededRandom(`wishes of ${to}`);
  const language = random.uniform() < ENGLISH_RATIO ? 'en' : 'ja';
  const floor = random.uniform() < FAILING_ONLY_RATIO ? 'failing' : 'slow';
  const quiet = random.uniform() < 0.5 ? NIGHTS : DAYS_OFF;
  const quietHours = random.uniform() < QUIET_RATIO ? quiet : null;
  const after = SECOND_AFTER_MS[Math.floor(random.uniform() * SECOND_AFTER_MS.length)] ?? 0;
  return { language, floor, quietHours, escalateAfterMs: place === 0 ? 0 : after };
}

function consentOf(sector: string, index: number): Consent {
  const round = Math.floor(index / EIGHT);
  const random = seededRandom(`consents of ${sector} ${round}`);
  const order = (round % 2 === 0 ? FIRST_EIGHT : SECOND_EIGHT)
    .map((consent) => ({ consent, at: random.uniform() }))
    .sort((a, b) => a.at - b.at);
  return order[index % EIGHT]?.consent ?? 'counted';
}

/** A day of the fiscal year 2025. */
function verifiedDay(ratio: number): string {
  const from = Date.UTC(2025, 3, 1);
  const to = Date.UTC(2026, 3, 1);
  return new Date(from + ratio * (to - from)).toISOString().slice(0, 10);
}

const BOTH_FAMILIES_RATIO = 0.12;
/** Nothing goes wrong there that would be told apart by family. */
const MEASURED_OVER_BOTH: ReadonlySet<PracticeProfile> = new Set([
  'steady',
  'busy',
  'http2',
  'plain',
]);

/** Whether a site has both kinds of addresses, as about one in ten has. */
export function hasBothFamilies(target: string, profile: PracticeProfile): boolean {
  const chance = seededRandom(`families of ${target}`).uniform();
  return MEASURED_OVER_BOTH.has(profile) && chance < BOTH_FAMILIES_RATIO;
}
