import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TaskListDto } from '../../src/board/dto/statement.ts';
import type { Board } from '../../src/board/start-board.ts';
import { timesOf } from '../../src/board/web/format.ts';
import { OFFICES, type Who, written } from '../app/notes/note-rows.ts';
import { actingCouncil, troublesOf } from '../app/sharing/acting-council.ts';
import { openSharedBoard, type SharedBoard } from '../app/sharing/shared-board.ts';
import { MINUTE, samplesAt, VIEWERS } from '../app/sharing/shared-council.ts';
import { needs } from '../support/needs.ts';
import { pdfPages } from '../support/pdf-text.ts';
import { startFixtureBoard, wallClock } from './board-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { sessionByHeader } from './session-by-header.ts';

const NOW = Date.now();
const SINCE = NOW - 17 * MINUTE;
const config = actingCouncil(['counted', 'named']);
const FAILING = ['own-counted', 'own-named'];
/** A minute, within which a page that is seen is loaded anew. */
const LATER = 61_000;

describe.skipIf(!needs('chromium'))('pages that follow no stream', () => {
  let shared: SharedBoard;
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  beforeEach(async () => {
    const state = { judgement: 'failing', since: SINCE } as const;
    const first = {
      ...{ config, facts: new Map(), doubt: null, samples: samplesAt(config, NOW - MINUTE) },
      incidents: troublesOf(config, FAILING, SINCE),
      states: new Map(FAILING.map((site) => [site, state])),
    };
    const drills = { take: () => Promise.reject(new Error('no drill is to be begun')) };
    shared = await openSharedBoard(wallClock, first, { drills });
    board = await startFixtureBoard(shared.sources, {
      ...{ acts: shared.acts, acting: shared.acting },
      admit: sessionByHeader(OFFICES),
    });
  });
  afterEach(async () => {
    expect(await pages.close()).toEqual([]);
    await board.close();
  });
  afterAll(() => browser.close());

  const open = async (who: Who, path: string, locale = 'en-GB'): Promise<Page> => {
    const extraHTTPHeaders = { 'x-viewer': who };
    const page = await pages.open(`${board.url}${path}`, { locale, extraHTTPHeaders });
    await page.clock.install();
    await page.reload();
    return page;
  };
  const object = async (target: string, text: string) => {
    const said = { target, text, kind: 'measurement_error', from: null };
    const until = Date.now() + 60 * MINUTE;
    const { status } = await shared.act(VIEWERS.member, '/api/statements', { ...said, until });
    expect(status).toBe(200);
  };
  const propose = async (what: 'stop' | 'drill', by: Who, body: object) => {
    const { status } = await shared.actBy(OFFICES[by], `/api/acts/${what}/propose`, body);
    expect(status).toBe(200);
  };

  it.each([
    ['operator', '/tasks', 'en-GB'],
    ['operator', '/tasks', 'ja-JP'],
    ['operator', '/messages', 'en-GB'],
    ['council', '/drills', 'ja-JP'],
    ['secretariat', '/members/gas-own', 'ja-JP'],
    ['member', '/notes', 'en-GB'],
    ['member', '/notes/', 'ja-JP'],
  ] as const)('say how old they are, and on paper of when (%s %s, %s)', async (...given) => {
    const [who, path, locale] = given;
    const isNote = path === '/notes/';
    const id = isNote ? await written(shared, 'secretariat', { subject: '題' }) : '';
    const from = Date.now();
    const page = await open(who, `${path}${id}`, locale);
    const sign = page.locator('.bar .fresh');
    await expect.poll(() => sign.innerText()).toMatch(/^(updated \d+ s ago|\d+秒前に更新)$/);
    const papers = pdfPages(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const language = locale === 'ja-JP' ? 'ja' : 'en';
    const times = timesOf(language, 'Asia/Tokyo');
    const minutes = [from, Date.now()].map((at) => times.whole(at));
    const stamps = minutes.map((at) => (language === 'ja' ? `${at}時点` : `as of ${at}`));
    expect(papers.length).toBeGreaterThan(0);
    for (const [n, paper] of papers.entries()) {
      const plain = paper.replaceAll(/\s/g, '');
      const found = stamps.filter((stamp) => plain.includes(stamp.replaceAll(/\s/g, '')));
      expect(found, plain).not.toEqual([]);
      expect(plain).toContain('TLP:');
      expect(plain).toContain(`${n + 1}/${papers.length}`);
    }
    expect(await page.locator('.foot').innerText()).toContain('Asia/Tokyo');
  });

  it('show in open tasks what is proposed and objected to, and keep what is half written', async () => {
    await object('own-counted', 'the first');
    const page = await open('operator', '/tasks');
    const tasks = page.locator('section[aria-labelledby^="task-"]');
    const answer = tasks.filter({ hasText: 'the first' }).locator('input');
    await answer.fill('half of a sen');
    await page.getByText('No proposal waits').waitFor();
    await propose('stop', 'secretariat', { target: 'near-counted', reason: 'it is moved' });
    await object('own-named', 'the second');
    await page.clock.fastForward(LATER);
    await page.getByText('it is moved').waitFor();
    await tasks.filter({ hasText: 'the second' }).waitFor();
    expect(await answer.inputValue()).toBe('half of a sen');
    expect(await answer.evaluate((input) => input === document.activeElement)).toBe(true);
  });

  it('show in open notices who silenced them, and keep what is half written', async () => {
    const page = await open('member', '/messages');
    await page.getByText('Nothing is silenced.').waitFor();
    const reason = page.getByLabel('Reason');
    await reason.fill('half of a rea');
    await page.getByLabel('How long').selectOption('72');
    const matter = { target: 'own-counted', sector: null, incident: null };
    const silence = { ...matter, whose: 'all', forMs: 60 * MINUTE, reason: null };
    expect((await shared.actBy(VIEWERS.operator, '/api/acts/silence', silence)).status).toBe(200);
    await page.clock.fastForward(LATER);
    await page.locator('section[aria-labelledby="silences"] tbody tr').waitFor();
    expect(await reason.inputValue()).toBe('half of a rea');
    expect(await page.getByLabel('How long').inputValue()).toBe('72');
  });

  it('show in open drills what is proposed, and leave open what is open', async () => {
    const page = await open('council', '/drills');
    const drills = page.locator('section[aria-labelledby^="drill-"]');
    await drills.first().getByText('Propose').first().click();
    const reason = drills.first().getByLabel('Reason');
    await reason.fill('half of a rea');
    const heading = await drills.nth(1).getAttribute('aria-labelledby');
    const scenario = (heading ?? '').replace(/^drill-/, '');
    await propose('drill', 'council', { scenario, reason: 'before the season' });
    await page.clock.fastForward(LATER);
    await expect.poll(() => drills.nth(1).innerText()).toContain('before the season');
    expect(await drills.nth(1).locator('details').count()).toBe(0);
    expect(await reason.isVisible()).toBe(true);
    expect(await reason.inputValue()).toBe('half of a rea');
  });

  it('show on the open page of a member what is answered, and leave open what is open', async () => {
    await object('own-counted', 'not measured well');
    const levels = { target: 'own-named', consent: 'named', secretariatSees: 'judgement' };
    expect((await shared.act(VIEWERS.member, '/api/consent', levels)).status).toBe(200);
    const page = await open('member', '/members/gas-own');
    const text = page.getByLabel('What you say').last();
    await text.fill('half of a sen');
    const history = page.locator('article', { hasText: 'own-named' }).locator('details');
    await history.locator('summary').click();
    const { text: list } = await shared.ask(VIEWERS.operator, '/api/tasks');
    const { tasks } = (JSON.parse(list) as { data: TaskListDto }).data;
    const answer = { id: tasks[0]?.statement.id, isAgreed: false, text: 'all is well with it' };
    expect((await shared.act(VIEWERS.operator, '/api/tasks/answer', answer)).status).toBe(200);
    await page.clock.fastForward(LATER);
    await page.locator('.said-list').getByText('all is well with it').waitFor();
    expect(await text.inputValue()).toBe('half of a sen');
    expect(await history.evaluate((details: HTMLDetailsElement) => details.open)).toBe(true);
  });

  it('say that they are not the present state while they cannot be loaded', async () => {
    const page = await open('operator', '/tasks');
    await page.locator('.bar .fresh').waitFor();
    await page.clock.fastForward(LATER);
    expect(await page.locator('.stale-banner').count()).toBe(0);
    await page.route('**/api/**', (route) => route.abort());
    await page.clock.fastForward(LATER);
    await page.clock.fastForward(LATER);
    await page.locator('.stale-banner').waitFor();
    expect(await page.locator('.bar .fresh').getAttribute('class')).toContain('is-stale');
    await page.unroute('**/api/**');
    await page.clock.fastForward(6000);
    await expect.poll(() => page.locator('.stale-banner').count()).toBe(0);
    // What is not answered is complained of by the browser itself.
    expect((await pages.close()).join()).toMatch(/ERR_FAILED/);
  });
});
