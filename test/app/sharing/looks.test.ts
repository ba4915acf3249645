import { beforeAll, describe, expect, it } from 'vitest';
import { CONSENTS, type Consent } from '../../../src/core/config.ts';
import { lookOf } from '../../../src/core/words/look.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import {
  AT,
  MINUTE,
  PLACES,
  type Place,
  samplesAt,
  sharingCouncil,
  siteId,
  VIEWERS,
} from './shared-council.ts';

const DAY = 24 * 60 * MINUTE;
const SINCE = AT - 5 * MINUTE;
type Who = keyof typeof VIEWERS;
/** What a look shows of a site that is not the looker's own. */
type Shown = 'detail' | 'judgement' | null;
type Row = Readonly<Record<Consent, Shown>>;

const NONE: Row = { own: null, counted: null, sector: null, named: null };
const ALL: Row = { own: 'detail', counted: 'detail', sector: 'detail', named: 'detail' };
const NAMED: Row = { ...NONE, named: 'judgement' };

/** By hand from CONTRACTS §6: whose looks at which sites leave a line, and of what was shown. */
const AUDITED: Readonly<Record<Who, Readonly<Record<Place, Row>>>> = {
  member: { own: NONE, near: { ...NAMED, sector: 'judgement' }, far: NAMED },
  secretariat: { own: { ...ALL, own: null }, near: { ...ALL, own: null }, far: NAMED },
  council: { own: NAMED, near: NAMED, far: NAMED },
  observer: { own: NONE, near: NONE, far: NONE },
  operator: { own: ALL, near: ALL, far: ALL },
};

/** Whether a list of a sector, or of all, shows a name that is not the looker's own. */
const LISTED: Readonly<Record<Who, boolean>> = {
  ...{ member: true, secretariat: true, council: true, observer: false, operator: true },
};

/** Of each route of data at what it lets look; a new route without a line here fails. */
const ROUTES: Readonly<
  Record<string, 'target' | 'member' | 'detail' | 'list' | 'either' | 'none'>
> = {
  ...{ '/api/reader': 'none', '/api/entrance': 'none', '/api/openapi.json': 'none' },
  ...{ '/api/overview': 'list', '/api/council': 'list', '/api/sites': 'list' },
  ...{ '/api/sectors/:id': 'list', '/api/judging': 'either', '/api/incidents': 'either' },
  ...{ '/api/incidents/:id': 'target', '/api/targets/:id': 'target' },
  ...{ '/api/targets/:id/samples': 'detail', '/api/targets/:id/usual': 'detail' },
  ...{ '/api/stream': 'either', '/api/prober': 'none' },
  ...{ '/api/audit': 'none', '/api/audit/chain': 'none', '/api/audit/lines': 'none' },
  ...{ '/api/members/:id': 'member', '/api/statements': 'list', '/api/tasks': 'list' },
  ...{ '/api/day': 'list', '/api/export/bands': 'none', '/api/export/ratios': 'none' },
  ...{ '/api/export/incidents': 'list', '/api/export/samples/:id': 'detail' },
  ...{ '/api/export/incident-list': 'list', '/api/export/sectors/:id/sites': 'list' },
  ...{ '/api/looks': 'none', '/api/messages': 'list', '/api/waiting': 'list' },
  ...{ '/api/drills': 'none', '/api/targets/:id/acts': 'none' },
  ...{ '/api/incidents/:id/told': 'target', '/api/targets/:id/badge.svg': 'target' },
  ...{ '/api/sectors/:id/badge.svg': 'none', '/api/plan': 'list' },
  ...{ '/api/notes': 'none', '/api/notes/:id': 'none', '/api/unread-notes': 'none' },
};

const config = sharingCouncil(CONSENTS);
const SITES = PLACES.flatMap((place) =>
  CONSENTS.map((consent) => ({ place, consent, site: siteId(place, consent) })),
);

function now(): CouncilNow {
  const incidents = SITES.map(({ site }, n) =>
    incidentOf({
      ...{ id: `20261122-${n + 1}`, pattern: 'single', targets: [site], since: SINCE },
      subject: { kind: 'target', target: site },
    }),
  );
  return {
    ...{ config, incidents, facts: new Map(), doubt: null },
    samples: samplesAt(config, AT - MINUTE),
    states: new Map(SITES.map(({ site }) => [site, { judgement: 'failing', since: SINCE }])),
  };
}

const clock = new ManualClock(AT);
let board: SharedBoard;
beforeAll(async () => {
  board = await openSharedBoard(clock, now());
});

/** Every path that is about the site, and at which right it shows anything. */
function pathsAt(site: string, who: Who): readonly (readonly [string, 'any' | 'detail'])[] {
  const n = SITES.findIndex((each) => each.site === site) + 1;
  const incident = who === 'operator' ? `20261122-${n}` : `${site}-${SINCE}`;
  return [
    [`/api/targets/${site}`, 'any'],
    [`/api/targets/${site.replace('-', '%2D')}`, 'any'],
    [`/api/targets/${site}/samples`, 'detail'],
    [`/api/targets/${site}/usual`, 'detail'],
    [`/api/export/samples/${site}`, 'detail'],
    [`/api/judging?target=${site}`, 'any'],
    [`/api/incidents?target=${site}`, 'any'],
    [`/api/incidents/${incident}`, 'any'],
    [`/api/incidents/${incident}/told`, 'any'],
    [`/api/stream?target=${site}`, 'any'],
  ];
}

/** The lines that asking leaves, long after all that was asked before. */
async function leftBy(who: Who, path: string) {
  clock.step(DAY);
  const before = (await board.lines()).length;
  const method = path.startsWith('/api/stream') ? 'HEAD' : 'GET';
  await board.ask(VIEWERS[who], path, {}, method);
  return (await board.lines()).slice(before);
}

const WHO = Object.keys(VIEWERS) as Who[];

describe('looks at sites by name', () => {
  it('are told of for every route of data that the router has, and no other', () => {
    const paths = board.routes
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
      .map(({ path }) => path);
    expect([...new Set(paths)].sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(WHO)('of %s at one site leave a line where it is shown and not his own', async (who) => {
    for (const { place, consent, site } of SITES) {
      const shown = AUDITED[who][place][consent];
      for (const [path, right] of pathsAt(site, who)) {
        const lines = await leftBy(who, path);
        const isDue = shown !== null && (right === 'any' || shown === 'detail');
        const looked = { kind: 'target', target: site, right: shown, consent };
        const looker = { viewer: VIEWERS[who], name: 'operator', way: 'machine' };
        const due = isDue ? [{ ...looker, at: clock.now(), looked }] : [];
        expect(lines.map(lookOf), `${who} ${path}`).toEqual(due);
      }
    }
  });

  it.each(WHO)(
    'of %s at lists leave a line where a name is in it that is not his own',
    async (who) => {
      const lists: readonly (readonly [string, string | null])[] = [
        ['/api/overview', null],
        ['/api/council', null],
        ['/api/sites?search=far', null],
        ['/api/judging', null],
        ['/api/incidents', null],
        ['/api/stream', null],
        ['/api/messages', null],
        ['/api/statements', null],
        ['/api/day', null],
        ['/api/day?sector=rail', 'rail'],
        ['/api/export/incidents?sector=gas', 'gas'],
        ['/api/export/incident-list', null],
        ['/api/export/sectors/rail/sites', 'rail'],
        ['/api/sectors/rail', 'rail'],
        ['/api/judging?sector=gas', 'gas'],
        ['/api/stream?sector=gas', 'gas'],
      ];
      for (const [path, sector] of lists) {
        const lines = await leftBy(who, path);
        const due = LISTED[who] ? [{ kind: 'list', sector }] : [];
        expect(
          lines.map((line) => lookOf(line)?.looked),
          `${who} ${path}`,
        ).toEqual(due);
      }
    },
  );

  it('at a member leave a line of each of its sites, by whoever has its page', async () => {
    const page = '/api/members/gas-own';
    const sites = (consents: readonly Consent[]) => consents.map((each) => siteId('own', each));
    const seen: Readonly<Record<Who, readonly string[]>> = {
      ...{ member: [], council: [], observer: [], operator: sites(CONSENTS) },
      secretariat: sites(CONSENTS.filter((consent) => consent !== 'own')),
    };
    for (const who of WHO) {
      const looked = (await leftBy(who, page)).map((line) => lookOf(line)?.looked);
      expect(looked, who).toMatchObject(seen[who].map((target) => ({ kind: 'target', target })));
    }
    expect(await leftBy('operator', '/api/tasks')).toHaveLength(1);
    expect(await leftBy('secretariat', '/api/tasks')).toEqual([]);
    expect(await leftBy('operator', '/api/plan')).toHaveLength(1);
    expect(await leftBy('secretariat', '/api/plan')).toEqual([]);
    expect(await leftBy('operator', '/api/waiting')).toHaveLength(1);
    expect(await leftBy('secretariat', '/api/waiting')).toEqual([]);
  });

  it('leave no line for what is told of nobody', async () => {
    for (const [path, of] of Object.entries(ROUTES)) {
      if (of !== 'none') continue;
      const asked = path === '/api/audit/lines' ? `${path}?format=ndjson` : path;
      for (const who of WHO) expect(await leftBy(who, asked), `${who} ${path}`).toEqual([]);
    }
    expect(await leftBy('operator', '/api/targets/gone')).toEqual([]);
    expect(await leftBy('operator', '/api/targets/near-named/samples?step=7')).toEqual([]);
  });
});
