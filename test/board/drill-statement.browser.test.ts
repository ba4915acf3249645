import { expect, it, onTestFinished } from 'vitest';
import type { StatementListDto } from '../../src/board/dto/statement.ts';
import { CONSENTS } from '../../src/core/config.ts';
import type { DrillMark } from '../../src/core/words/scenario.ts';
import { createScaledClock, withRealDelays } from '../../src/schedule/scaled-clock.ts';
import { inSession, openSharedBoard } from '../app/sharing/shared-board.ts';
import { samplesAt, sharingCouncil, VIEWERS } from '../app/sharing/shared-council.ts';
import { needs } from '../support/needs.ts';
import { startFixtureBoard } from './board-fixture.ts';
import { launchBrowser, openPages } from './open-pages.browser.ts';

const HOUR_MS = 3_600_000;
const DRILL: DrillMark = {
  id: 'kakuu-20261128T001500',
  scenario: 'kakuu',
  title: { ja: '架空の大規模障害', en: 'A fictional outage' },
  from: Date.parse('2022-09-06T16:00:00+09:00'),
  to: Date.parse('2022-09-06T22:00:00+09:00'),
  speed: 60,
};
const config = sharingCouncil(CONSENTS);

it.skipIf(!needs('chromium'))(
  'a member says something in a drill of another year, until an hour of the drill later',
  async () => {
    const clock = createScaledClock(DRILL.from, DRILL.speed);
    clock.begin(Date.now());
    const shared = await openSharedBoard(
      withRealDelays(clock),
      {
        ...{ config, facts: new Map(), doubt: null, states: new Map(), incidents: [] },
        samples: samplesAt(config, DRILL.from),
      },
      { drill: DRILL },
    );
    const board = await startFixtureBoard(shared.sources, {
      acts: shared.acts,
      admit: () => inSession(VIEWERS.member),
    });
    onTestFinished(() => board.close());
    const browser = await launchBrowser();
    onTestFinished(() => browser.close());
    const pages = openPages(browser);
    const page = await pages.open(`${board.url}/members/gas-own`, { locale: 'en-GB' });
    const said = page.locator('section', { has: page.locator('#member-statements') });
    const form = said.locator('form').last();
    await form.locator('input').fill('Moving to the new cables');
    await form.locator('select').nth(3).selectOption('1');
    const before = clock.now();
    await form.locator('button').click();
    await expect.poll(() => said.innerText()).toContain('Moving to the new cables');
    const answer = await fetch(`${board.url}/api/statements`);
    const { data } = (await answer.json()) as { readonly data: StatementListDto };
    const [kept] = data.statements;
    // The page may have been on its way for a moment, which is a minute there.
    expect(kept?.until).toBeGreaterThan(before + HOUR_MS - 10 * 60_000);
    expect(kept?.until).toBeLessThan(clock.now() + HOUR_MS + 60_000);
    await said.getByRole('button', { name: 'Take it back' }).click();
    await expect.poll(() => said.innerText()).toContain('taken back');
    expect(await pages.close()).toEqual([]);
  },
);
