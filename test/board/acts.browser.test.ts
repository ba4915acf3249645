import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { actingCouncil, troublesOf } from '../app/sharing/acting-council.ts';
import { openSharedBoard, type SharedBoard } from '../app/sharing/shared-board.ts';
import { MINUTE, samplesAt, VIEWERS } from '../app/sharing/shared-council.ts';
import { needs } from '../support/needs.ts';
import { startFixtureBoard, wallClock } from './board-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { sessionByHeader } from './session-by-header.ts';

type Who = keyof typeof VIEWERS;

const NOW = Date.now();
const SINCE = NOW - 17 * MINUTE;
const config = actingCouncil(['counted', 'named']);
const FAILING = ['own-counted', 'own-named', 'near-counted', 'far-named'];
const INCIDENTS = troublesOf(config, FAILING, SINCE);

describe.skipIf(!needs('chromium'))('acts on the board, in a browser', () => {
  let shared: SharedBoard;
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    browser = await launchBrowser();
    pages = openPages(browser);
  });

  beforeEach(async () => {
    const first = {
      ...{ config, facts: new Map(), doubt: null, incidents: INCIDENTS },
      samples: samplesAt(config, NOW - MINUTE),
      states: new Map(
        FAILING.map((site) => [site, { judgement: 'failing', since: SINCE } as const]),
      ),
    };
    const drills = { take: () => Promise.reject(new Error('no drill is to be begun')) };
    shared = await openSharedBoard(wallClock, first, { drills });
    board = await startFixtureBoard(shared.sources, {
      acting: shared.acting,
      admit: sessionByHeader(VIEWERS),
      stream: { tickMs: 50, heartbeatMs: 500, stallMs: 20_000, maxClients: 40 },
    });
  });

  afterEach(async () => {
    expect(await pages.close()).toEqual([]);
    await board.close();
  });

  afterAll(() => browser.close());

  const open = async (who: Who, path: string, locale = 'en-GB'): Promise<Page> => {
    const page = await pages.open(`${board.url}${path}`, {
      ...{ locale, extraHTTPHeaders: { 'x-viewer': who } },
    });
    page.on('dialog', (dialog) => void dialog.accept('not now'));
    return page;
  };
  const incidentOf = (who: Who, site: string) =>
    who === 'operator'
      ? `/incidents/20261122-${FAILING.indexOf(site) + 1}`
      : `/incidents/${site}-${SINCE}`;

  it('let a member acknowledge, which its secretariat and the operator then see', async () => {
    const page = await open('member', incidentOf('member', 'own-counted'));
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    const panel = page.locator('section[aria-labelledby="receipt"]');
    await expect
      .poll(() => panel.innerText())
      .toMatch(/Acknowledged by an-account-of-member.*No more reminders/s);
    for (const who of ['secretariat', 'operator'] as const) {
      const other = await open(who, incidentOf(who, 'own-counted'));
      const row = other.locator('[data-recipient="member:gas-own"]');
      await expect.poll(() => row.innerText()).toMatch(/acknowledged .* by an-account-of-member/);
      expect(await other.getByRole('button', { name: 'Acknowledge' }).count()).toBe(1);
    }
  });

  it('offer nobody to acknowledge what is not his, and say so of nothing', async () => {
    const page = await open('member', incidentOf('member', 'far-named'));
    const panel = page.locator('section[aria-labelledby="receipt"]');
    await expect.poll(() => panel.innerText()).toMatch(/Nothing is recorded of recipients/);
    expect(await page.getByRole('button', { name: 'Acknowledge' }).count()).toBe(0);
  });

  it('let a member silence its own messages about an incident, and end that', async () => {
    const page = await open('member', incidentOf('member', 'own-counted'));
    await page.getByText('Silence notices about this incident').click();
    await page.getByLabel('How long').selectOption('24');
    await page.getByLabel('Reason').fill('we know');
    await page.getByRole('button', { name: 'Silence' }).click();
    await expect.poll(() => page.getByText('Silenced.').count()).toBe(1);
    await page.getByRole('link', { name: 'Notices', exact: true }).click();
    const row = page.locator('section[aria-labelledby="silences"] tbody tr');
    await expect.poll(() => row.innerText()).toMatch(/my own[\s\S]*an incident[\s\S]*we know/);
    expect(await row.getByRole('link').getAttribute('href')).toBe(
      incidentOf('member', 'own-counted'),
    );
    await row.getByRole('button').click();
    await expect.poll(() => page.getByText('Nothing is silenced.').count()).toBe(1);
  });

  it('let the operator silence everybody about a site, which those concerned see', async () => {
    const page = await open('operator', '/messages');
    await page.getByLabel('Whose notices').selectOption('all');
    await page.getByLabel('Id of the site').fill('own-counted');
    expect(await page.locator('form.act').innerText()).toMatch(/Those concerned are told/);
    await page.getByRole('button', { name: 'Silence' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    const member = await open('member', '/messages');
    const row = member.locator('tbody tr');
    await expect.poll(() => row.innerText()).toMatch(/everybody’s[\s\S]*the operator/);
    expect(await row.getByRole('button').count()).toBe(0);
    expect(await (await open('council', '/messages')).locator('tbody tr').count()).toBe(0);
  });

  it('let a member stop its own site with a reason, and take it up again', async () => {
    const page = await open('member', '/targets/own-named');
    await page.getByText('Stop measuring').first().click();
    await page.getByLabel('Reason').fill('we rebuild it');
    await page.getByRole('button', { name: 'Stop measuring' }).click();
    await expect.poll(() => page.locator('.site-state').innerText()).toMatch(/we rebuild it/);
    await page.getByText('Measure again').first().click();
    await page.getByLabel('Reason').fill('it is rebuilt');
    await page.getByRole('button', { name: 'Measure again' }).click();
    await expect.poll(() => shared.live.stopped.size).toBe(0);
  });

  it('let a secretariat propose to stop a site, which the operator declines or does', async () => {
    const office = await open('secretariat', '/targets/near-counted');
    await office.getByText('Propose to stop it').first().click();
    await office.getByLabel('Reason').fill('it is moved');
    await office.getByRole('button', { name: 'Propose to stop it' }).click();
    const section = office.locator('section[aria-labelledby="site-acts"]');
    await expect.poll(() => section.innerText()).toMatch(/proposed to stop it.*it is moved/);
    const page = await open('operator', '/tasks');
    const row = page.locator('section[aria-labelledby="proposals"] tbody tr');
    await expect.poll(() => row.innerText()).toMatch(/to stop a site[\s\S]*it is moved/);
    await row.getByRole('button', { name: 'Decline' }).click();
    await expect.poll(() => page.getByText('No proposal waits').count()).toBe(1);
    expect(
      (await shared.lines()).findLast(({ actor }) => actor.startsWith('an-account')),
    ).toMatchObject({
      ...{ action: 'proposal.declined', detail: 'not now' },
    });
  });

  it('let a secretariat propose a new site of a member, which the operator finds', async () => {
    const page = await open('secretariat', '/members/near-of-named');
    const section = page.locator('section[aria-labelledby="member-enrol"]');
    await section.getByLabel('URL').fill('https://new.example.jp/');
    await section.getByLabel('Who agreed').fill('Ms Sato, 28 November');
    await section.getByRole('button').click();
    await expect.poll(() => section.innerText()).toContain('The operator decides');
    const tasks = await open('operator', '/tasks');
    const row = tasks.locator('section[aria-labelledby="proposals"] tbody tr');
    await expect
      .poll(() => row.innerText())
      .toMatch(
        /to enrol a site[\s\S]*near-of-named[\s\S]*https:\/\/new\.example\.jp\/[\s\S]*Ms Sato/,
      );
    expect(await row.getByRole('link').getAttribute('href')).toBe('/members/near-of-named');
    const own = await open('member', '/members/gas-own');
    await expect.poll(() => own.locator('#member-works').count()).toBe(1);
    expect(await own.locator('#member-enrol').count()).toBe(0);
  });

  it('let the council propose a drill, and tell the operator of it', async () => {
    const page = await open('council', '/drills');
    await page.getByText('Propose').first().click();
    await page.getByLabel('Reason').first().fill('before the season');
    await page.getByRole('button', { name: 'Propose' }).first().click();
    await expect.poll(() => page.getByText('before the season').count()).toBe(1);
    const operator = await open('operator', '/drills');
    await expect.poll(() => operator.getByText('before the season').count()).toBe(1);
    const tasks = await open('operator', '/tasks');
    await expect.poll(() => tasks.locator('a[href="/drills"]').count()).toBeGreaterThan(0);
    const council = await open('council', '/');
    await expect.poll(() => council.locator('nav.pages').innerText()).toMatch(/Drills/);
    const member = await open('member', '/');
    await expect.poll(() => member.locator('h1').count()).toBe(1);
    expect(await member.locator('nav.pages').innerText()).not.toMatch(/Drills/);
  });

  it('say all of it in Japanese', async () => {
    const page = await open('member', incidentOf('member', 'own-counted'), 'ja-JP');
    await page.getByRole('button', { name: '受け取りを確認する' }).click();
    const panel = page.locator('section[aria-labelledby="receipt"]');
    await expect.poll(() => panel.innerText()).toMatch(/受け取りを確認しました/);
    const messages = await open('secretariat', '/messages', 'ja-JP');
    await expect.poll(() => messages.locator('h1').innerText()).toBe('自分へのお知らせ');
  });
});
