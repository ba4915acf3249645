import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { CONSENTS } from '../../../src/core/config.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { mayShow, type ReadSite, type Shown, type Who } from './read-rows.ts';
import { ROUTES } from './route-rules.ts';
import { openSharedBoard, type SharedAnswer, type SharedBoard } from './shared-board.ts';
import {
  AT,
  judgedId,
  MINUTE,
  PLACES,
  type Place,
  samplesAt,
  sharingCouncil,
  siteId,
  VIEWERS,
  withJudged,
} from './shared-council.ts';
import { OWN, SCHEMAS } from './shared-shapes.ts';

/** Pages and files are of the program; they are the same for everybody. */
const PAGES: ReadonlySet<string> = new Set(
  Object.keys(ROUTES).filter((path) => !/^\/(api\/|healthz|metrics|about)/.test(path)),
);

const DETAILED = PLACES.flatMap((place) =>
  CONSENTS.map((consent) => ({ place, consent, site: siteId(place, consent) })),
);
const SITES: readonly (ReadSite & { readonly site: string })[] = DETAILED.flatMap((each) => [
  { ...each, secretariatSees: 'detail' },
  { ...each, secretariatSees: 'judgement', site: judgedId(each.site) },
]);
const config = withJudged(sharingCouncil(CONSENTS), new Set(DETAILED.map(({ site }) => site)));
const SINCE = AT - 5 * MINUTE;
const clock = new ManualClock(AT);
let board: SharedBoard;
/** Of each site the time of its newest sample, which no other has. */
const totals = new Map<string, string>();

function incidentOn(target: string, n: number): Incident {
  const sector = target.startsWith('far') ? 'rail' : 'gas';
  const entry = {
    target,
    member: ownerOf(target),
    sector,
    from: SINCE,
    to: null,
    ratio: null,
    phase: null,
  };
  return {
    ...{ id: `20261122-${n + 1}`, pattern: 'single', subject: { kind: 'target', target } },
    ...{ since: SINCE, openedAt: SINCE + MINUTE, endedAt: null, ending: null, mergedInto: null },
    ...{ severity: 1, evidence: [], timeline: [], targets: [{ ...entry, judgement: 'failing' }] },
  };
}

beforeAll(async () => {
  const samples = samplesAt(config, AT - MINUTE).map(
    (sample): Sample =>
      SITES.some(({ site }) => site === sample.target)
        ? { ...sample, outcome: 'failure', reason: 'status', blame: 'target', statusCode: 500 }
        : sample,
  );
  for (const { target, totalMs } of samples) totals.set(target, `:${totalMs},`);
  const failing = { judgement: 'failing', since: SINCE } as const;
  board = await openSharedBoard(clock, {
    ...{ config, samples, facts: new Map(), doubt: null },
    states: new Map(SITES.map(({ site }) => [site, failing])),
    incidents: SITES.map(({ site }, n) => incidentOn(site, n)),
  });
  for (const { site } of SITES) {
    const sector = site.startsWith('far') ? 'rail' : 'gas';
    const owner = { kind: 'member', member: ownerOf(site), sector } as const;
    const said = { kind: 'planned_work', text: `work on ${site}`, until: AT + MINUTE };
    await board.act(owner, '/api/statements', { target: site, ...said });
  }
});

function ownerOf(site: string): string {
  const members = config.sectors.flatMap((sector) => sector.members);
  return members.find(({ targets }) => targets.some(({ id }) => id === site))?.id ?? '';
}

/** Who acts for the member of a site, and so has its page. */
function actsFor(who: Who, place: Place): boolean {
  if (who === 'operator') return true;
  return (who === 'member' && place === 'own') || (who === 'secretariat' && place !== 'far');
}

/** How much of the site the text holds. */
function shownIn(text: string, site: string): Shown {
  const values = [totals.get(site) ?? '?', `https://${site}.example/`, `why ${site}"`];
  if (values.some((value) => text.includes(value))) return 'detail';
  const owner = ownerOf(site);
  // The member of the viewers is named wherever it reads.
  const isNamed = owner !== 'gas-own' && text.includes(`“${owner}”`);
  const isTold = text.includes(`"${site}"`) || text.includes(`>${site}<`);
  return isNamed || isTold ? 'name' : 'absent';
}

function pathFor(route: string, site: string, who: Who): string {
  switch (route) {
    case '/api/sites':
      return `/api/sites?search=${site}`;
    case '/api/judging':
      return `/api/judging?target=${site}`;
    case '/api/audit/lines':
      return '/api/audit/lines?format=ndjson';
    case '/api/incidents':
      return `/api/incidents?target=${site}`;
    case '/api/members/:id':
      return `/api/members/${ownerOf(site)}`;
    case '/api/day':
    case '/api/export/bands':
    case '/api/export/ratios':
    case '/api/export/incidents':
      return `${route}?format=ndjson&sector=${site.startsWith('far') ? 'rail' : 'gas'}`;
    case '/api/export/incident-list':
      return `${route}?format=ndjson`;
    case '/api/export/sectors/:id/sites':
      return `/api/export/sectors/${site.startsWith('far') ? 'rail' : 'gas'}/sites?format=ndjson`;
    case '/api/export/samples/:id':
      return `/api/export/samples/${site}?format=ndjson`;
    case '/api/sectors/:id':
    case '/api/sectors/:id/badge.svg':
      return route.replace(':id', site.startsWith('far') ? 'rail' : 'gas');
    case '/api/incidents/:id':
    case '/api/incidents/:id/told': {
      const place = SITES.findIndex((each) => each.site === site) + 1;
      return route.replace(':id', who === 'operator' ? `20261122-${place}` : `${site}-${SINCE}`);
    }
    default:
      return route.replace(':id', site);
  }
}

/** `acts`: one who acts for the member of the site; `isOwn`: the member itself. */
function expectedOf(
  route: string,
  may: Shown,
  { acts, isOwn, tellsOthers }: { acts: boolean; isOwn: boolean; tellsOthers: boolean },
): Shown {
  const tells = ROUTES[route];
  if (tells === 'member') return acts ? may : 'absent';
  // The member of the viewers is named wherever it reads.
  if (tells === 'told') return tellsOthers && may !== 'absent' ? 'name' : 'absent';
  if (tells === 'own') return isOwn ? 'name' : 'absent';
  if (tells === 'all') return may;
  if (tells === 'detail') return may === 'detail' ? 'detail' : 'absent';
  return tells === 'name' && may !== 'absent' ? 'name' : 'absent';
}

/** What is usual is told by values that are no sample's. */
function shownBy(route: string, { status, text }: SharedAnswer, site: string): Shown {
  if (ROUTES[route] === 'detail' && status === 200) return 'detail';
  return shownIn(text, site);
}

const WHO = Object.keys(VIEWERS) as Who[];
const DATA = Object.keys(ROUTES).filter((route) => !PAGES.has(route) && route !== '/api/stream');

describe('the read table on the board', () => {
  it('has a line for every route that the router has, and no other', () => {
    const paths = board.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
    expect([...new Set(paths)].sort()).toEqual(Object.keys(ROUTES).sort());
    expect([...new Set(board.routes.map(({ method }) => method))].sort()).toEqual([
      'ALL',
      'GET',
      'POST',
    ]);
  });

  it.each(WHO.flatMap((who) => DATA.map((route) => ({ who, route }))))(
    'gives $who by $route what he may read of every site, and no more',
    async ({ who, route }) => {
      for (const its of SITES) {
        const { place, site } = its;
        const where = `${who} ${route} ${site}`;
        const answer = await board.ask(VIEWERS[who], pathFor(route, site, who));
        const isOwn = who === 'member' && place === 'own';
        const acts = actsFor(who, place);
        const by = { acts, isOwn, tellsOthers: acts && place !== 'own' };
        const expected = expectedOf(route, mayShow(who, its), by);
        const isWhole = who === 'operator' && ROUTES[route] === 'audit';
        if (!isWhole) expect(shownBy(route, answer, site), where).toBe(expected);
        // What else the answer holds is allowed, too: nobody else comes with it.
        for (const other of SITES) {
          if (mayShow(who, other) !== 'absent') continue;
          expect(shownIn(answer.text, other.site), `${where}: ${other.site}`).toBe('absent');
        }
        if (['operator', 'audit'].includes(ROUTES[route] ?? '')) {
          expect(answer.status, where).toBe(who === 'operator' ? 200 : 404);
        }
      }
    },
  );

  const shared = WHO.filter((who) => who !== 'operator');
  it.each(shared.flatMap((who) => Object.keys(SCHEMAS).map((route) => ({ who, route }))))(
    'gives $who by $route a shape of its own, marked by the strictest of what is in it',
    async ({ who, route }) => {
      for (const { site } of SITES) {
        const answer = await board.ask(VIEWERS[who], pathFor(route, site, who));
        if (answer.status !== 200) continue;
        const { data, marking } = envelopeOf(z.unknown()).parse(JSON.parse(answer.text));
        const fits = SCHEMAS[route]?.some((schema) => schema.safeParse(data).success);
        expect(fits, `${who} ${route} ${site} ${answer.text.slice(0, 500)}`).toBe(true);
        const shown = SITES.map((each) => shownBy(route, answer, each.site));
        const strict = shown.includes('detail') || OWN.includes(route);
        const named = shown.includes('name') ? 'TLP:AMBER' : 'TLP:GREEN';
        const expected = strict ? 'TLP:AMBER+STRICT' : named;
        expect([marking, answer.headers['tlp']], `${who} ${route} ${site}`).toEqual([
          expected,
          expected,
        ]);
      }
    },
  );

  it.each(WHO)('sends %s by the stream the values of what he sees in detail alone', async (who) => {
    const viewer = VIEWERS[who];
    const page = await board.ask(viewer, who === 'operator' ? '/api/overview' : '/api/council');
    const { version } = z
      .object({ data: z.object({ version: z.int() }) })
      .parse(JSON.parse(page.text)).data;
    await clock.run(2 * MINUTE);
    for (const sample of samplesAt(config, clock.now())) board.live.observe(sample);
    const query = { since: version, target: null, sector: null };
    const events = await board.listen(viewer, query);
    await clock.run(10);
    for (const its of SITES) {
      const isSeen = mayShow(who, its) === 'detail';
      const where = `${who} ${its.site}`;
      expect(shownIn(events(), its.site), where).toBe(isSeen ? 'detail' : 'absent');
    }
    const whole = await board.listen(viewer, { ...query, target: 'near-own' });
    await clock.run(10);
    expect(shownIn(whole(), 'near-own')).toBe(who === 'operator' ? 'detail' : 'absent');
  });
});
