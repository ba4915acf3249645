import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../../support/needs.ts';
import { launchBrowser } from '../open-pages.browser.ts';
import { SUZUKI, startOpenIdBoard } from './openid-board.ts';

/** Where pictures go that people look at; none are made without. */
const PICTURES = process.env['YAMABIKO_PICTURES'];

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

describe.skipIf(!needs('chromium'))('a login at the issuer, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('leads there, back to what was asked for, and leaves nothing of it behind', async () => {
    const { board, issuer } = await startOpenIdBoard();
    issuer.person = SUZUKI;
    issuer.asks = true;
    const context = await browser.newContext({ locale: 'ja-JP' });
    const page = await context.newPage();
    await page.goto(`${board.url}/sectors/banking`);
    await page.getByRole('heading', { name: 'ログイン' }).waitFor();
    await picture(page, 'openid-login');
    await page.getByRole('button', { name: '協議会の認証基盤 でログイン' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: '自分のアカウント：openid:suzuki' }).waitFor();
    expect(page.url()).toBe(`${board.url}/sectors/banking`);
    const seen: string = await page.evaluate('performance.getEntries().map((e) => e.name).join()');
    expect(seen).not.toContain('code=');
    await page.getByRole('link', { name: '自分のアカウント：openid:suzuki' }).click();
    await page.getByText(issuer.url).waitFor();
    expect(await page.getByRole('heading', { name: 'パスワードを変える' }).count()).toBe(0);
    await picture(page, 'openid-account');
    await page.goBack();
    await page.goBack();
    expect(page.url()).not.toContain('code=');
    await context.close();
  });

  it('says that the issuer does not answer, beside the fields that do', async () => {
    const { board, issuer } = await startOpenIdBoard();
    await issuer.close();
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(board.url);
    await page.getByRole('button', { name: /^Log in with/ }).click();
    await page.getByRole('alert').getByText('does not answer').waitFor();
    expect(await page.getByLabel('Password').isEnabled()).toBe(true);
    await picture(page, 'openid-unreachable');
    await page.close();
  });

  it('says in words why somebody is not let in, in both languages, and how to begin again', async () => {
    const { board, issuer } = await startOpenIdBoard();
    issuer.person = { ...SUZUKI, acr: 'urn:example:password' };
    for (const [locale, button, text, again] of [
      ['ja-JP', /でログイン$/, '二つ目の要素', '最初からやり直す'],
      ['en-GB', /^Log in with/, 'second factor', 'Start again'],
    ] as const) {
      const context = await browser.newContext({ locale });
      const page = await context.newPage();
      await page.goto(board.url);
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('alert').getByText(text).waitFor();
      expect(page.url()).toBe(`${board.url}/openid`);
      await picture(page, `openid-refused-${locale}`);
      await page.getByRole('link', { name: again }).click();
      await page.getByRole('button', { name: button }).waitFor();
      await context.close();
    }
  });
});
