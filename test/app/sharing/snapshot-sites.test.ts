import { describe, expect, it } from 'vitest';
import { CONSENTS, type Config } from '../../../src/core/config.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import { member, target } from '../../config/council-of.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

const SINCE = AT - 15 * MINUTE;

/** The council with so many more named members in rail. */
function councilWith(many: number): Config {
  const config = sharingCouncil(CONSENTS);
  const more = Array.from({ length: many }, (_, n) =>
    member(`many-${n}`, [target(`many-${n}-home`, { consent: 'named' })]),
  );
  const sectors = config.sectors.map((sector) =>
    sector.id === 'rail' ? { ...sector, members: [...sector.members, ...more] } : sector,
  );
  return { ...config, sectors };
}

interface Asked {
  readonly many?: number;
  readonly judged?: Readonly<Record<string, Judgement>>;
}

async function fileFor(who: keyof typeof VIEWERS, { many = 0, judged = {} }: Asked = {}) {
  const config = councilWith(many);
  const board = await openSharedBoard(new ManualClock(AT), {
    ...{ config, samples: samplesAt(config, AT - MINUTE), incidents: [] },
    states: new Map(
      Object.entries(judged).map(([id, judgement]) => [id, { judgement, since: SINCE }]),
    ),
    ...{ facts: new Map(), doubt: null },
  });
  return async (language: 'ja' | 'en' = 'en') =>
    (await board.snapshot(VIEWERS[who], language))?.html ?? '';
}

/** Sites of the tables by their judgements, in their order. */
function sitesIn(html: string): readonly (readonly [string, string])[] {
  const rows = html.matchAll(/<tr class="is-(\w+)"><th scope="row">[^<]*<small>([^<]+)<\/small>/g);
  return [...rows].map(([, judgement = '', site = '']) => [site, judgement]);
}

describe('the sites of a file', () => {
  it('are all that the viewer knows by name, also where all do as ever', async () => {
    const html = await (await fileFor('council'))();
    expect(new Set(sitesIn(html).map(([site]) => site))).toEqual(
      new Set(['own-named', 'near-named', 'far-named']),
    );
    expect(html).not.toContain('is shown by name.');
    expect(html).not.toContain('left out');
  });

  it('come in the order of their judgements where some fail', async () => {
    const judged = { 'far-named': 'failing', 'near-named': 'slow' } as const;
    const html = await (await fileFor('council', { judged }))();
    expect(sitesIn(html)).toEqual([
      ['far-named', 'failing'],
      ['near-named', 'slow'],
      ['own-named', 'normal'],
    ]);
  });

  it('hold for a member its own apart, and the others beside them once', async () => {
    const html = await (await fileFor('member', { judged: { 'near-named': 'failing' } }))();
    const sites = sitesIn(html).map(([site]) => site);
    expect(sites).toHaveLength(new Set(sites).size);
    for (const consent of CONSENTS) expect(sites).toContain(`own-${consent}`);
    expect(sites.slice(CONSENTS.length)).toEqual(
      expect.arrayContaining(['near-named', 'far-named']),
    );
  });

  it.each(['council', 'secretariat', 'member'] as const)(
    'say for the %s how many are left out, of his own none',
    async (who) => {
      const own = { 'own-named': 'failing' } as const;
      const whole = sitesIn(await (await fileFor(who, { judged: own }))()).length;
      const many = 230;
      const file = await fileFor(who, { many, judged: { ...own, 'many-229-home': 'slow' } });
      const html = await file();
      const sites = sitesIn(html);
      expect(sites).toContainEqual(['many-229-home', 'slow']);
      const [, left = '0'] = /(\d+) more are left out/.exec(html) ?? [];
      expect(Number(left)).toBeGreaterThan(0);
      expect(sites.length + Number(left)).toBe(whole + many);
      expect(html).toContain('(all of them normal)');
      const ofOwnSector = sites.filter(([site]) => /^(own|near|gas)-/.test(site)).length;
      const cut = who === 'council' ? 200 : 200 + ofOwnSector;
      expect(sites.length).toBe(cut);
    },
  );

  it('say how many of those that are left out are not normal', async () => {
    const judged = Object.fromEntries(
      Array.from({ length: 205 }, (_, n) => [`many-${n}-home`, 'failing'] as const),
    );
    const file = await fileFor('council', { many: 230, judged });
    expect(await file()).toContain(
      'The heaviest judged come first; 33 more are left out, because they are many (5 of them not normal).',
    );
    expect(await file('ja')).toContain(
      '判定の重い順に載せました。ほかに33件ありますが、多いため載せていません（うち平常でないもの5件）。',
    );
  });

  it('say where a member sees its own alone that there are no others', async () => {
    const config = sharingCouncil(['own']);
    const board = await openSharedBoard(new ManualClock(AT), {
      ...{ config, samples: samplesAt(config, AT - MINUTE), incidents: [] },
      ...{ states: new Map(), facts: new Map(), doubt: null },
    });
    const html = (await board.snapshot(VIEWERS.member))?.html ?? '';
    expect(sitesIn(html).map(([site]) => site)).toEqual(['own-own']);
    expect(html).toContain('No other site is shown by name.');
    const japanese = (await board.snapshot(VIEWERS.member, 'ja'))?.html;
    expect(japanese).toContain('ほかに、名前を示す計測対象はありません。');
  });
});
