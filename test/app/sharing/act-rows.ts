import type { Consent } from '../../../src/core/config.ts';
import { SINCE, troubleId } from './acting-council.ts';
import { PLACES, type Place, siteId, type VIEWERS } from './shared-council.ts';

export type Who = keyof typeof VIEWERS;

export const CONSENTS = ['counted', 'named'] as const satisfies readonly Consent[];

/** What an act is on: a site of the viewers' member, of their sector or of another, by its consent. */
export type Subject = `${Place}-${(typeof CONSENTS)[number]}`;
export const SUBJECTS = PLACES.flatMap((place) =>
  CONSENTS.map((consent) => siteId(place, consent)),
) as Subject[];
export const NOT_THERE = 'zzz-9999-home';

/** What comes of it: it is done, it cannot be, or there is nothing of the kind as far as he may know. */
export type Comes = 'done' | 'refused' | 'denied';
export type Row = Readonly<Record<Subject, Comes>>;

function all(comes: Comes): Row {
  const row = { 'own-counted': comes, 'own-named': comes, 'near-counted': comes };
  return { ...row, 'near-named': comes, 'far-counted': comes, 'far-named': comes };
}

const NOTHING = all('denied');
const ALL = all('done');
const OWN: Row = { ...NOTHING, 'own-counted': 'done', 'own-named': 'done' };
const OF_SECTOR: Row = { ...OWN, 'near-counted': 'done', 'near-named': 'done' };
const NAMED: Row = { ...NOTHING, 'own-named': 'done', 'near-named': 'done', 'far-named': 'done' };
const NOBODY = {
  ...{ member: NOTHING, secretariat: NOTHING, council: NOTHING },
  ...{ observer: NOTHING, operator: NOTHING },
} as const satisfies Readonly<Record<Who, Row>>;

/** Ids that came up while what the acts are on was made, by the site: silences, letters, proposals. */
export interface Made {
  readonly silences: ReadonlyMap<string, string>;
  readonly letters: ReadonlyMap<string, number>;
  readonly proposals: ReadonlyMap<string, number>;
}

export interface Acting {
  readonly body: (who: Who, site: string, made: Made) => object;
  readonly rows: Readonly<Record<Who, Row>>;
}

/** The board's name of the incident on a site. */
export function incidentOn(who: Who, site: string): string {
  const place = (SUBJECTS as readonly string[]).indexOf(site);
  if (who !== 'operator') return `${site}-${SINCE}`;
  return place < 0 ? '20261122-999' : troubleId(place);
}

export const QUIET = {
  ...{ target: null, sector: null, incident: null },
  ...{ forMs: 3_600_000, reason: null },
} as const;

/** Whose a site is; nobody's where there is no such site. */
function memberOf(site: string): string {
  const [place, consent] = site.split('-');
  if (site === NOT_THERE) return 'nobody';
  return place === 'own' ? 'gas-own' : `${place}-of-${consent}`;
}

/** One of the shipped drills for each site. */
const SCENARIOS: ReadonlyMap<string, string> = new Map([
  ['own-counted', '2019-10-12-typhoon'],
  ['own-named', '2021-02-03-shared-cloud'],
  ['near-counted', '2022-09-06-across-fields'],
  ['near-named', '2023-06-06-name-servers'],
  ['far-counted', '2026-02-25-data-centre'],
  ['far-named', 'quiet-day'],
]);
const scenarioOf = (site: string) => SCENARIOS.get(site) ?? 'no-such-drill';
const because = { reason: 'asked by telephone' };

/** Own messages, about what one may know of. */
const SILENCE_OWN = {
  ...NOBODY,
  member: { ...OWN, 'near-named': 'done', 'far-named': 'done' },
  secretariat: { ...OF_SECTOR, 'far-named': 'done' },
  council: NAMED,
  operator: ALL,
} as const;

/**
 * CONTRACTS §6, written out by hand. Every route by which something is done but accounts has its rows
 * here; one without fails. A route may have several, by what is asked.
 */
export const ACTS: Readonly<Record<string, readonly Acting[]>> = {
  '/api/acts/acknowledge': [
    {
      body: (who, site) => ({ incident: incidentOn(who, site) }),
      rows: { ...NOBODY, member: OWN, secretariat: OF_SECTOR, council: NAMED, operator: ALL },
    },
  ],
  '/api/acts/silence': [
    { body: (_, target) => ({ ...QUIET, whose: 'own', target }), rows: SILENCE_OWN },
    {
      body: (who, site) => ({ ...QUIET, whose: 'own', incident: incidentOn(who, site) }),
      rows: SILENCE_OWN,
    },
    // Everybody's, and those of one other.
    {
      body: (_, target) => ({ ...QUIET, whose: 'all', target }),
      rows: { ...NOBODY, operator: ALL },
    },
    {
      body: (_, target) => ({ ...QUIET, whose: 'member:rail-1', target }),
      rows: { ...NOBODY, operator: ALL },
    },
  ],
  // One that the operator asked for, of everybody's messages; own ones have their own test.
  '/api/acts/silence/end': [
    {
      body: (_, site, { silences }) => ({ id: silences.get(site) ?? 's-zzzzz' }),
      rows: { ...NOBODY, operator: ALL },
    },
  ],
  '/api/acts/stop': [
    {
      body: (_, target) => ({ target, ...because }),
      rows: { ...NOBODY, member: OWN, operator: ALL },
    },
  ],
  // What the operator stopped; what a member stopped has its own test.
  '/api/acts/resume': [
    { body: (_, target) => ({ target, ...because }), rows: { ...NOBODY, operator: ALL } },
  ],
  '/api/acts/stop/propose': [
    { body: (_, target) => ({ target, ...because }), rows: { ...NOBODY, secretariat: OF_SECTOR } },
  ],
  '/api/acts/enrol/propose': [
    {
      body: (_, site) => ({
        member: memberOf(site),
        url: `https://${site}.example.jp/`,
        ...because,
      }),
      rows: { ...NOBODY, secretariat: OF_SECTOR },
    },
  ],
  '/api/acts/proposal/decline': [
    {
      body: (_, site, { proposals }) => ({ id: proposals.get(site) ?? 999, ...because }),
      rows: { ...NOBODY, operator: OF_SECTOR },
    },
  ],
  '/api/acts/resend': [
    {
      body: (_, site, { letters }) => ({ seq: letters.get(site) ?? 999 }),
      rows: { ...NOBODY, operator: ALL },
    },
  ],
  // Nobody was told of these incidents.
  '/api/acts/correct': [
    {
      body: (who, site) => ({
        incident: incidentOn(who, site),
        text: { ja: '誤りでした', en: 'it was wrong' },
      }),
      rows: { ...NOBODY, operator: all('refused') },
    },
  ],
  // Real sites are measured, and no drill runs.
  '/api/acts/drill/start': [
    {
      body: (_, site) => ({ scenario: scenarioOf(site), speed: 10 }),
      rows: { ...NOBODY, operator: all('refused') },
    },
  ],
  '/api/acts/drill/end': [{ body: () => ({}), rows: { ...NOBODY, operator: all('refused') } }],
  '/api/acts/drill/propose': [
    {
      body: (_, site) => ({ scenario: scenarioOf(site), ...because }),
      rows: { ...NOBODY, council: ALL },
    },
  ],
};
