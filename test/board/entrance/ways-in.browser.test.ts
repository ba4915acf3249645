import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../src/core/words/language.ts';
import { codeAt, PASSWORD } from '../../accounts/opened-entrance.ts';
import { needs } from '../../support/needs.ts';
import { type LookedAt, look, pageToLookAt } from '../look.browser.ts';
import { launchBrowser, type OpenPages, openPages } from '../open-pages.browser.ts';
import { contextOf, type PeopledBoard, startPeopledBoard } from '../peopled-board.browser.ts';
import { startEnteredBoard } from './entered-board.ts';
import { COUNCIL, SUZUKI, startOpenIdBoard } from './openid-board.ts';

describe.skipIf(!needs('chromium'))(
  'what lets people in, light on a desk and in the other language, dark, on a phone',
  () => {
    let peopled: PeopledBoard;
    let browser: Browser;
    let pages: OpenPages;

    beforeAll(async () => {
      peopled = await startPeopledBoard();
      browser = await launchBrowser();
      pages = openPages(browser);
    });
    afterEach(() => pages.close());
    afterAll(async () => {
      await browser.close();
      await peopled.board.close();
    });

    const outside = (language: Language) =>
      pageToLookAt(pages, { url: peopled.board.url, language });

    /** Goes there, and waits until it is there. */
    async function goTo({ page, settle, language }: LookedAt, path: string, url?: string) {
      await page.goto(`${url ?? peopled.board.url}${path}`);
      await settle(language);
    }

    it('has no serious finding where somebody logs in: name, refusal and code', async () => {
      const looked = await outside('ja');
      const { page } = looked;
      await goTo(looked, '/sectors/gas');
      await look(looked, { where: 'login', shows: 'input[autocomplete=username]' });
      await page.locator('input[autocomplete=username]').fill(peopled.owners.council.name);
      await page.locator('input[type=password]').fill('not the password');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      await look(looked, { where: 'login refused', shows: '[role=alert]' });
      await page.locator('input[type=password]').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator('input[autocomplete=one-time-code]').waitFor();
      await look(looked, { where: 'code', shows: 'input[autocomplete=one-time-code]' });
    });

    it('has none where an account is taken up: link, code for the app, recovery codes', async () => {
      const looked = await outside('en');
      const { page } = looked;
      await goTo(looked, peopled.invitation);
      await page.locator('.qr-ink').waitFor();
      await look(looked, { where: 'invitation', shows: '.qr-ink' });
      const key = (await page.locator('.enrol-app code').innerText()).replaceAll(' ', '');
      for (const field of await page.locator('input[autocomplete=new-password]').all()) {
        await field.fill(PASSWORD);
      }
      const code = codeAt(key, peopled.clock.now());
      await page.locator('input[autocomplete=one-time-code]').fill(code);
      await page.keyboard.press('Enter');
      await page.locator('.codes li').first().waitFor();
      await look(looked, { where: 'recovery codes', shows: '.codes li' });
    });

    it('has none where a link or a token is told once, nor on the wall that it opens', async () => {
      const { board, owners } = peopled;
      const own = { url: board.url, language: 'en', ...contextOf(owners.operator) } as const;
      const looked = await pageToLookAt(pages, own);
      const { page } = looked;
      await goTo(looked, '/accounts');
      const form = page.locator('section[aria-labelledby=invite] form');
      await form.locator('input').first().fill('once@example.jp');
      await form.locator('select').selectOption('observer');
      await form.locator('input[type=password]').fill(PASSWORD);
      await page.getByRole('button', { name: 'Make the link' }).click();
      await page.locator('.once code').waitFor();
      await look(looked, { where: 'link told once', shows: '.once code' });
      const wall = await outside('ja');
      await wall.page.goto(`${board.url}${peopled.wall}`);
      await wall.page.locator('.display-sector').first().waitFor();
      await look(wall, { where: 'wall', shows: '.display-sector' });
    });

    it('has none before there is an account', async () => {
      const { board } = await startEnteredBoard(COUNCIL);
      const looked = await pageToLookAt(pages, { url: board.url, language: 'ja' });
      for (const [path, shows] of [
        ['/login', '.entrance p a'],
        ['/account', 'p.notice[role=status]'],
        ['/accounts', 'form.act'],
      ] as const) {
        await goTo(looked, path, board.url);
        await look(looked, { where: `${path} without accounts`, shows });
      }
      await board.close();
    });

    it('has none where an issuer lets people in, and where it lets somebody not in', async () => {
      const { board, issuer } = await startOpenIdBoard();
      issuer.person = { ...SUZUKI, acr: 'urn:example:password' };
      const looked = await pageToLookAt(pages, { url: board.url, language: 'en' });
      await goTo(looked, '/login', board.url);
      await look(looked, { where: 'login with an issuer', shows: '.issuer button' });
      await looked.page.locator('.issuer button').click();
      await looked.page.locator('.act-problem').waitFor();
      expect(new URL(looked.page.url()).pathname).toBe('/openid');
      await look(looked, { where: 'not let in', shows: '.act-problem' });
    });

    it('has none on the page for those measured, which has no script', async () => {
      const looked = await outside('ja');
      await goTo(looked, '/about-measurement?lang=ja');
      await look(looked, { where: 'about', shows: 'main h1' });
    });
  },
);
