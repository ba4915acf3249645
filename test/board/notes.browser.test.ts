import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { NOTE_REFUSAL_TEXTS } from '../../src/core/words/note-texts.ts';
import { HANDOVER, listed, OFFICES, type Who, written } from '../app/notes/note-rows.ts';
import { openSharedBoard, type SharedBoard } from '../app/sharing/shared-board.ts';
import { sharingCouncil } from '../app/sharing/shared-council.ts';
import { needs } from '../support/needs.ts';
import { pdfPages } from '../support/pdf-text.ts';
import { startFixtureBoard, wallClock } from './board-fixture.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { sessionByHeader } from './session-by-header.ts';

const config = sharingCouncil(['counted', 'named']);

describe.skipIf(!needs('chromium'))('notes, in a browser', () => {
  let shared: SharedBoard;
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    browser = await launchBrowser();
    pages = openPages(browser);
  });
  beforeEach(async () => {
    shared = await openSharedBoard(wallClock, {
      ...{ config, samples: [], states: new Map(), incidents: [], facts: new Map(), doubt: null },
    });
    board = await startFixtureBoard(shared.sources, {
      acting: shared.acting,
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
    page.on('dialog', (dialog) => void dialog.accept());
    return page;
  };
  const section = (page: Page, id: string) => page.locator(`section[aria-labelledby="${id}"]`);

  it('are sent by a secretariat, opened by a member, and seen as read', async () => {
    const office = await open('secretariat', '/notes');
    const form = section(office, 'write-note');
    await form.getByLabel('Marking').selectOption('TLP:AMBER');
    expect(await form.innerText()).toMatch(/inside the sector/);
    expect(await form.getByRole('checkbox').count()).toBe(1);
    await form.getByLabel('members of gas').check();
    await form.getByLabel('Subject').fill('Slow answers');
    await form.getByLabel('Text').fill('Since ten.\nWe look into it.');
    await form.getByLabel('For how long').selectOption('7');
    await form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => form.getByText('Sent.').count()).toBe(1);
    const sent = section(office, 'notes').locator('tbody tr');
    await expect
      .poll(() => sent.innerText())
      .toMatch(/Slow answers[\s\S]*our own[\s\S]*by 0 of 15/);

    const member = await open('near', '/notes');
    await expect.poll(() => section(member, 'notes').innerText()).toMatch(/1 unread/);
    await member.getByRole('link', { name: 'Slow answers' }).click();
    const text = member.locator('.note-text');
    await expect.poll(() => text.innerText()).toBe('Since ten.\nWe look into it.');
    expect(await member.locator('.badge.tlp').innerText()).toBe('TLP:AMBER');
    expect(await member.locator('main').innerText()).toMatch(/Keep it inside the sector/);
    expect(await section(member, 'readers').count()).toBe(0);
    await member.getByRole('link', { name: 'All notes' }).click();
    await expect.poll(() => member.locator('#notes').innerText()).toBe('Notes');

    await office.getByRole('link', { name: 'Slow answers' }).click();
    const readers = section(office, 'readers').locator('tbody tr');
    await expect.poll(() => readers.last().innerText()).toMatch(/“gas-0”\s+\w{3} \d/);
    expect(await readers.first().innerText()).toMatch(/not yet/);
    expect(await office.locator('.badge.tlp').innerText()).toBe('TLP:AMBER+STRICT');
  });

  it('are withdrawn, and then nobody finds their words', async () => {
    const id = await written(shared, 'secretariat', { subject: 'Gone soon' });
    const member = await open('near', '/notes');
    await expect.poll(() => member.getByText('Gone soon').count()).toBe(1);
    const office = await open('secretariat', `/notes/${id}`);
    await office.getByRole('button', { name: 'Withdraw' }).click();
    await expect.poll(() => office.locator('h1').innerText()).toBe('(withdrawn)');
    expect(await office.getByRole('button', { name: 'Withdraw' }).count()).toBe(0);
    await member.reload();
    await member.getByText('Over (1)').click();
    const row = member.locator('.notes-over tbody tr');
    await expect.poll(() => row.innerText()).toMatch(/\(withdrawn\)[\s\S]*withdrawn \w{3} \d/);
    await row.getByRole('link').click();
    await expect
      .poll(() => member.locator('main').innerText())
      .toMatch(/there is no text any more/);
  });

  it('arrive at a page that is open, whose bar counts them, and go from it', async () => {
    const page = await open('near', '/');
    await page.clock.install();
    await page.reload();
    const link = page.locator('nav.pages a[href="/notes"]');
    await expect.poll(() => link.innerText()).toBe('Notes');
    const id = await written(shared, 'secretariat', { subject: 'Come in' });
    await page.clock.fastForward(61_000);
    await expect.poll(() => link.innerText()).toMatch(/^Notes\s+1 unread$/);
    await page.getByRole('link', { name: 'Notes 1 unread', exact: true }).click();
    await page.getByRole('link', { name: 'Come in' }).click();
    await page.locator('.note-text').waitFor();
    const bar = await open('near', '/');
    await expect.poll(() => bar.locator('nav.pages a[href="/notes"]').innerText()).toBe('Notes');
    await shared.actBy(OFFICES.secretariat, '/api/acts/notes/withdraw', { id });
    await page.clock.fastForward(61_000);
    await expect.poll(() => page.locator('.note-text').count()).toBe(0);
    expect(await page.locator('h1').innerText()).toBe('(withdrawn)');
    expect(await page.title()).not.toMatch(/Come in/);
  });

  it('arrive in the open list as soon as the page is seen again', async () => {
    const page = await open('near', '/notes', 'ja-JP');
    await page.getByText('届いている注意喚起はありません。').waitFor();
    await written(shared, 'secretariat', { subject: '見えたら届く' });
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.getByRole('link', { name: '見えたら届く' }).waitFor();
    const bar = await open('near', '/', 'ja-JP');
    const link = bar.locator('nav.pages a[href="/notes"]');
    await expect.poll(() => link.innerText()).toMatch(/^注意喚起\s+未読 1 件$/);
  });

  it('are taken away by the operator, by their ids', async () => {
    const id = await written(shared, 'member', HANDOVER);
    const page = await open('operator', '/notes');
    const form = section(page, 'remove-note');
    await form.getByLabel('Id of the note').fill(` ${id} `);
    await form.getByRole('button', { name: 'Withdraw' }).click();
    await form.getByText('It is withdrawn.').waitFor();
    expect(await listed(shared, 'member')).toMatchObject([{ ended: { as: 'withdrawn' } }]);
    const member = await open('member', '/notes');
    await section(member, 'write-handover').waitFor();
    expect(await section(member, 'remove-note').count()).toBe(0);
  });

  it('that are refused say why, and what was written stays', async () => {
    const page = await open('council', '/notes');
    const form = section(page, 'write-note');
    await form.getByLabel('Subject').fill('Kept');
    await form.getByLabel('Text').fill('Kept, too');
    await form.getByRole('button', { name: 'Send' }).click();
    const { note_to_nobody, note_stays_in_sector } = NOTE_REFUSAL_TEXTS;
    await expect.poll(() => form.getByRole('alert').innerText()).toBe(note_to_nobody.en);
    await form.getByLabel('Marking').selectOption('TLP:AMBER');
    await form.getByLabel('members of gas').check();
    await form.getByLabel('secretariat of rail').check();
    await form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => form.getByRole('alert').innerText()).toBe(note_stays_in_sector.en);
    expect(await form.getByLabel('Text').inputValue()).toBe('Kept, too');
    const other = await open('far', '/notes/no-such-note').catch(() => null);
    // What is not found is complained of by the browser itself.
    await expect.poll(() => other?.locator('main').innerText()).toMatch(/There is no such note/);
    expect((await pages.close()).join()).toMatch(/404/);
  });

  it('are handed over in the own office, in Japanese, by one that writes to nobody else', async () => {
    const page = await open('observer', '/notes', 'ja-JP');
    await expect.poll(() => page.locator('h1').innerText()).toBe('注意喚起と申し送り');
    expect(await section(page, 'write-note').count()).toBe(0);
    const form = section(page, 'write-handover');
    await form.getByLabel('件名').fill('夜間の確認');
    await form.getByLabel('本文').fill('22 時にもう一度見てください。');
    await form.getByRole('button', { name: '登録する' }).click();
    const row = section(page, 'handovers').locator('tbody tr');
    await expect.poll(() => row.innerText()).toMatch(/夜間の確認[\s\S]*an-account-of-observer/);
    await row.getByRole('button', { name: '「夜間の確認」を済みにする' }).click();
    await page.getByText('終わったもの（1 件）').click();
    await expect
      .poll(() => page.locator('.notes-over tbody').innerText())
      .toMatch(/夜間の確認[\s\S]*に済み（an-account-of-observer）/);
    expect(await section(page, 'handovers').innerText()).toMatch(/残っている申し送りはありません/);
  });

  it('bear their marking on paper', async () => {
    const id = await written(shared, 'secretariat', { subject: 'On paper', text: 'As it is.' });
    const page = await open('member', `/notes/${id}`);
    await page.locator('.note-text').waitFor();
    const [paper = ''] = pdfPages(await page.pdf({ preferCSSPageSize: true }));
    expect(paper).toMatch(/On paper/);
    expect(paper).toMatch(/As it is\./);
    expect(paper.match(/TLP:GREEN/g)?.length).toBeGreaterThanOrEqual(2);
    const list = await open('secretariat', '/notes');
    await list.locator('form.act').first().waitFor();
    const [printed = ''] = pdfPages(await list.pdf({ preferCSSPageSize: true }));
    expect(printed).toMatch(/TLP:AMBER\+STRICT/);
    expect(printed).not.toMatch(/Write a note/);
  });

  it('are in the bar of those to whom they are, and among the tasks of the operator', async () => {
    for (const who of ['near', 'secretariat', 'council', 'observer'] as const) {
      const page = await open(who, '/');
      await page.locator('nav.pages').getByRole('link', { name: 'Notes', exact: true }).waitFor();
    }
    const tasks = await open('operator', '/tasks');
    await tasks.locator('main a[href="/notes"]').waitFor();
  });
});
