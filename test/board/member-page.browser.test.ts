import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { CONSENTS } from '../../src/core/config.ts';
import type { Viewer } from '../../src/core/words/viewer.ts';
import { inSession, openSharedBoard, type SharedBoard } from '../app/sharing/shared-board.ts';
import { samplesAt, sharingCouncil, VIEWERS } from '../app/sharing/shared-council.ts';
import { CODE } from '../app/sharing/shared-voices.ts';
import { needs } from '../support/needs.ts';
import { startFixtureBoard, wallClock } from './board-fixture.ts';
import { incidentOf } from './judging-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { fitsItsWindow, PHONE } from './widths.browser.ts';

type Who = keyof typeof VIEWERS | 'far';

const NOW = Date.now();
const SINCE = NOW - 17 * 60_000;
const config = sharingCouncil(CONSENTS);
const FAR = { kind: 'member', member: 'far-of-named', sector: 'rail' } as const;
const WHO: Readonly<Record<Who, Viewer>> = { ...VIEWERS, far: FAR };
const FAILING = ['own-counted', 'far-named'];

/** What a browser says of an act that was not done. */
const REFUSED = expect.stringContaining('status of 422');

/** In Japan, as a field for date and time takes it. */
function localTime(at: number): string {
  return new Date(at + 9 * 3_600_000).toISOString().slice(0, 16);
}

describe.skipIf(!needs('chromium'))('the page of a member, in a browser', () => {
  let shared: SharedBoard;
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    const state = { judgement: 'failing', since: SINCE } as const;
    shared = await openSharedBoard(wallClock, {
      ...{ config, facts: new Map(), doubt: null, samples: samplesAt(config, NOW - 60_000) },
      states: new Map(FAILING.map((target) => [target, state])),
      incidents: FAILING.map((target, n) =>
        incidentOf({
          ...{ id: `20261128-${n + 1}`, pattern: 'single', subject: { kind: 'target', target } },
          ...{ targets: [target], since: SINCE },
        }),
      ),
    });
    board = await startFixtureBoard(shared.sources, {
      acts: shared.acts,
      admit: ({ header }) => {
        const who = Object.entries(WHO).find(([name]) => name === header('x-viewer'));
        return who ? inSession(who[1]) : { viewer: null, refusal: 'nobody' };
      },
      stream: { tickMs: 50, heartbeatMs: 500, stallMs: 20_000, maxClients: 40 },
    });
    browser = await launchBrowser();
    pages = openPages(browser);
  });

  afterEach(async () => expect(await pages.close()).toEqual([]));

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  const open = (who: Who, path: string, options: BrowserContextOptions = {}) =>
    pages.open(`${board.url}${path}`, {
      ...{ locale: 'en-GB', extraHTTPHeaders: { 'x-viewer': who }, ...options },
    });
  const textOf = (page: Page) => page.locator('#content').innerText();

  it('takes a name back, which is gone from a page that others have open', async () => {
    const council = await open('council', '/');
    await expect.poll(() => textOf(council)).toContain('“far-of-named”');
    const own = await open('far', '/');
    await own.locator('nav.pages a', { hasText: 'Our organisation' }).click();
    const sharing = own.locator('article', { hasText: 'far-named' });
    await expect.poll(() => sharing.innerText()).toContain('From the configuration files');
    await sharing.locator('select').first().selectOption('counted');
    await sharing.locator('button').click();
    await expect.poll(() => sharing.innerText()).toContain('Every page shows it so');
    expect(await sharing.innerText()).toContain('Set by the member');
    expect(await sharing.innerText()).toContain('The files have “named beyond its sector”');
    await expect.poll(() => textOf(council)).not.toContain('“far-of-named”');
  });

  it('puts what a member says beside the judgement, for whoever sees that', async () => {
    const own = await open('member', '/members/gas-own');
    const said = own.locator('section', { has: own.locator('#member-statements') });
    const form = said.locator('form').last();
    await form.locator('select').nth(0).selectOption('own-counted');
    await form.locator('select').nth(2).selectOption('measurement_error');
    await form.locator('input').fill('Only the way we are measured by is closed');
    await form.locator('button').click();
    await expect.poll(() => said.innerText()).toContain('Only the way we are measured by');
    const words = /The member says “measured wrongly”: Only the way we are measured by is closed/;
    for (const [who, path] of [
      ['secretariat', '/'],
      ['secretariat', '/targets/own-counted'],
      ['secretariat', '/incidents'],
      ['operator', '/sectors/gas'],
      ['operator', '/targets/own-counted'],
      ['operator', '/incidents/20261128-1'],
      ['operator', '/incidents'],
    ] as const) {
      const page = await open(who, path);
      await expect.poll(() => textOf(page), { message: `${who} ${path}` }).toMatch(words);
      await page.close();
    }
    const council = await open('council', '/');
    await expect.poll(() => textOf(council)).not.toBe('');
    expect(await textOf(council)).not.toContain('Only the way');
  });

  it('gives the operator the objection to answer, once, and shows what he said', async () => {
    const tasks = await open('operator', '/tasks');
    const task = tasks.locator('section[aria-labelledby^="task-"]');
    await expect.poll(() => task.innerText()).toContain('“gas-own”');
    tasks.on('dialog', (dialog) => void dialog.accept());
    await task.locator('input').fill('Our way out was closed');
    await task.locator('button').click();
    await expect.poll(() => task.innerText()).toContain('answered');
    expect(await task.locator('form').count()).toBe(0);
    expect(shared.corrected).toHaveLength(1);
    const office = await open('secretariat', '/targets/own-counted');
    await expect.poll(() => textOf(office)).toContain('The operator confirms it: Our way out');
  });

  it('asks whoever is not the member for the reference of its request', async () => {
    const page = await open('secretariat', '/members/near-of-counted', { locale: 'ja-JP' });
    const sharing = page.locator('article', { hasText: 'near-counted' });
    await expect.poll(() => textOf(page)).toContain('に代わって操作できます');
    await sharing.locator('select').nth(1).selectOption('judgement');
    await sharing.locator('input').fill('電話 11/28');
    await sharing.locator('button').click();
    await expect.poll(() => sharing.innerText()).toContain('決めました');
    await sharing.locator('summary').click();
    expect(await sharing.innerText()).toContain('依頼: 電話 11/28');
  });

  it('adds a contact, changes it, verifies it and removes it', async () => {
    const own = await open('member', '/members/gas-own');
    const contacts = own.locator('section', { has: own.locator('#member-contacts') });
    await expect.poll(() => contacts.innerText()).toContain('From the configuration files');
    const form = contacts.locator('form').last();
    await form.locator('input').nth(0).fill('web@example.jp');
    await form.locator('input').nth(1).fill('Web desk');
    await form.locator('select').nth(1).selectOption('failing');
    await form.locator('button[type=submit]').click();
    await expect.poll(() => contacts.locator('tbody tr').innerText()).toContain('Web desk');
    expect(await contacts.innerText()).toContain('Set by the member');
    expect(await contacts.innerText()).toContain('the address is not verified');
    expect(shared.coded).toEqual(['member:gas-own/mail:web@example.jp']);

    await contacts.getByRole('button', { name: 'Change mail web@example.jp' }).click();
    await form.locator('input[type=time]').nth(0).fill('22:00');
    await form.locator('input[type=time]').nth(1).fill('07:00');
    await form.locator('button[type=submit]').click();
    await expect.poll(() => contacts.innerText()).toContain('not between 22:00 and 07:00');
    await form.locator('input').nth(0).fill('no address');
    await form.locator('button[type=submit]').click();
    await expect.poll(() => contacts.innerText()).toContain('The address has to be');

    const code = contacts.locator('form').first();
    await code.locator('input').fill('000000');
    await code.locator('button').click();
    await expect.poll(() => code.innerText()).toContain('No such number');
    await code.locator('input').fill(CODE);
    await code.locator('button').click();
    await expect.poll(() => code.locator('input').inputValue()).toBe('');

    own.on('dialog', (dialog) => void dialog.accept());
    await contacts.getByRole('button', { name: 'Remove mail web@example.jp' }).click();
    await expect.poll(() => contacts.innerText()).toContain('nobody is told anything');
    expect(await pages.close()).toEqual([REFUSED, REFUSED]);
  });

  it('plans work, and takes it back', async () => {
    const own = await open('member', '/members/gas-own');
    const works = own.locator('section', { has: own.locator('#member-works') });
    await expect.poll(() => works.innerText()).toContain('No planned work');
    const form = works.locator('form');
    await form.locator('select').selectOption('own-named');
    await form.locator('input').nth(0).fill('New cables');
    await form
      .locator('input')
      .nth(1)
      .fill(localTime(NOW - 60_000));
    await form
      .locator('input')
      .nth(2)
      .fill(localTime(NOW + 40 * 86_400_000));
    await form.locator('button').click();
    await expect.poll(() => form.innerText()).toContain('31 days at most');
    await form
      .locator('input')
      .nth(2)
      .fill(localTime(NOW + 3_600_000));
    await form.locator('button').click();
    await expect.poll(() => works.locator('tbody tr').innerText()).toContain('New cables');
    expect(await works.locator('tbody tr').innerText()).toContain('own-named');
    own.on('dialog', (dialog) => void dialog.accept());
    await works.getByRole('button', { name: 'Take back New cables' }).click();
    await expect.poll(() => works.innerText()).toContain('No planned work');
    expect(await pages.close()).toEqual([REFUSED]);
  });

  it('changes contacts on behalf, by the reference of a request', async () => {
    const page = await open('secretariat', '/members/near-of-sector', { locale: 'ja-JP' });
    const contacts = page.locator('section', { has: page.locator('#member-contacts') });
    const form = contacts.locator('form').last();
    await form.locator('select').first().selectOption('telephone');
    await form.locator('input').nth(0).fill('03-1234-5678');
    await form.locator('input').last().fill('電話 11/28');
    await form.locator('button[type=submit]').click();
    await expect.poll(() => contacts.innerText()).toContain('依頼: 電話 11/28');
    expect(await contacts.innerText()).toContain('自動では送りません');
  });

  it.each(['member', 'operator'] as const)(
    'needs no scrolling sideways on a phone (%s)',
    async (who) => {
      const page = await open(who, '/members/gas-own', PHONE);
      await expect.poll(() => textOf(page)).toContain('own-counted');
      await fitsItsWindow(page, who);
    },
  );
});
