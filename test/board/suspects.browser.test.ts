import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { launchBrowser } from './open-pages.browser.ts';
import { failureOf, phasesOf, sampleOf } from './sample-fixture.ts';

const MINUTE = 60_000;
const SUSPECT: Partial<Sample> = { validity: 'suspect', suspectCause: 'loop_delay' };

/**
 * Two sectors of 12: for an hour all answer, every fifth time as a suspect; then the prober is late,
 * and all but four fail in doubt. One site blocks, one fails for an hour, one since a moment.
 */
async function measureInDoubt(fixture: ReturnType<typeof createFixture>): Promise<void> {
  const now = Date.now();
  for (const [index, site] of fixture.live.table.targets.entries()) {
    const samples = Array.from({ length: 61 }, (_, place): Sample => {
      const at = now - (60 - place) * MINUTE;
      const blocked = { reason: 'blocked', statusCode: 403 } as const;
      if (index === 4) return { ...failureOf(site, at), ...blocked };
      if (index === 5) return failureOf(site, at);
      if (index === 6 && place > 55) return failureOf(site, at);
      if (index >= 8 && place === 60) return { ...failureOf(site, at), ...SUSPECT };
      const answered = { phases: phasesOf(100 + place) };
      return sampleOf(site, at, place % 5 === 0 ? { ...answered, ...SUSPECT } : answered);
    });
    await fixture.measure(samples, samples.slice(-3));
  }
}

describe.skipIf(!needs('chromium'))('a board whose prober does not keep up', () => {
  const fixture = createFixture(councilOf({ sectors: 2, sitesPerSector: 12 }));
  let browser: Browser;
  let board: Board;

  beforeAll(async () => {
    await measureInDoubt(fixture);
    board = await startFixtureBoard(fixture.sources);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  async function open(path: string, locale: string): Promise<{ page: Page; status: number }> {
    const page = await (await browser.newContext({ locale })).newPage();
    const answer = await page.goto(`${board.url}${path}`);
    await page.locator('.tlp').waitFor();
    return { page, status: answer?.status() ?? 0 };
  }

  it('says so above everything, and shows no sector as failing for it', async () => {
    const { page } = await open('/', 'ja-JP');
    const banner = page.getByRole('alert').filter({ hasText: '計測が追いついていません' });
    expect(await banner.innerText()).toMatch(/直近5分の計測\d+回のうち\d+回が/);
    expect(await page.locator('.lead-counts').innerText()).toBe(
      '24の計測対象のうち、5が正常に応答し、2は正常な応答を確認できていません' +
        `（1セプター、最も早いものは${await sinceOf(page)}以前から、この1時間以内に始まったもの1）。` +
        '1は計測を遮断中、16は参考値（判定に使わない失敗）です。',
    );
    const row = page.locator('.sectors tr[data-sector="securities"]');
    expect(await row.getAttribute('class')).not.toBe('is-failure');
    expect(await row.locator('.c-failing').innerText()).toMatch(/^失敗（参考値） 12$/);
    await page.goto(`${board.url}/prober`);
    await page.locator('h1', { hasText: '計測が追いついていません。' }).waitFor();
    expect(await page.locator('h1').innerText()).not.toContain('正常に動いて');
    await page.context().close();
  });

  const sinceOf = async (page: Page) =>
    /最も早いものは(\d\d:\d\d|[^（）]*)以前から/.exec(
      await page.locator('.lead-counts').innerText(),
    )?.[1];

  it('has the newest beginning first, and those of the last hour alone on a press', async () => {
    const { page } = await open('/', 'en-GB');
    const ids = () =>
      page
        .locator('.attention tbody tr')
        .evaluateAll((all) => all.map((row) => row.dataset['target']));
    await page.locator('.attention').waitFor();
    expect((await ids()).slice(0, 3)).toEqual([
      'banking-0007-home',
      'banking-0006-home',
      'banking-0005-home',
    ]);
    await page.getByRole('button', { name: 'began within the last hour: 1' }).click();
    expect(await ids()).toEqual(['banking-0007-home']);
    await page.goto(`${board.url}/sectors/banking`);
    await page.getByLabel('Order').selectOption('began');
    const first = page.locator('.members tbody tr').first();
    expect(await first.getAttribute('data-target')).toBe('banking-0007-home');
    await page.context().close();
  });

  it('tells the suspects of a day from the others, in figures, chart and list', async () => {
    const { page } = await open('/targets/banking-0009-home', 'ja-JP');
    const figures = page.locator('.day .figures');
    await figures.waitFor();
    expect(await figures.innerText()).toMatch(/計測\s*61\s*うち参考値\s*13/);
    await page.locator('.suspect-swatch').waitFor();
    expect(await page.locator('.day').innerText()).toContain('計測13回は参考値です');
    expect(await page.locator('.failures li').first().innerText()).toMatch(/時間切れ\s*参考値/);
    expect(await page.locator('.site-state').innerText()).toContain('判定に使いません');
    await page.goto(`${board.url}/targets/banking-0005-home`);
    await page.locator('.site-state', { hasText: '以前から計測が遮断されています' }).waitFor();
    await page.context().close();
  });

  it.each([
    ['/nope', 'ja-JP', 'このページはありません。', '模擬データ', 404],
    ['/nope/deeper', 'en-GB', 'There is no such page.', 'PRACTICE DATA', 404],
    ['/targets/nope', 'ja-JP', 'この計測対象はありません。', '模擬データ', 200],
    ['/sectors/nope', 'en-GB', 'There is no such sector.', 'PRACTICE DATA', 200],
  ])('says of %s in %s that it is not there, marked as all pages', async (...given) => {
    const [path, locale, text, mark, wanted] = given;
    const { page, status } = await open(path, locale);
    expect(status).toBe(wanted);
    expect(await page.locator('h1').innerText()).toBe(text);
    expect(await page.locator('.badge.practice').innerText()).toBe(mark);
    expect(await page.locator('.tlp').innerText()).toBe('TLP:AMBER+STRICT');
    expect(await page.title()).toContain(`【${mark}】`);
    await page.context().close();
  });

  it('answers a program that asks for what is not there as before', async () => {
    const answer = await fetch(`${board.url}/nope`);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { code: 'not_found', message: 'there is no such page' },
    ]);
    const api = await fetch(`${board.url}/api/nope`, { headers: { accept: 'text/html' } });
    expect(api.headers.get('content-type')).toBe('application/json');
  });
});
