import { describe, expect, it } from 'vitest';
import { NoticePlaces } from '../../../src/app/notices/notice-places.ts';
import { PatternViews } from '../../../src/app/notices/pattern-views.ts';
import { toldSinceBy } from '../../../src/app/notices/told-since.ts';
import type { ConsentVersion } from '../../../src/core/words/consent-version.ts';
import type { Incident, IncidentTarget } from '../../../src/core/words/incident.ts';
import type { BandRelease } from '../../../src/share/rules/band-release.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { consentOf } from '../../store/stored-said.ts';
import { AT, MINUTE, sharingCouncil, VIEWERS } from '../sharing/shared-council.ts';

const SITE = 'far-named';
const BEFORE = AT - 9 * MINUTE;
const NAMED = [
  consentOf(SITE, 1, { consent: 'counted', at: 0 }),
  consentOf(SITE, 2, { consent: 'named', at: AT }),
];

/** Failed from the beginning, and was slow since shortly before its name was given. */
function patternWith(
  entry: Partial<IncidentTarget>,
  { more = {}, others = ['far-counted'] }: { more?: Partial<Incident>; others?: string[] } = {},
): Incident {
  const incident = incidentOf({
    ...{ id: '20261122-2', pattern: 'cross-sector', subject: { kind: 'council' } },
    ...{ targets: [SITE, ...others], since: BEFORE },
    more: { openedAt: AT + 17_000, ...more },
  });
  const eased = [{ judgement: 'slow' as const, since: AT - 1 }];
  const failed = { judgement: 'failing' as const, eased };
  return {
    ...incident,
    targets: incident.targets.map((each) =>
      each.target === SITE ? { ...each, ...failed, ...entry } : each,
    ),
  };
}

/** As the council is told it; the bands of all sectors say so, or those of none do. */
function viewOf(incident: Incident, versions: readonly ConsentVersion[], isReleased = true) {
  const band = isReleased ? ({ level: 'some', atLeast: null } as const) : null;
  const times = { tickAt: AT, changedAt: AT, orEarlier: false };
  const release: BandRelease = { band, ratio: null, ...times, recent: [] };
  const places = new NoticePlaces(sharingCouncil(['named', 'counted']), new Map());
  const views = new PatternViews(
    {
      releases: { to: () => ({ release }), saidDuring: () => false },
      facts: { factsOf: () => [] },
      toldSince: toldSinceBy((id) => (id === SITE ? versions : [])),
    },
    places,
  );
  return views.viewOf(incident, { viewer: VIEWERS.council, mayName: true });
}

describe('a site that came to be shared by name while it was in a pattern', () => {
  it('is in it since then, as bad as from then on, and gives it no other times', () => {
    const pattern = patternWith({});
    expect(viewOf(pattern, []).matter).toMatchObject({
      sites: [{ target: SITE, from: BEFORE, judgement: 'failing' }],
    });
    expect(viewOf(pattern, NAMED).matter).toMatchObject({
      ...{ since: AT - 4 * MINUTE, endedAt: null, hasOthers: true },
      sites: [{ target: SITE, from: AT, to: null, judgement: 'slow' }],
    });
  });

  it.each([
    ['it left it since', { to: AT + MINUTE }, {}],
    ['it is over', {}, { endedAt: AT + 9 * MINUTE, ending: 'recovered' as const }],
  ])('is in it so also when %s', (_, entry, more) => {
    const { sites } = viewOf(patternWith(entry, { more }), NAMED).matter;
    expect(sites).toMatchObject([{ from: AT, judgement: 'slow', to: null, ...entry }]);
  });

  it.each([
    ['it left it before', { to: AT }, {}],
    ['it was over before', {}, { endedAt: AT - MINUTE - 1, ending: 'recovered' as const }],
  ])('is one of the others where %s', (_, entry, more) => {
    const pattern = patternWith(entry, { more, others: [] });
    expect(viewOf(pattern, []).matter).toMatchObject({ sites: [{}], hasOthers: false });
    expect(viewOf(pattern, NAMED).matter).toMatchObject({ sites: [], hasOthers: true });
  });

  it('opens by its name none that no band told of', () => {
    const whole = patternWith({}, { others: [] });
    const { form, matter } = viewOf(whole, [], false);
    expect(form).toMatchObject({ isShown: true, isWhole: true });
    expect(matter.since).toBe(BEFORE);
    const cut = viewOf(whole, NAMED, false);
    expect(cut.form).toMatchObject({ isShown: false, isWhole: false });
    expect(cut.matter.since).toBe(AT - 4 * MINUTE);
    expect(viewOf(whole, NAMED, true).form.isShown).toBe(true);
  });
});
