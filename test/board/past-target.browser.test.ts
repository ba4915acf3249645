import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { CONSENTS } from '../../src/core/config.ts';
import { openSharedBoard } from '../app/sharing/shared-board.ts';
import { sharingCouncil } from '../app/sharing/shared-council.ts';
import { placedIn } from '../app/sharing/widened-council.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { needs } from '../support/needs.ts';
import { AXE, findingsOf, RULES } from './axe.browser.ts';
import { browsedBoard } from './browsed-board.browser.ts';
import { incidentOf } from './judging-fixture.ts';
import { failureOf, phasesOf, sampleOf } from './sample-fixture.ts';
import { councilNow, serve } from './shared-pages.browser.ts';
import { fitsItsWindow, PHONE } from './widths.browser.ts';

/** Where pictures go that people look at; none are made without. */
const PICTURES = process.env['YAMABIKO_PICTURES'];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;

const config = sharingCouncil(CONSENTS, { secretariatSees: 'judgement' });

/** Every ten minutes of three days, each day slower than the one before; a day and an hour ago it failed. */
function samplesOf(site: string) {
  const placed = placedIn(config, site);
  return Array.from({ length: 432 }, (_, n) => {
    const slot = NOW - (432 - n) * 10 * MINUTE;
    const hoursAgo = (NOW - slot) / HOUR;
    if (hoursAgo > 25 && hoursAgo <= 26) return failureOf(placed, slot);
    const phases = phasesOf(200 + 100 * Math.floor((72 - hoursAgo) / 24));
    return sampleOf(placed, slot, { phases });
  });
}

/** What came of the failures a day ago, and of the first day's first hour. */
const INCIDENTS = [71, 25].map((hoursAgo, n) => {
  const endedAt = NOW - hoursAgo * HOUR;
  return incidentOf({
    ...{ id: `20261128-${n + 1}`, pattern: 'single', since: endedAt - HOUR },
    ...{ subject: { kind: 'target', target: 'own-counted' }, targets: ['own-counted'] },
    more: { endedAt, ending: 'recovered' },
  });
});

/** A board on which the secretariat came to see the values of a site five hours ago. */
async function startBoard(): Promise<Board> {
  const clock = new ManualClock(NOW - 5 * HOUR);
  const samples = ['own-counted', 'near-counted'].flatMap(samplesOf);
  const shared = await openSharedBoard(clock, { ...councilNow([], INCIDENTS), config, samples });
  const owner = { kind: 'member', member: 'near-of-counted', sector: 'gas' } as const;
  const choice = { target: 'near-counted', secretariatSees: 'detail' };
  expect((await shared.act(owner, '/api/consent', choice)).status).toBe(200);
  await clock.run(5 * HOUR + Math.max(0, Date.now() - NOW));
  return await serve(shared, clock);
}

describe.skipIf(!needs('chromium'))('the page of a site in the past', () => {
  const shown = browsedBoard(startBoard);

  const at = (hoursAgo: number) => new Date(NOW - hoursAgo * HOUR).toISOString().slice(0, 16);
  const figure = (page: Page, n: number) => page.locator('.day .figures dd').nth(n).innerText();
  const picture = async (page: Page, name: string) => {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  };

  it.each(['member', 'operator'] as const)('is a day back by one key for the %s', async (who) => {
    const page = await shown.open(who, '/targets/own-counted');
    await page.locator('.chart canvas').waitFor();
    expect(await page.locator('.day h2').innerText()).toBe('Last 24 hours');
    await page.keyboard.press('d');
    await page.locator('.past-banner').waitFor();
    await page.locator('.chart canvas').waitFor();
    expect(page.url()).toMatch(/\/targets\/own-counted\?at=\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/);
    expect(await page.locator('.day h2').innerText()).toBe('24 hours up to this moment');
    expect(await figure(page, 0)).toMatch(/^14[345]$/);
    expect(await figure(page, 1)).toBe('6');
    // What was usual before that day, and what was said in it.
    await page.locator('.usual-swatch').waitFor();
    expect(await page.locator('.usual-legend').innerText()).toMatch(
      /^The band is .* on the [12] days? stored before these 24 hours/,
    );
    const incidents = page.locator('#site-incidents + table tbody tr');
    await expect.poll(() => incidents.count()).toBe(1);
    // Times are told to five minutes.
    expect(await incidents.innerText()).toMatch(/slow[\s\S]*(1 h|5\d min)[\s\S]*recovered/);
    // Nothing of how it does now.
    expect(await page.locator('.fresh, .verdicts, .site-state, #last-probe').count()).toBe(0);
    const file = await page.locator('.chart a', { hasText: 'CSV' }).getAttribute('href');
    const { searchParams } = new URL(file ?? '', shown.board.url);
    const [from, to] = [searchParams.get('from'), searchParams.get('to')].map(Number);
    expect((to ?? 0) - (from ?? 0)).toBe(24 * HOUR);
    expect(new Date(to ?? 0).toISOString().slice(0, 16)).toBe(
      page.url().split('at=')[1]?.slice(0, 16),
    );
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await expect
      .poll(() => page.locator('.day .notice').innerText())
      .toMatch(/no samples of these/);
    await page.keyboard.press('n');
    await expect.poll(() => page.locator('.day h2').innerText()).toBe('Last 24 hours');
    await page.locator('.verdicts').waitFor();
    expect(page.url()).not.toContain('?at=');
  });

  it.each(['en-GB', 'ja-JP'])('has (%s) what was told then of incidents', async (locale) => {
    const isEnglish = locale === 'en-GB';
    const opened = (hoursAgo: number, more: object = {}) =>
      shown.open('member', `/targets/own-counted?at=${at(hoursAgo)}Z`, { locale, ...more });
    const during = await opened(25.5);
    const panel = during.locator('[aria-labelledby="site-incidents"]');
    await panel.locator('tbody tr').waitFor();
    expect(await panel.locator('tbody tr').innerText()).toMatch(
      isEnglish ? /slow.*\t(2\d|3\d) min\tgoing on/s : /遅い.*\t(2\d|3\d)分\t継続中/s,
    );
    expect(await panel.locator('h2').innerText()).toMatch(
      isEnglish ? /^Incidents of this site/ : /^この24時間に起きた、/,
    );
    const between = await opened(27);
    await between
      .locator('.usual-legend', { hasText: isEnglish ? /^The band/ : /^帯は/ })
      .waitFor();
    expect(await between.locator('#site-incidents').count()).toBe(0);
    const far = await opened(24 * 40);
    const untold = isEnglish ? /Incidents are told for 30 days back/ : /30日前までです/;
    await far.locator('[aria-labelledby="site-incidents"] .note', { hasText: untold }).waitFor();
  });

  it('says that incidents could not be loaded, and has them when they can', async () => {
    const page = await shown.open('member', '/targets/own-counted');
    await page.locator('.chart canvas').waitFor();
    await page.route('**/api/day?*', (route) => route.abort());
    await page.keyboard.press('d');
    await page
      .locator('#content > .notice', { hasText: /^The incidents could not be loaded/ })
      .waitFor();
    await page.unroute('**/api/day?*');
    await page.locator('#site-incidents + table tbody tr').waitFor();
    expect((await shown.pages.close()).join()).toMatch(/ERR_FAILED/);
  });

  it.each(['en-GB', 'ja-JP'])('is a link (%s) that each reads by his own right', async (locale) => {
    const page = await shown.open('member', `/targets/own-counted?at=${at(20)}Z`, { locale });
    await page.locator('.chart canvas').waitFor();
    const isEnglish = locale === 'en-GB';
    const title = isEnglish ? /^The past: / : /^過去の表示: /;
    expect(await page.locator('.past-banner strong').innerText()).toMatch(title);
    await page.evaluate(AXE);
    expect(await findingsOf(page, RULES)).toEqual([]);
    await picture(page, `past-target-${locale}`);
    await fitsItsWindow(
      await shown.open('member', `/targets/own-counted?at=${at(20)}Z`, PHONE),
      locale,
    );
    const judged = await shown.open('council', `/targets/near-named?at=${at(20)}Z`, { locale });
    const note = isEnglish ? /the judgement alone is shared/ : /判定だけが共有されて/;
    await expect.poll(() => judged.locator('.past-banner').innerText()).toMatch(note);
    await judged.locator('.target-head a').last().click();
    await expect.poll(() => judged.url()).toContain(`/sectors/gas?at=${at(20)}Z`);
    const none = await shown.open('council', `/targets/near-counted?at=${at(20)}Z`, { locale });
    const missing = isEnglish ? /There is no such site/ : /この計測対象はありません/;
    await expect.poll(() => none.locator('#content').innerText()).toMatch(missing);
    expect(await none.locator('.past-banner').count()).toBe(0);
    const complaints = await shown.pages.close();
    expect(complaints.every((text) => text.includes('404'))).toBe(true);
  });

  it.each(['en-GB', 'ja-JP'])('tells (%s) values from when they are shared', async (locale) => {
    const page = await shown.open('secretariat', `/targets/near-counted?at=${at(2)}Z`, { locale });
    await page.locator('.chart canvas').waitFor();
    const since = locale === 'en-GB' ? /shared with you from .* on/ : /から共有されています/;
    expect(await page.locator('.past-banner .note').innerText()).toMatch(since);
    expect(await figure(page, 0)).toBe('18');
    // What is usual would be of before.
    const none = locale === 'en-GB' ? /^No usual range is shown/ : /平常の範囲は示せません。/;
    await page.locator('.usual-legend', { hasText: none }).waitFor();
    await picture(page, `past-target-cut-${locale}`);
    const before = await shown.open('secretariat', `/targets/near-counted?at=${at(6)}Z`, {
      locale,
    });
    const not = locale === 'en-GB' ? /were not shared/ : /まだ共有されていませんでした/;
    await expect.poll(() => before.locator('.past-banner .note').innerText()).toMatch(not);
    expect(await figure(before, 0)).toBe('0');
    expect(await before.locator('.chart').count()).toBe(0);
  });
});
