import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAuditDesk } from '../../../src/app/audit/open-audit-desk.ts';
import { timesOf } from '../../../src/board/web/format.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { AUDIT_ACTIONS } from '../../../src/core/words/audit-action.ts';
import { needs } from '../../support/needs.ts';
import { pdfPages } from '../../support/pdf-text.ts';
import { wallClock } from '../board-fixture.ts';
import { councilOf } from '../council-fixture.ts';
import {
  Browser as Client,
  type EnteredBoard,
  enter,
  type Owner,
  startEnteredBoard,
} from '../entrance/entered-board.ts';
import { launchBrowser } from '../open-pages.browser.ts';
import { fitsItsWindow, PHONE } from '../widths.browser.ts';

const PICTURES = process.env['YAMABIKO_PICTURES'];
const SITE = 'banking-0001-home';
const OTHER = 'banking-0002-home';
const config = councilOf({ sectors: 2, sitesPerSector: 3 });

describe.skipIf(!needs('chromium'))('the pages of the audit', () => {
  let browser: Browser;
  let entered: EnteredBoard;
  let sato: Owner;
  let abe: Owner;
  let stack: AsyncDisposableStack;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    const parts = { today: () => config, drill: null, clock: wallClock, log: noLog };
    entered = await startEnteredBoard(config, {}, (store) =>
      openAuditDesk({ ...store, ...parts }, stack),
    );
    stack.defer(() => entered.board.close());
    sato = await enter(entered, new Client(entered.board.url), {
      ...{ name: 'sato', office: { kind: 'operator' } },
    });
    abe = await enter(entered, sato.browser, {
      ...{ name: 'abe', office: { kind: 'member', member: 'banking-0001' } },
    });
    await sato.browser.get(`/api/targets/${SITE}`);
    await sato.browser.get(`/api/targets/${OTHER}`);
    await sato.browser.get('/api/council');
  });
  afterEach(() => stack.disposeAsync());

  async function open(owner: Owner, path: string, options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ acceptDownloads: true, ...options });
    stack.defer(() => context.close());
    const [name = '', value = ''] = owner.browser.cookie?.split('=') ?? [];
    await context.addCookies([{ name, value, url: entered.board.url }]);
    const page = await context.newPage();
    await page.goto(`${entered.board.url}${path}`);
    return page;
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  it.each([
    [
      'ja-JP',
      '監査記録',
      'だれが何をし',
      '行がすべてつながっています',
      '計測対象を名前つきで見た',
      '表示する',
    ],
    [
      'en-GB',
      'Audit',
      'who did what',
      'lines follow from each other',
      'saw a site by name',
      'Show',
    ],
  ])(
    'tell an operator in %s who did what, filter it, and give it as a file',
    async (locale, title, link, whole, saw, show) => {
      const page = await open(sato, '/accounts', { locale });
      await page.getByRole('link', { name: link }).click();
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
      await page.getByText(whole).waitFor();
      const rows = page.locator('.audit-lines tbody tr');
      await expect.poll(() => rows.count()).toBeGreaterThan(5);
      await picture(page, `audit-${locale}`);
      await page.getByLabel(locale === 'ja-JP' ? '何に対して' : 'To what').fill(OTHER);
      await page.getByRole('button', { name: show }).click();
      await expect.poll(() => rows.count()).toBe(1);
      expect(await rows.innerText()).toContain(saw);
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: 'CSV' }).click();
      expect((await downloading).suggestedFilename()).toBe('yamabiko-audit.csv');
    },
  );

  it.each([
    ['ja-JP', '何を', '共有範囲を変えた', '表示する'],
    ['en-GB', 'What', 'changed how a site is shared', 'Show'],
  ])('name all that can be done in %s, and let an operator choose it', async (locale, ...words) => {
    const [what, shared, show] = words;
    const { state } = entered.fixture.store;
    for (const action of AUDIT_ACTIONS) {
      await state.appendAudit({
        at: Date.now(),
        actor: 'ito',
        action,
        subject: SITE,
        detail: null,
      });
    }
    const page = await open(sato, '/audit', { locale });
    const rows = page.locator('.audit-lines tbody tr');
    await expect.poll(() => rows.count()).toBeGreaterThan(AUDIT_ACTIONS.length);
    const told = await page.locator(`.audit-lines td[data-label="${what}"]`).allInnerTexts();
    expect(told.filter((text) => /^[a-z_]+\.[a-z_]+$/.test(text))).toEqual([]);
    expect(new Set(told).size).toBeGreaterThanOrEqual(AUDIT_ACTIONS.length);
    await picture(page, `audit-all-${locale}`);
    const choice = page.getByLabel(what, { exact: true });
    const offered = await choice.locator('option').allInnerTexts();
    expect(offered).toHaveLength(AUDIT_ACTIONS.length + 1);
    expect(offered).toEqual(expect.arrayContaining(told));
    await choice.selectOption(shared);
    await page.getByRole('button', { name: show }).click();
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.innerText()).toContain(shared);
  });

  it.each([
    [
      'ja-JP',
      '自分の計測対象をだれが',
      '運用者 (ログインして)',
      '計測値のすべて',
      '集計にのみ含める',
    ],
    ['en-GB', 'who saw your sites', 'operator (logged in)', 'every value', 'counted, not named'],
  ])(
    'tell a member in %s who saw its sites, and under which consent',
    async (locale, link, who, what, consent) => {
      const page = await open(abe, '/account', { locale });
      await page.getByRole('link', { name: link }).click();
      const rows = page.locator('.audit-lines tbody tr');
      await rows.first().waitFor();
      const text = (await rows.allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' '));
      expect(text).toHaveLength(2);
      const [seen = ''] = text.filter((row) => row.includes(SITE));
      for (const part of [who, what, consent]) expect(seen).toContain(part);
      expect(text.join()).not.toContain(OTHER);
      await picture(page, `looks-${locale}`);
      const phone = await open(abe, '/looks', { locale, ...PHONE });
      await phone.locator('.audit-lines tbody tr').first().waitFor();
      await picture(phone, `looks-phone-${locale}`);
      await fitsItsWindow(phone, '/looks');
    },
  );

  it.each([
    ['sato', '/audit'],
    ['sato', '/accounts'],
    ['sato', '/account'],
    ['abe', '/looks'],
  ] as const)('say how old they are, and on paper of when (%s %s)', async (who, path) => {
    const from = Date.now();
    const page = await open(who === 'sato' ? sato : abe, path, { locale: 'en-GB' });
    const sign = page.locator('.bar .fresh');
    await expect.poll(() => sign.innerText()).toMatch(/^updated \d+ s ago$/);
    const [paper = ''] = pdfPages(await page.pdf({ preferCSSPageSize: true }));
    const { whole } = timesOf('en', 'Asia/Tokyo');
    const moments = [from, Date.now(), entered.clock.now()];
    const stamps = moments.map((at) => `as of ${whole(at)}`.replaceAll(/\s/g, ''));
    const plain = paper.replaceAll(/\s/g, '');
    const found = stamps.filter((stamp) => plain.includes(stamp));
    expect(found, plain).not.toEqual([]);
    expect(plain).toMatch(/PRACTICEDATA.*TLP:/);
  });

  it('show in the open audit what is done meanwhile, and keep what is half asked for', async () => {
    const page = await open(sato, '/audit', { locale: 'en-GB' });
    await page.clock.install();
    await page.reload();
    const rows = page.locator('.audit-lines tbody tr');
    await rows.first().waitFor();
    await page.getByLabel('To what').fill('half of an i');
    const before = await rows.count();
    await enter(entered, sato.browser, { ...{ name: 'kai', office: { kind: 'council' } } });
    await page.clock.fastForward(61_000);
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
    expect(await page.getByLabel('To what').inputValue()).toBe('half of an i');
  });

  it('are each for one kind of people', async () => {
    const page = await open(abe, '/audit', { locale: 'en-GB' });
    await page.getByText('The audit is shown to operators alone.').waitFor();
    const own = await open(abe, '/account', { locale: 'en-GB' });
    await own.getByRole('link', { name: 'who saw your sites' }).waitFor();
    expect(await own.getByRole('link', { name: 'who did what' }).count()).toBe(0);
    const other = await open(sato, '/looks', { locale: 'en-GB', ...PHONE });
    await other.getByText('This page tells a member who looked').waitFor();
    const audit = await open(sato, '/audit', { locale: 'ja-JP', ...PHONE });
    await audit.locator('.audit-lines tbody tr').first().waitFor();
    await picture(audit, 'audit-phone');
    await fitsItsWindow(audit, '/audit');
  });
});
