import { beforeAll, describe, expect, it } from 'vitest';
import { CONSENTS } from '../../../src/core/config.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { openSharedBoard, type SharedBoard } from '../../app/sharing/shared-board.ts';
import {
  AT,
  MINUTE,
  samplesAt,
  sharingCouncil,
  VIEWERS,
} from '../../app/sharing/shared-council.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const config = sharingCouncil(CONSENTS);
const FAILING = { judgement: 'failing', since: AT - 5 * MINUTE } as const;

/** Of rail three of its members fail, and each site of a place of its own. */
async function boardOf(
  change: Partial<Parameters<typeof openSharedBoard>[1]> = {},
  clock = new ManualClock(AT),
): Promise<SharedBoard> {
  const failing = ['far-named', 'own-counted', 'rail-0-home', 'rail-1-home', 'rail-2-home'];
  return await openSharedBoard(clock, {
    ...{ config, facts: new Map(), doubt: null, incidents: [] },
    samples: samplesAt(config, AT - MINUTE),
    states: new Map(failing.map((id) => [id, FAILING])),
    ...change,
  });
}

const titleOf = (svg: string) => /<title id="title">(.*)<\/title>/.exec(svg)?.[1];
const widthOf = (svg: string) => Number(/ width="(\d+)"/.exec(svg)?.[1]);

describe('a badge', () => {
  let board: SharedBoard;
  beforeAll(async () => {
    board = await boardOf();
  });

  it('says of a sector its released band and ratio, its time and its marking', async () => {
    const { status, headers, text } = await board.ask(
      VIEWERS.council,
      '/api/sectors/rail/badge.svg?lang=en',
    );
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'private, max-age=60',
      'content-language': 'en',
      'cross-origin-resource-policy': 'same-site',
      tlp: 'TLP:GREEN',
    });
    expect(titleOf(text)).toBe(
      'rail: some · 1.0× normal. TLP:GREEN. as of 2026-11-22 03:04+09:00. one vantage. reference information',
    );
    expect(text).toMatch(/<tspan font-weight="700">TLP:GREEN<\/tspan> · as of 2026-11-22 03:04/);
    expect(text).toContain('it does not establish a cause');
    // A square filled a quarter: the shape says it without the colour.
    expect(text).toContain('d="M2 10h12v4H2z"');
  });

  it('says of a site its judgement, and nothing in detail even to its member', async () => {
    const { headers, text } = await board.ask(
      VIEWERS.member,
      '/api/targets/own-counted/badge.svg?lang=ja',
    );
    expect(headers['tlp']).toBe('TLP:AMBER');
    expect(titleOf(text)).toBe(
      '「gas-own」 own-counted：応答を確認できず。TLP:AMBER。2026-11-22 03:04+09:00 時点。観測点1か所。参考情報',
    );
    expect(text).not.toMatch(/https:|why |倍/);
  });

  it('takes the language of the browser where none is asked for', async () => {
    const path = '/api/sectors/rail/badge.svg';
    const english = await board.ask(VIEWERS.council, path, { 'accept-language': 'en-GB,ja;q=0.5' });
    const other = await board.ask(VIEWERS.council, `${path}?lang=fr`);
    expect([english.headers['content-language'], other.headers['content-language']]).toEqual([
      'en',
      'ja',
    ]);
    expect(english.headers['vary']).toContain('accept-language');
  });

  it('is not there in the same words where it may not be seen and where there is none', async () => {
    const answers = await Promise.all(
      ['/api/targets/far-counted', '/api/targets/x', '/api/sectors/x'].map((path) =>
        board.ask(VIEWERS.council, `${path}/badge.svg`),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect([answers[0]?.status, answers[0]?.headers['cache-control']]).toEqual([404, 'no-store']);
  });

  it('has the same width whatever it says', async () => {
    const quiet = await boardOf({ states: new Map() });
    const doubted = await boardOf({
      doubt: { kind: 'own_network', since: AT - 5 * MINUTE, targets: 9 },
    });
    for (const path of ['/api/sectors/rail', '/api/targets/far-named']) {
      for (const lang of ['ja', 'en']) {
        const asked = `${path}/badge.svg?lang=${lang}`;
        const texts = await Promise.all(
          [board, quiet, doubted].map(
            async (each) => (await each.ask(VIEWERS.council, asked)).text,
          ),
        );
        expect(new Set(texts).size, asked).toBe(3);
        expect(new Set(texts.map(widthOf)).size, asked).toBe(1);
      }
    }
  });

  it('says that the member says something of the judgement, in its own words, and is as wide', async () => {
    const clock = new ManualClock(AT);
    const said = await boardOf({}, clock);
    const owner = { kind: 'member', member: 'far-of-named', sector: 'rail' } as const;
    const path = '/api/targets/far-named/badge.svg';
    const read = async (lang: string, who: Viewer = VIEWERS.council) =>
      (await said.ask(who, `${path}?lang=${lang}`)).text;
    const before = [await read('ja'), await read('en')];
    const say = async (kind: string, text: string) => {
      const body = { target: 'far-named', kind, text, until: AT + 60 * MINUTE };
      expect((await said.act(owner, '/api/statements', body)).status).toBe(200);
      clock.step(1000);
    };
    await say('planned_work', 'A & B');
    expect(await read('en')).toContain(' · the member says “planned work”</text>');
    await say('sorry_page', '混雑のため');
    const [ja, en] = [await read('ja'), await read('en')];
    expect(ja).toContain(' · 構成員の説明「Sorryページ」ほか 1 件</text>');
    expect(titleOf(ja)?.split('。').slice(-2)).toEqual([
      '構成員の説明「計画作業」 A &amp; B （2026-11-22 04:04+09:00 まで）',
      '構成員の説明「Sorryページ」 混雑のため （2026-11-22 04:04+09:00 まで）',
    ]);
    expect(titleOf(en)).toContain(
      'The member says “sorry page”: 混雑のため (until 2026-11-22 04:04',
    );
    expect([ja, en].map(widthOf)).toEqual(before.map(widthOf));
    expect(await read('ja', VIEWERS.member)).toBe(ja);
    const others = await said.ask(VIEWERS.observer, path);
    expect([others.status, others.text.includes('混雑')]).toEqual([404, false]);
    const { data } = JSON.parse((await said.ask(owner, '/api/statements')).text);
    for (const { id } of data.statements) await said.act(owner, '/api/statements/end', { id });
    expect(await read('ja')).toBe(before[0]);
  });

  it('says that it is practice, and that our own side may be to blame', async () => {
    const practice = await boardOf({
      config: { ...config, practice: true },
      doubt: { kind: 'own_network', since: AT - 5 * MINUTE, targets: 9 },
    });
    const { text } = await practice.ask(VIEWERS.council, '/api/sectors/rail/badge.svg?lang=en');
    expect(text).toContain('<tspan font-weight="700">TLP:GREEN · PRACTICE DATA</tspan>');
    expect(text).toContain('possibly the measuring side');
  });

  it('escapes names that are markup', async () => {
    const name = { ja: '</text><script>alert(1)</script>&', en: `"><image href='x'/>` };
    const sectors = config.sectors.map((sector) => ({ ...sector, name }));
    const hostile = await boardOf({ config: { ...config, sectors } });
    for (const lang of ['ja', 'en']) {
      const asked = `/api/sectors/rail/badge.svg?lang=${lang}`;
      const { text } = await hostile.ask(VIEWERS.council, asked);
      expect(text).not.toMatch(/<script|<image/);
      expect(text).toMatch(/&lt;(\/text|image)|&gt;&lt;image/);
    }
  });

  it('tells nothing of a sector that is not released', async () => {
    const few = config.sectors.map((sector) =>
      sector.id === 'rail' ? { ...sector, members: sector.members.slice(0, 3) } : sector,
    );
    const small = await boardOf({ config: { ...config, sectors: few } });
    const { text } = await small.ask(VIEWERS.observer, '/api/sectors/rail/badge.svg?lang=en');
    expect(titleOf(text)).toMatch(/^rail: not shown\. TLP:GREEN/);
    expect(text).toContain('stroke-dasharray="2 2"');
  });
});
