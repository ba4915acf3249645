import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../support/needs.ts';
import { startWire, type Wire } from './cut-wire.ts';
import { launchBrowser } from './open-pages.browser.ts';
import { startWatchedDrill, type WatchedDrill } from './watched-drill.ts';

/** The last news a reader may take for the present state, s. */
const STALE_SECONDS = 30;
/** Against a drill that never ends; it has a minute to go when the network returns. */
const END_MS = 150_000;
/** What a browser says of a request whose connection ended or could not be made. */
const OF_THE_CUT = /^Failed to load resource: net::ERR_/;
/** All is normal; or, where the machine is too busy for every probe, a site differs by itself. */
const NO_PATTERN = {
  ja: /平常と異なる(計測対象は|ものは)ありません|単独の事象です/,
  en: /(No site|none) differs from its normal|stands alone/,
} as const;

describe.skipIf(!needs('chromium'))('a drill that is watched', () => {
  let browser: Browser;
  let drill: WatchedDrill;
  let wire: Wire;
  /** Of the pages whose network is cut, and of the others. */
  const complaints = { cut: [] as string[], other: [] as string[] };

  beforeAll(async () => {
    browser = await launchBrowser();
    drill = await startWatchedDrill();
    wire = await startWire(Number(new URL(drill.url).port));
  });

  afterAll(async () => {
    await browser.close();
    await wire.close();
    await drill.close();
  });

  /** Marks the document, so that loading it again would show. */
  async function tab(context: BrowserContext, address: string): Promise<Page> {
    const page = await context.newPage();
    const heard = address.startsWith(wire.url) ? complaints.cut : complaints.other;
    page.on('pageerror', ({ message }) => heard.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') heard.push(message.text());
    });
    await page.goto(address);
    await page.evaluate("document.documentElement.dataset['tab'] = 'first'");
    return page;
  }

  const read = (page: Page, selector: string) => page.locator(selector).first().innerText();
  const says = (page: Page, selector: string, text: RegExp) =>
    expect.poll(() => read(page, selector), { message: `${page.url()} ${selector}` }).toMatch(text);

  async function failuresInStrip(page: Page, sector: string): Promise<number> {
    const strip = page.locator(`.sectors tr[data-sector="${sector}"] svg.strip`);
    const label = (await strip.getAttribute('aria-label')) ?? '';
    return Number(/失敗(\d+)/.exec(label)?.[1] ?? Number.NaN);
  }

  it('is told from its onset to its end without reloading, also where the network was cut', async () => {
    const [ja, en] = await Promise.all(
      ['ja-JP', 'en-GB'].map((locale) => browser.newContext({ locale })),
    );
    if (ja === undefined || en === undefined) throw new Error('no context');
    const [board, english, wall] = await Promise.all([
      tab(ja, `${wire.url}/`),
      tab(en, `${drill.url}/`),
      tab(en, `${drill.url}/display`),
    ]);

    // Before: an exercise, and nothing to tell.
    await says(board, '.drill-banner', /^【訓練】見守る訓練/);
    await says(english, '.drill-banner', /^【EXERCISE】A watched drill/);
    await says(wall, '.drill-banner', /^【EXERCISE】A watched drill/);
    await says(board, 'h1', NO_PATTERN.ja);
    await says(english, 'h1', NO_PATTERN.en);
    const row = (sector = 'gas') => `.sectors tr[data-sector="${sector}"]`;
    await says(board, `${row()} .c-count`, /^18 \/ 18$/);
    expect(await board.locator('.open-incidents', { hasText: drill.operator }).count()).toBe(0);
    const failedBefore = await failuresInStrip(board, 'gas');

    // The onset, in a sentence that names what the sites have in common.
    await says(
      board,
      'h1',
      new RegExp(`^運用事業者「${drill.operator}」が共通する\\d+の計測対象が平常と異なります`),
    );
    await says(
      english,
      'h1',
      new RegExp(`^\\d+ sites that have the provider “${drill.operator}” in common differ`),
    );
    await says(board, `${row()} .c-affected`, /^[4-7]\s*応答を確認できず/);
    await says(english, `${row('water')} .c-count`, /^1[1-4] \/ 18$/);
    expect(await failuresInStrip(board, 'gas')).toBeGreaterThan(failedBefore);

    // Its incident in a second tab.
    const path = await board.locator('.open-incidents tbody a').first().getAttribute('href');
    const incident = await tab(ja, `${wire.url}${path}`);
    await says(incident, '.incident-marks', /継続中/);
    await says(incident, '.course', /共通点: .*運用事業者/);
    const course = await incident.locator('.course li').count();

    // The network goes: the page counts up, then shows what it has as old.
    const said = await read(board, 'h1');
    // A browser that is told to be offline goes on reading the streams that are open.
    await ja.setOffline(true);
    wire.cut();
    for (const page of [board, incident]) {
      await says(page, '.stale-banner', /から更新が届いていません。.*現在の状況ではありません。$/s);
      expect(await page.locator('main.is-stale').count()).toBe(1);
      const seconds = Number(/(\d+)秒前/.exec(await read(page, '.fresh'))?.[1]);
      expect(seconds).toBeGreaterThanOrEqual(STALE_SECONDS);
      expect(await read(page, '.fresh')).not.toMatch(/自動更新中|秒ごとに/);
    }
    expect(await read(board, 'h1')).toBe(said);
    // Others go on: the room's screen tells the pattern as those who share are told of it.
    await says(wall, 'h1', /^Sites that are other than normal have something in common/);
    expect(await english.locator('.is-stale, .stale-banner').count()).toBe(0);

    // It returns, with all that has happened meanwhile.
    wire.mend();
    await ja.setOffline(false);
    for (const page of [board, incident]) {
      await expect.poll(() => page.locator('.is-stale, .stale-banner').count()).toBe(0);
    }
    await expect.poll(() => incident.locator('.course li').count()).toBeGreaterThan(course);
    await says(incident, '.course', /件が加わり、平常でない計測対象は1\d件になりました。/);
    expect(await incident.locator('.incident-sites tbody tr').count()).toBeGreaterThan(9);

    // The trouble is over, and everybody is told so.
    await expect.poll(() => read(incident, '.incident-marks'), { timeout: END_MS }).toMatch(/回復/);
    await says(incident, '.course', /この広がりは見られなくなりました。/);
    await says(board, 'h1', NO_PATTERN.ja);
    await says(english, 'h1', NO_PATTERN.en);
    await says(english, `${row('water')} .c-count`, /^18 \/ 18$/);
    // Bands fall by and by; what goes on is what it says first.
    await says(wall, 'h1', /^(Members are|No member is) other than normal/);
    expect(await board.locator('.open-incidents', { hasText: drill.operator }).count()).toBe(0);

    for (const page of [board, incident, english, wall]) {
      expect(await page.locator('html').getAttribute('data-tab'), page.url()).toBe('first');
    }
    const unexpected = complaints.cut.filter((text) => !OF_THE_CUT.test(text));
    expect([...unexpected, ...complaints.other]).toEqual([]);
  }, 420_000);
});
