import { describe, expect, it } from 'vitest';
import { NoticePlaces } from '../../../src/app/notices/notice-places.ts';
import type { PatternView } from '../../../src/app/notices/pattern-views.ts';
import type { PictureMinute } from '../../../src/app/sharing/picture-minutes.ts';
import { ReaderSites } from '../../../src/app/sharing/reader-sites.ts';
import { sharedPatternsOf, toldIncidentsOf } from '../../../src/app/sharing/shared-incidents.ts';
import type { ConsentVersion } from '../../../src/core/words/consent-version.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { consentOf } from '../../store/stored-said.ts';
import { AT, MINUTE, sharingCouncil, VIEWERS } from './shared-council.ts';

const SITE = 'far-named';
const sites = sitesOf([]);

function sitesOf(versions: readonly ConsentVersion[]): ReaderSites {
  const places = new NoticePlaces(sharingCouncil(['named', 'counted']), new Map());
  return new ReaderSites(VIEWERS.council, places, (id) => (id === SITE ? versions : []));
}

const alone = incidentOf({
  ...{ id: '20261122-1', pattern: 'single', subject: { kind: 'target', target: SITE } },
  ...{ targets: [SITE], since: AT - 9 * MINUTE },
});
const pattern = incidentOf({
  ...{ id: '20261122-2', pattern: 'cross-sector', subject: { kind: 'council' } },
  ...{ targets: [SITE, 'far-counted'], since: AT - 9 * MINUTE },
  more: { openedAt: AT + 17_000 },
});
const takenIn: Incident = {
  ...{ ...alone, endedAt: AT + 17_000, ending: 'merged', mergedInto: pattern.id },
};

/** As for a reader to whom one of its sectors is released. */
function viewOf({ id, since, endedAt, ending, pattern: kind }: Incident): PatternView {
  const form = { isShown: true, named: [], hasOthers: true, sectors: ['rail'], isWhole: false };
  const matter = { key: `pattern:${id}`, incident: id, pattern: kind, weight: 'pattern' as const };
  const rest = { since, endedAt, ending, sites: [], hasOthers: true, fact: null, sectors: [] };
  return { form, matter: { ...matter, ...rest } };
}

function sharedIncidentsOf(
  kept: readonly Incident[],
  reading: Parameters<typeof toldIncidentsOf>[1],
  minute: PictureMinute,
) {
  return toldIncidentsOf(kept, reading, minute).map(({ shared }) => shared);
}

function told(kept: readonly Incident[], at: number, patterns: readonly Incident[]) {
  const minute: PictureMinute = { at, patterns, doubt: null };
  return sharedIncidentsOf(kept, { sites, viewOf }, minute);
}

describe('incidents that are told', () => {
  it('hold a pattern from the full minute after it came up, and its site’s trouble throughout', () => {
    const trouble = { pattern: 'single', since: AT - 9 * MINUTE, endedAt: null, ending: null };
    const kept = [pattern, takenIn];
    expect(told([alone], AT, [])).toMatchObject([trouble]);
    expect(told(kept, AT, [])).toMatchObject([trouble]);
    const after = told(kept, AT + MINUTE, [pattern]);
    expect(after.map((each) => each.pattern).sort()).toEqual(['cross-sector', 'single']);
    expect(after.find((each) => each.pattern === 'single')).toMatchObject(trouble);
  });

  it('hold a pattern that ended until the full minute after as one that goes on', () => {
    const over: Incident = { ...pattern, endedAt: AT + 5 * MINUTE + 3000, ending: 'recovered' };
    const [before] = told([over], AT + 5 * MINUTE, [pattern]).filter(isPattern);
    expect(before).toMatchObject({ endedAt: null, ending: null });
    const [after] = told([over], AT + 6 * MINUTE, []).filter(isPattern);
    expect(after).toMatchObject({ ending: 'recovered' });
  });

  it('have behind them what an act on them is about: the site’s own, then what took it in', () => {
    const minute: PictureMinute = { at: AT + MINUTE, patterns: [pattern], doubt: null };
    const all = toldIncidentsOf([pattern, takenIn], { sites, viewOf }, minute);
    const behind = all.map((each) => [each.shared.pattern, each.behind.map(({ id }) => id)]);
    expect(behind.sort()).toEqual([
      ['cross-sector', ['20261122-2']],
      ['single', ['20261122-1', '20261122-2']],
    ]);
  });

  it('hold no doubt of our own network, and no pattern that is part of another', () => {
    const doubt: Incident = { ...pattern, pattern: 'own-network', subject: { kind: 'prober' } };
    expect(told([doubt], AT + MINUTE, [])).toEqual([]);
    expect(told([{ ...pattern, mergedInto: '20261122-9' }], AT, []).filter(isPattern)).toEqual([]);
  });

  it('have ids that count nothing but what is told in the same five minutes', () => {
    const hidden = (incident: Incident): PatternView => {
      const view = viewOf(incident);
      return { ...view, form: { ...view.form, isShown: incident.id !== '20261122-3' } };
    };
    const other = (id: string, openedAt: number): Incident => ({ ...pattern, id, openedAt });
    const all = [other('20261122-41', AT + 50_000), other('20261122-3', AT + 20_000), pattern];
    const slot = AT - 4 * MINUTE;
    expect(
      sharedPatternsOf(all, { viewOf: hidden })
        .map(({ id }) => id)
        .sort(),
    ).toEqual([`pattern-${slot}-1`, `pattern-${slot}-2`]);
  });
});

describe('a site that came to be shared by name', () => {
  const counted = consentOf(SITE, 1, { consent: 'counted', at: 0 });
  const named = consentOf(SITE, 2, { consent: 'named', at: AT });
  const later = sitesOf([counted, named]);
  const minute: PictureMinute = { at: AT, patterns: [], doubt: null };

  it('is not told with a trouble that was over before', () => {
    const over: Incident = {
      ...alone,
      endedAt: AT - MINUTE,
      ending: 'recovered',
      targets: alone.targets.map((each) => ({ ...each, to: AT - MINUTE })),
    };
    const toldIn = (its: ReaderSites) => sharedIncidentsOf([over], { sites: its, viewOf }, minute);
    expect(toldIn(sites)).toHaveLength(1);
    expect(toldIn(later)).toEqual([]);
  });

  it('is told with one that lasts from then on', () => {
    const [trouble] = sharedIncidentsOf([failed(null)], { sites: later, viewOf }, minute);
    const judged = { from: AT, judgement: 'slow' };
    expect(trouble).toMatchObject({ id: `${SITE}-${AT}`, since: AT, sites: [judged] });
    const [whole] = sharedIncidentsOf([failed(null)], { sites, viewOf }, minute);
    expect(whole).toMatchObject({ sites: [{ from: AT - 9 * MINUTE, judgement: 'failing' }] });
  });

  it('is told with the worst since then, also when it is over', () => {
    const to = AT + 5 * MINUTE;
    const [over] = sharedIncidentsOf([failed(to)], { sites: later, viewOf }, minute);
    const end = { endedAt: to, ending: 'recovered' };
    expect(over).toMatchObject({ id: `${SITE}-${AT}`, ...end, sites: [{ from: AT, to }] });
    expect(over?.sites).toMatchObject([{ judgement: 'slow' }]);
    const [whole] = sharedIncidentsOf([failed(to)], { sites, viewOf }, minute);
    expect(whole?.sites).toMatchObject([{ judgement: 'failing' }]);
  });

  it('is told with the worst of a trouble that began since', () => {
    const since = { ...failed(AT + 5 * MINUTE), since: AT };
    const targets = since.targets.map((each) => ({ ...each, from: AT, eased: [] }));
    const [told] = sharedIncidentsOf([{ ...since, targets }], { sites: later, viewOf }, minute);
    expect(told?.sites).toMatchObject([{ from: AT, judgement: 'failing' }]);
  });
});

/** The site's own incident: it failed, and was slow since shortly before it came to be named. */
function failed(to: number | null): Incident {
  const ending = to === null ? null : 'recovered';
  const eased = [{ judgement: 'slow' as const, since: AT - 1 }];
  const targets = alone.targets.map((each) => {
    return { ...each, to, judgement: 'failing' as const, eased };
  });
  return { ...alone, endedAt: to, ending, targets };
}

function isPattern({ pattern: kind }: { readonly pattern: string }): boolean {
  return kind !== 'single';
}
