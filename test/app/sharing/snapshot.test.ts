import { beforeAll, describe, expect, it } from 'vitest';
import { CONSENTS } from '../../../src/core/config.ts';
import type { JudgedTargetState } from '../../../src/core/ports/judging.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type Shown, TABLE, type Who } from './read-rows.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from './shared-board.ts';
import {
  AT,
  MINUTE,
  PLACES,
  samplesAt,
  sharingCouncil,
  siteId,
  VIEWERS,
} from './shared-council.ts';

type Told = Partial<JudgedTargetState>;

const config = sharingCouncil(CONSENTS);
const SITES = PLACES.flatMap((place) =>
  CONSENTS.map((consent) => ({ place, consent, site: siteId(place, consent) })),
);
const SINCE = AT - 15 * MINUTE;
const WHO = Object.keys(VIEWERS) as Who[];
/** Of each site how long it took, which no other took. */
const totals = new Map(
  samplesAt(config, AT - MINUTE).map(({ target, totalMs }) => [
    target,
    `>${Math.round(totalMs ?? 0)} ms<`,
  ]),
);

function councilNow(change: Partial<CouncilNow> = {}): CouncilNow {
  const failing = { judgement: 'failing', since: SINCE } as const;
  const singles = SITES.map(({ site }, n) =>
    incidentOf({
      ...{ id: `20261122-${n + 1}`, pattern: 'single', targets: [site], since: SINCE },
      subject: { kind: 'target', target: site },
    }),
  );
  const wide = incidentOf({
    ...{ id: '20261122-99', pattern: 'sector-wide', subject: { kind: 'sector', sector: 'rail' } },
    ...{ targets: ['far-named', 'far-counted', 'rail-1-home'], since: SINCE },
  });
  return {
    ...{ config, facts: new Map(), doubt: null, samples: samplesAt(config, AT - MINUTE) },
    states: new Map([...SITES.map(({ site }) => site), 'rail-1-home'].map((id) => [id, failing])),
    incidents: [...singles, wide],
    ...change,
  };
}

async function boardOf(change: Partial<CouncilNow> = {}): Promise<SharedBoard> {
  return await openSharedBoard(new ManualClock(AT), councilNow(change));
}

/** The own sector of member and secretariat in full; of others what does not do as ever. */
function shownIn(html: string, site: string): Shown {
  if (!html.includes(`>${site}<`)) return 'absent';
  return html.includes(totals.get(site) ?? '?') ? 'detail' : 'name';
}

describe('the board as a file', () => {
  let board: SharedBoard;
  beforeAll(async () => {
    board = await boardOf();
  });

  it.each(WHO)('holds for %s what he may read of every site, and no more', async (who) => {
    for (const language of ['ja', 'en'] as const) {
      const html = (await board.snapshot(VIEWERS[who], language))?.html ?? '';
      for (const { place, consent, site } of SITES) {
        const may = TABLE[who][place][consent];
        expect(shownIn(html, site), `${who} ${site}`).toBe(may);
        const owner = config.sectors
          .flatMap(({ members }) => members)
          .find(({ targets }) => targets.some(({ id }) => id === site));
        if (may === 'absent' && owner?.id !== 'gas-own') {
          expect(html, `${who} ${owner?.id}`).not.toContain(owner?.id);
        }
      }
      expect(html).not.toContain('https://');
    }
  });

  it.each<[Who, string]>([
    ['member', 'TLP:AMBER+STRICT'],
    ['secretariat', 'TLP:AMBER+STRICT'],
    ['council', 'TLP:AMBER'],
    ['observer', 'TLP:GREEN'],
    ['operator', 'TLP:AMBER+STRICT'],
  ])('is marked for the %s by the strictest of what it holds: %s', async (who, marking) => {
    const file = await board.snapshot(VIEWERS[who]);
    expect(file?.marking).toBe(marking);
    expect(file?.name).toBe(
      `yamabiko-board-${who}-20261121T1804Z-${marking.replaceAll(/[^A-Z]+/g, '-')}.html`,
    );
    const html = file?.html ?? '';
    expect(html.split(`>${marking}</p>`)).toHaveLength(3);
    expect(html).toContain(`</span>${marking}</p>`);
    expect(html).toContain(`<title>${marking} · `);
    for (const other of ['TLP:AMBER+STRICT', 'TLP:GREEN', 'TLP:CLEAR']) {
      if (other !== marking) expect(html).not.toContain(other);
    }
  });

  it('says the pattern that goes on, and each sector with its band, ratio and hours', async () => {
    const html = (await board.snapshot(VIEWERS.council, 'en'))?.html ?? '';
    expect(html).toMatch(
      /<h1>Unrelated sites of one sector are other than normal at once \(rail\), since about 02:50\. <span class="tag">measured from one vantage/,
    );
    expect(html).toMatch(/<tr class="is-some"><th scope="row">rail<\/th>.*> some<\/td>/);
    expect(html).toContain('aria-label="at most some; other than none for 1 min in all"');
    expect(html).toContain('<dt>rail</dt><dd>03:04 to 03:05 some</dd>');
    expect(html).toContain('as of 2026-11-22 03:04+09:00');
    expect(html).toContain('Times are in Asia/Tokyo');
    expect(html).toContain('it does not establish a cause');
    const japanese = (await board.snapshot(VIEWERS.council, 'ja'))?.html ?? '';
    expect(japanese).toContain('協議会向け');
    expect(japanese).toContain('観測点1か所による計測');
    expect(japanese).toContain('原因を断定するものではありません');
  });

  it('says to every viewer whether it spreads or ends, in both languages', async () => {
    const calm = councilNow({ states: new Map() });
    for (const [before, now, en, ja] of [
      [calm, councilNow(), 'Spreading: higher than 15 minutes ago in', '広がっています: '],
      [councilNow(), calm, 'Ending: lower than 15 minutes ago in', 'おさまりつつあります: '],
    ] as const) {
      // Some of rail are affected to the end: while nobody is, there is nothing to say.
      const crowd = Array.from({ length: 12 }, (_, n) => `rail-${n}-home`);
      const some = (at: CouncilNow, many: number): CouncilNow => {
        const slow = crowd.slice(0, many).map((id) => [id, { judgement: 'slow' }] as const);
        return { ...at, states: new Map<string, Told>([...at.states, ...slow]) };
      };
      const moved = await openSharedBoard(
        new ManualClock(AT),
        some(before, before === calm ? 1 : 9),
      );
      for (let ago = 30; ago > 0; ago -= 1) {
        if (ago === 10) await moved.become(some(now, now === calm ? 1 : 9));
        moved.releases.take(AT - ago * MINUTE);
      }
      for (const who of WHO) {
        const english = (await moved.snapshot(VIEWERS[who], 'en'))?.html ?? '';
        expect(english.match(/<p class="trend.*<\/p>/)?.[0], who).toContain(en);
        expect((await moved.snapshot(VIEWERS[who], 'ja'))?.html, who).toContain(ja);
      }
    }
  });

  it('runs and loads nothing, and escapes what is written in the configuration', async () => {
    const evil = `</style></title><script>alert(1)</script>"'&`;
    const name = { ja: evil, en: evil };
    const hostile = await boardOf({
      config: {
        ...config,
        council: { ...config.council, name },
        sectors: config.sectors.map((sector) => ({
          ...sector,
          name,
          members: sector.members.map((member) => ({ ...member, name })),
        })),
      },
    });
    for (const who of WHO) {
      const html = (await hostile.snapshot(VIEWERS[who]))?.html ?? '';
      expect(html).toContain('alert(1)');
      expect(html).not.toMatch(/<script|<link|<img|<iframe|url\(|\son\w+=|https?:/i);
      expect(html.match(/<\/style>/g)).toHaveLength(1);
      expect(html.match(/<\/title>/g)?.length).toBe(
        1 + (html.match(/<rect [^>]*><title>/g) ?? []).length,
      );
      expect(html).toContain(
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
      );
    }
  });

  it('says that it is practice, and that our own side may be to blame', async () => {
    const practice = await boardOf({
      config: { ...config, practice: true },
      doubt: { kind: 'own_network', since: AT - 5 * MINUTE, targets: 9 },
    });
    const file = await practice.snapshot(VIEWERS.observer);
    expect(file?.name).toBe('yamabiko-board-observer-20261121T1804Z-practice-TLP-GREEN.html');
    expect(file?.html).toContain('</span>TLP:GREEN · PRACTICE DATA</p>');
    expect(file?.html).toContain('none belongs to a real organisation');
    expect(file?.html).toContain('Possibly the measuring side, since about 02:55');
  });

  it('says what there is not', async () => {
    const quiet = await boardOf({
      ...{ config: sharingCouncil(['counted']), states: new Map(), incidents: [] },
    });
    const html = (await quiet.snapshot(VIEWERS.council))?.html ?? '';
    expect(html).toContain('<h1>No member is other than normal in the sectors that are shown.');
    expect(html).toContain('There is no incident that you may know of.');
    expect(html).toContain('No site is shown by name.');
    expect(html).toContain('<dt>rail</dt><dd>never</dd>');
  });
});
