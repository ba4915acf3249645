import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AT_MACHINE } from '../../../src/core/ports/entrance.ts';
import { codeAt, PASSWORD } from '../../accounts/opened-entrance.ts';
import { needs } from '../../support/needs.ts';
import { councilOf } from '../council-fixture.ts';
import { launchBrowser } from '../open-pages.browser.ts';
import { fitsItsWindow, PHONE } from '../widths.browser.ts';
import { Browser as Client, type EnteredBoard, enter, startEnteredBoard } from './entered-board.ts';

/** Where pictures go that people look at; none are made without. */
const PICTURES = process.env['YAMABIKO_PICTURES'];

describe.skipIf(!needs('chromium'))('the pages of accounts', () => {
  let browser: Browser;
  let entered: EnteredBoard;
  let context: BrowserContext;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    entered = await startEnteredBoard(councilOf({ sectors: 2, sitesPerSector: 3 }));
    context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 900 } });
  });
  afterEach(async () => {
    await context.close();
    await entered.board.close();
  });

  async function open(path: string, of = context): Promise<Page> {
    const page = await of.newPage();
    await page.goto(`${entered.board.url}${path}`);
    return page;
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  const operator = async () =>
    await enter(entered, new Client(entered.board.url), {
      ...{ name: 'sato', office: { kind: 'operator' } },
    });

  async function login(page: Page, { name, totpKey }: { name: string; totpKey: string }) {
    await page.getByLabel('名前').fill(name);
    await page.getByLabel('パスワード', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '次へ' }).click();
    await page.getByLabel('確認コード').fill(codeAt(totpKey, entered.clock.now()));
    await page.getByRole('button', { name: 'ログイン' }).click();
  }

  it('make the first operator, by link, password and app, who is then asked to log in', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: 'アカウント' }).click();
    await page.getByText('アカウントはまだありません').waitFor();
    await page.getByLabel('名前').fill('sato');
    await page.getByRole('button', { name: 'リンクを作る' }).click();
    const link = await page.locator('.once code').innerText();
    await picture(page, 'accounts-first');
    await page.goto(link);
    await page.getByText('アカウント sato（運用者）を使えるようにします。').waitFor();
    const key = (await page.locator('.enrol-app code').innerText()).replaceAll(' ', '');
    expect(await page.locator('.qr-ink').getAttribute('d')).toMatch(/^(M\d+ \d+h1v1h-1z){400,}$/);
    await picture(page, 'invitation');
    await page.getByLabel('新しいパスワード').fill('short');
    await page.getByLabel('もう一度').fill('short');
    await page.getByLabel('確認コード').fill(codeAt(key, entered.clock.now()));
    await page.getByRole('button', { name: 'アカウントを使い始める' }).click();
    await page.getByRole('alert').getByText('12 文字以上').waitFor();
    await page.getByLabel('新しいパスワード').fill(PASSWORD);
    await page.getByRole('alert').getByText('2 つのパスワードが違います。').waitFor();
    await page.getByLabel('もう一度').fill(PASSWORD);
    await page.getByRole('button', { name: 'アカウントを使い始める' }).click();
    await expect.poll(() => page.locator('.codes li').count()).toBe(10);
    expect(page.url()).not.toContain('#');
    await picture(page, 'recovery-codes');
    await page.getByRole('link', { name: '控えました' }).click();
    await page.locator('.sectors').waitFor();
    await page.getByRole('link', { name: '自分のアカウント：sato' }).click();
    await page.getByText('10 個').waitFor();
    await page.getByRole('button', { name: 'ログアウト' }).first().click();
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    entered.clock.step(30_000);
    await login(page, { name: 'sato', totpKey: key });
    await page.getByRole('heading', { name: '自分のアカウント' }).waitFor();
  });

  it('show what was asked for once somebody is in, by the keyboard alone', async () => {
    const sato = await operator();
    const page = await open('/sectors/banking');
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    expect(await page.locator('.pages').count()).toBe(0);
    await picture(page, 'login');
    await page.getByLabel('名前').focus();
    await page.keyboard.type('sato');
    await page.keyboard.press('Tab');
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('ログインできませんでした').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByLabel('確認コード').and(page.locator(':focus')).waitFor();
    await picture(page, 'login-code');
    await page.keyboard.type(sato.recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await page.locator('.members').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sectors/banking');
  });

  it('leave nothing on a page whose account has ended', async () => {
    const sato = await operator();
    const page = await open('/');
    await login(page, sato);
    await page.locator('.sectors').waitFor();
    const [account] = entered.desk.entrance.accounts(AT_MACHINE);
    await entered.desk.entrance.end(AT_MACHINE, account?.id ?? '');
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    await expect.poll(() => page.locator('.sectors').count()).toBe(0);
  });

  it('invite, reset and end, make tokens and end sessions', async () => {
    const sato = await operator();
    const page = await open('/accounts');
    page.on('dialog', (dialog) => void dialog.accept());
    await login(page, sato);
    await page.getByLabel('名前').fill('abe@example.jp');
    await page.getByLabel('立場').selectOption('member');
    await page.getByLabel('構成員を探す').fill('banking-0001');
    const member = page.getByLabel('構成員', { exact: true });
    await expect.poll(() => member.inputValue()).toBe('banking-0001');
    const inviting = page.locator('section', {
      has: page.getByRole('heading', { name: '招待する' }),
    });
    await inviting.getByLabel('今のパスワード').fill(PASSWORD);
    await page.getByRole('button', { name: 'リンクを作る' }).click();
    await page.locator('.once code').waitFor();
    const row = page.getByRole('row', { name: /abe@example.jp/ });
    expect(await row.innerText()).toContain('招待中');
    await page.getByText('時刻はAsia/Tokyo').waitFor();
    const tokyo = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', timeStyle: 'short' });
    expect(await row.innerText()).toContain(tokyo.format(entered.clock.now()));
    await picture(page, 'accounts');
    const list = page.locator('section', {
      has: page.getByRole('heading', { name: 'アカウントの一覧' }),
    });
    expect(await page.getByRole('button', { name: 'sato を再設定' }).count()).toBe(0);
    await page.getByRole('button', { name: 'abe@example.jp を再設定' }).click();
    await list.getByRole('alert').getByText('今のパスワードが違います').waitFor();
    await list.getByLabel('今のパスワード').fill(PASSWORD);
    await page.getByRole('button', { name: 'abe@example.jp を再設定' }).click();
    await expect.poll(() => list.getByRole('alert').count()).toBe(0);
    await expect.poll(() => list.getByLabel('今のパスワード').inputValue()).toBe('');
    await list.getByLabel('今のパスワード').fill(PASSWORD);
    await page.getByRole('button', { name: 'abe@example.jp を終了' }).click();
    await row.getByText('終了', { exact: true }).waitFor();
    await page.goto(`${entered.board.url}/account`);
    await page.getByLabel('用途').fill('監視');
    await page.getByLabel('範囲', { exact: true }).selectOption('metrics');
    await page.getByLabel('今のパスワード').first().fill(PASSWORD);
    await page.getByRole('button', { name: 'トークンを作る' }).click();
    expect(await page.locator('.once code').innerText()).toMatch(/^yamabiko_/);
    await picture(page, 'account');
    const sessions = page.locator('section', { hasText: 'ログインしているブラウザー' });
    await expect.poll(() => sessions.getByRole('row').count()).toBe(3);
    await sessions.getByRole('button', { name: '終了' }).click();
    await expect.poll(() => sessions.getByRole('row').count()).toBe(2);
  });

  it('open the board on a wall by its link', async () => {
    const sato = await operator();
    const page = await open('/account');
    await login(page, sato);
    const walls = page.locator('section', {
      has: page.getByRole('heading', { name: '壁面表示', exact: true }),
    });
    await walls.getByLabel('場所').fill('指令室');
    await walls.getByLabel('アドレスの範囲').fill('127.0.0.1');
    await walls.getByLabel('今のパスワード').fill(PASSWORD);
    await walls.getByRole('button', { name: '壁面表示のリンクを作る' }).click();
    const link = await walls.locator('.once code').innerText();
    const screen = await browser.newContext({ locale: 'ja-JP' });
    const wall = await screen.newPage();
    await wall.goto(link);
    await wall.getByText('壁面表示（sato）').waitFor();
    expect(wall.url()).toBe(`${entered.board.url}/display`);
    await picture(wall, 'wall');
    await walls.getByRole('button', { name: '終了' }).click();
    await wall.getByRole('heading', { name: 'ログイン' }).waitFor();
    await screen.close();
  });

  it.each([
    ['en-GB', 'dark'],
    ['ja-JP', 'light'],
  ] as const)('fit a telephone (%s, %s)', async (locale, colorScheme) => {
    const sato = await operator();
    const phone = await browser.newContext({
      ...{ locale, colorScheme, ...PHONE, isMobile: true },
    });
    const [name = '', value = ''] = sato.browser.cookie?.split('=') ?? [];
    for (const path of ['/login', '/account', '/accounts']) {
      if (path === '/account') await phone.addCookies([{ name, value, url: entered.board.url }]);
      const page = await open(path, phone);
      await page
        .locator(path === '/login' ? '.act' : '.accounts .panel')
        .first()
        .waitFor();
      await fitsItsWindow(page, path);
      await picture(page, `phone-${locale}${path.replace('/', '-')}`);
    }
    await phone.close();
  });
});
