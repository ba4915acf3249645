import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { needs } from '../support/needs.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { createFakeJudging, incidentOf } from './judging-fixture.ts';
import { launchBrowser } from './open-pages.browser.ts';
import { sampleOf } from './sample-fixture.ts';

/** Of a request that the test refuses; one that the page itself gives up ends otherwise. */
const REFUSED = 'net::ERR_FAILED';
const SITE = 'banking-0001-home';
const INCIDENT = incidentOf({
  ...{ id: '20261128-1', pattern: 'single', targets: [SITE], since: Date.now() - 600_000 },
  subject: { kind: 'target', target: SITE },
});

describe.skipIf(!needs('chromium'))('what cannot be loaded anew', () => {
  const judging = createFakeJudging();
  const config = councilOf({ sectors: 1, sitesPerSector: 2 });
  const fixture = createFixture(config, undefined, { judging });
  let browser: Browser;
  let board: Board;

  beforeAll(async () => {
    browser = await launchBrowser();
    board = await startFixtureBoard(fixture.sources);
  });

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  it('is an incident that is shown as old although events come through, until it can', async () => {
    judging.say({ incidents: [INCIDENT] });
    await fixture.store.judgements.keepStep({ incidents: [INCIDENT], memory: null });
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${board.url}/incidents/${INCIDENT.id}`);
    await page.locator('.course').waitFor();
    const path = `**/api/incidents/${INCIDENT.id}`;
    await page.route(path, (route) => route.abort());
    const refused = () =>
      page.waitForEvent('requestfailed', (asked) => asked.failure()?.errorText === REFUSED);
    const first = refused();
    const ended = { ...INCIDENT, endedAt: Date.now(), ending: 'recovered' } as const;
    await fixture.store.judgements.keepStep({ incidents: [ended], memory: null });
    judging.say({});
    await first;
    // It tries again once it knows that it failed.
    await refused();
    await page.clock.fastForward(40_000);
    await page.getByRole('alert').getByText('it is not the present state').waitFor();
    // Events arrive every half second, and make nothing of it younger.
    await expect.poll(() => page.locator('.fresh').innerText()).toMatch(/updated 4[2-9] s ago/);
    expect(await page.locator('main.is-stale').count()).toBe(1);
    await page.unroute(path);
    await page.locator('.incident-marks', { hasText: 'recovered' }).waitFor();
    await expect.poll(() => page.locator('.is-stale').count()).toBe(0);
    await context.close();
  });

  it('is a site or a sector that is shown as old likewise', async () => {
    const [site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    const begun = Date.now();
    for (const [path, asked, at] of [
      [`/targets/${SITE}`, `**/api/targets/${SITE}`, begun - 300_000],
      ['/sectors/banking', '**/api/sectors/banking', begun],
    ] as const) {
      const context = await browser.newContext({ locale: 'en-GB' });
      const page = await context.newPage();
      await page.clock.install();
      await page.goto(board.url + path);
      await page.locator('.fresh.is-live').waitFor();
      await page.route(asked, (route) => route.abort());
      const refused = page.waitForEvent('requestfailed');
      // Two samples between two events: a sector's page is told to load anew, and a site's does at each.
      for (const ago of [120_000, 60_000, 0]) fixture.live.observe(sampleOf(site, at - ago));
      await refused;
      await page.clock.fastForward(40_000);
      await page.getByRole('alert').getByText('it is not the present state').waitFor();
      await page.unroute(asked);
      await expect.poll(() => page.locator('.is-stale').count()).toBe(0);
      await context.close();
    }
  });
});
