import { CONSENTS, type Config, type PlacedTarget, targetsOf } from '../../../src/core/config.ts';
import { localDateOf } from '../../../src/core/time/local-date.ts';
import type { SharingLevels } from '../../../src/core/words/consent-version.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { advanceIncidents, type IncidentStep } from '../../../src/judge/rules/incidents/advance.ts';
import { EMPTY_BOOK } from '../../../src/judge/rules/incidents/book.ts';
import type { TargetVerdict } from '../../../src/judge/rules/incidents/incident-target.ts';
import { failureOf, phasesOf, sampleOf } from '../../board/sample-fixture.ts';
import type { CouncilNow } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

export const HOUR = 60 * MINUTE;
/** When the member shares more, between two slots, and until when its site fails. */
export const OPENED = AT + 6 * MINUTE;
export const RECOVERED = OPENED + 4 * MINUTE;
/** In whose pattern it may be, from when until when. */
const CROWD = [
  ...['gas', 'rail'].flatMap((id) => [0, 1, 2, 3].map((n) => `${id}-${n}-home`)),
  'own-counted',
];
const SPREAD = AT + 2 * MINUTE;
/** When it is not measured, or well, for a time. */
const LEFT = OPENED - 2 * MINUTE;
const AGAIN = OPENED + 2 * MINUTE;
const ENDED = RECOVERED + 3 * MINUTE;
/** As long is looked after it. */
export const MINUTES = 12;

/** What a twin was before: all that its member then opens nothing of. */
export interface Past {
  readonly waitMs: number;
  /** Since when it fails. */
  readonly onset: number;
  /** Its newest sample before. */
  readonly last: number;
  /** Of its failures. */
  readonly statusCode: number | null;
  readonly isSaid: boolean;
  readonly troubles: number;
  /** Of the trouble that goes on; it is slow since shortly before. */
  readonly worst: Judgement;
  /** How long before the change it is well, where it is and that is said later. */
  readonly wellMs: number;
  /** Of `again`: it was well all the while before. */
  readonly isFresh: boolean;
}

export const QUIET: Past = {
  ...{ waitMs: 200, onset: AT - 10 * MINUTE, last: OPENED - 30_000, isSaid: false, troubles: 0 },
  ...{ worst: 'slow', statusCode: null, wellMs: 30_000, isFresh: true },
};
export const LOUD: Past = {
  ...{ waitMs: 4000, onset: AT - 100 * MINUTE, last: OPENED - 400, isSaid: true, troubles: 2 },
  ...{ worst: 'failing', statusCode: 503, wellMs: 90_000, isFresh: false },
};

export interface Case {
  readonly site: string;
  readonly viewer: Viewer;
  readonly file: Partial<SharingLevels>;
  readonly chosen: Partial<SharingLevels>;
  /** Whether the viewer knew before since when it fails. */
  readonly isNamedBefore?: boolean;
  /** With others, in a pattern that the bands tell of. */
  readonly isSpread: boolean;
  readonly course: Course;
  /** Of its test. */
  readonly title: string;
}

/**
 * What it does around the change: it is slow until `RECOVERED`; is well from shortly before the change, which
 * is said at `RECOVERED`; cannot be measured from shortly before until shortly after; or is well before,
 * and not once more shortly after.
 */
export const COURSES = ['slow', 'well', 'unmeasured', 'again'] as const;
export type Course = (typeof COURSES)[number];

const ALONE: readonly Omit<Case, 'isSpread' | 'course' | 'title'>[] = [
  {
    ...{ site: 'near-counted', viewer: VIEWERS.secretariat, isNamedBefore: true },
    ...{ file: { secretariatSees: 'judgement' }, chosen: { secretariatSees: 'detail' } },
  },
  { site: 'near-own', viewer: VIEWERS.secretariat, file: {}, chosen: { consent: 'counted' } },
  { site: 'near-own', viewer: VIEWERS.secretariat, file: {}, chosen: { consent: 'named' } },
  { site: 'near-counted', viewer: VIEWERS.member, file: {}, chosen: { consent: 'sector' } },
  { site: 'far-sector', viewer: VIEWERS.member, file: {}, chosen: { consent: 'named' } },
  { site: 'far-counted', viewer: VIEWERS.council, file: {}, chosen: { consent: 'named' } },
];

/** Of the others those who came to know the name; of one that was well alone that was in no band before. */
function isTried({ site, chosen }: (typeof ALONE)[number], course: Course, isSpread: boolean) {
  const isNamed = chosen.consent === 'named' && site !== 'far-sector';
  return course === 'slow' || (isNamed && (course !== 'again' || isSpread || site === 'near-own'));
}

export const CASES: readonly Case[] = [false, true].flatMap((isSpread) =>
  COURSES.flatMap((course) =>
    ALONE.filter((each) => isTried(each, course, isSpread)).map((each) => {
      const { site, viewer, chosen } = each;
      const choice = `${site} to the ${viewer.kind} by ${Object.entries(chosen)}`;
      return {
        ...each,
        isSpread,
        course,
        title: `${choice}, ${course}${isSpread ? ', spread' : ''}`,
      };
    }),
  ),
);

export function placedIn(config: CouncilNow['config'], site: string): PlacedTarget {
  const placed = targetsOf(config).find(({ target }) => target.id === site);
  if (placed === undefined) throw new Error(`no ${site}`);
  return placed;
}

/** How the site is judged, and whether it answers. */
interface Doing {
  readonly judgement: Judgement;
  readonly since: number;
  readonly isAnswering: boolean;
}

function doingAt({ course }: Case, { onset, isFresh }: Past, now: number): Doing {
  const well = (since: number) => ({ judgement: 'normal', since, isAnswering: true }) as const;
  if (now >= RECOVERED) return well(RECOVERED);
  const slow = (since: number) => ({ judgement: 'slow', since, isAnswering: false }) as const;
  if (course === 'again') {
    if (now >= AGAIN) return slow(AGAIN);
    return isFresh || now >= LEFT ? well(LEFT) : slow(onset);
  }
  const isUnmeasured = course === 'unmeasured' && now >= LEFT && now < AGAIN;
  if (isUnmeasured) return { judgement: 'unknown', since: LEFT, isAnswering: false };
  return slow(course === 'unmeasured' && now >= AGAIN ? AGAIN : onset);
}

/** The samples since the moment before, and how the site does then. */
export function councilAt(wide: Case, past: Past, now: number): CouncilNow {
  const { site, file, isNamedBefore = false, isSpread } = wide;
  const config = sharingCouncil(CONSENTS, file);
  const placed = placedIn(config, site);
  const known = isNamedBefore ? QUIET : past;
  const { judgement, since, isAnswering } = doingAt(wide, known, now);
  const begun = since >= OPENED ? since : past.onset;
  const why = isAnswering ? 'well again' : `since ${begun}`;
  const others = samplesAt(config, now - MINUTE).filter(({ target }) => target !== site);
  const slot = now - 30_000;
  const failure = {
    ...failureOf(placed, slot),
    ...(slot < OPENED ? { statusCode: past.statusCode } : {}),
  };
  const own = isAnswering ? sampleOf(placed, slot) : failure;
  const crowd = isSpread && now < ENDED ? CROWD : [];
  return {
    ...{ config, facts: new Map(), doubt: null },
    samples: [...others, ...(now === AT ? samplesBefore(placed, past) : [own])],
    states: new Map([
      ...crowd.map((id) => [id, { judgement: 'slow', since: SPREAD, ratio: 3 }] as const),
      [site, { judgement, since, ratio: 2 }],
    ]),
    reasons: new Map([[site, { ja: why, en: why }]]),
    incidents: incidentsUntil(now, stepsOf(config, wide, known)),
  };
}

/** Of three days, each hour, and of the last hours, each minute. */
function samplesBefore(placed: PlacedTarget, { waitMs, onset, last }: Past): readonly Sample[] {
  const days = Array.from({ length: 69 }, (_, n) => AT - (72 - n) * HOUR);
  const hours = Array.from({ length: 150 }, (_, n) => AT - (150 - n) * MINUTE);
  return [...days, ...hours]
    .filter((slot) => slot < last)
    .map((slot, n) => {
      const phases = phasesOf(waitMs + (n % 7));
      return slot < onset ? sampleOf(placed, slot, { phases }) : failureOf(placed, slot);
    });
}

/** What is judged at a moment, the oldest first. */
type Step = Pick<IncidentStep, 'at' | 'verdicts' | 'findings'>;

function stepsOf(config: Config, wide: Case, past: Past): readonly Step[] {
  const { site, course, isSpread } = wide;
  const { onset, worst, troubles, wellMs, isFresh } = past;
  const saying = (at: number, judgement: Judgement, since = at): Step => ({
    ...{ at, findings: null },
    verdicts: [
      verdictOf(placedIn(config, site), judgement, { since, ratio: worst === 'slow' ? 2 : 9 }),
    ],
  });
  const earlier = Array.from({ length: troubles }, (_, n) => AT - (20 + troubles - n) * HOUR);
  const before = [
    saying(onset + MINUTE, worst, onset),
    ...(worst === 'slow' ? [] : [saying(LEFT - MINUTE, 'slow')]),
  ];
  const around: Readonly<Record<Course, readonly Step[]>> = {
    slow: [...before, saying(RECOVERED, 'normal')],
    well: [...before, saying(RECOVERED, 'normal', OPENED - wellMs)],
    unmeasured: [
      saying(onset + MINUTE, worst, onset),
      ...[saying(LEFT, 'unknown'), saying(AGAIN, 'slow'), saying(RECOVERED, 'normal')],
    ],
    again: [
      ...(isFresh ? [] : [...before, saying(LEFT, 'normal', LEFT - MINUTE)]),
      ...[saying(AGAIN, 'slow'), saying(RECOVERED, 'normal')],
    ],
  };
  const all = [
    ...earlier.flatMap((at) => [saying(at, worst), saying(at + HOUR, 'normal')]),
    ...around[course],
    ...(isSpread ? patternOf(config, site) : []),
  ];
  return all.sort((a, b) => a.at - b.at);
}

/** With the crowd, as long as it is slow; it covers the site whenever that is not normal. */
function patternOf(config: Config, site: string): readonly Step[] {
  const crowd = CROWD.map((id) => placedIn(config, id));
  const saying = (at: number, judgement: Judgement) => ({
    ...{ at, findings: null },
    verdicts: crowd.map((placed) => verdictOf(placed, judgement, { since: at, ratio: 3 })),
  });
  const text = { ja: 'x', en: 'x' };
  const evidence = { rule: 'cross-sector', figures: {}, text };
  const finding = { pattern: 'cross-sector', subject: { kind: 'council' }, evidence } as const;
  const minutes = (ENDED - SPREAD) / MINUTE;
  const looks = Array.from({ length: minutes }, (_, n): Step => {
    const findings = [{ ...finding, targets: [site, ...CROWD] }];
    return { at: SPREAD + n * MINUTE + 1, verdicts: [], findings };
  });
  const end = { at: ENDED, verdicts: [], findings: [] };
  return [saying(SPREAD, 'slow'), ...looks, saying(ENDED - 1, 'normal'), end];
}

function verdictOf(
  { target, member, sector }: PlacedTarget,
  judgement: Judgement,
  { since, ratio }: Pick<TargetVerdict, 'since' | 'ratio'>,
): TargetVerdict {
  return {
    ...{ target: target.id, member: member.id, sector: sector.id, judgement, since },
    ...{ ratio: judgement === 'normal' ? 1 : ratio, phase: null, suspect: false, adopted: false },
  };
}

/** As the judge makes them. */
function incidentsUntil(now: number, steps: readonly Step[]): readonly Incident[] {
  const incidents = new Map<string, Incident>();
  let book = EMPTY_BOOK;
  for (const step of steps.filter(({ at }) => at <= now)) {
    const day = localDateOf(step.at, 'Asia/Tokyo');
    const next = advanceIncidents(book, { ...step, day, removed: [], ownNetwork: null });
    book = next.book;
    for (const { incident } of next.changes) incidents.set(incident.id, incident);
  }
  return [...incidents.values()];
}
