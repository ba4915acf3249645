import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import { openSharedBoard } from '../app/sharing/shared-board.ts';
import { samplesAt } from '../app/sharing/shared-council.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { needs } from '../support/needs.ts';
import { browsedBoard } from './browsed-board.browser.ts';
import { councilNow, serve } from './shared-pages.browser.ts';

/** Where pictures go that people look at; none are made without. */
const PICTURES = process.env['YAMABIKO_PICTURES'];
const MINUTE = 60_000;
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const before = (minutes: number) => NOW - minutes * MINUTE;

const SITES = ['far-named', 'far-counted', 'near-named'];

/** A board that ran for eight hours, but one; on which a site was named two hours ago. */
async function startBoard(): Promise<Board> {
  const clock = new ManualClock(before(480));
  const quiet = { ...councilNow([], []), samples: [] };
  const shared = await openSharedBoard(clock, quiet);
  const unknown = { judgement: 'unknown', since: before(60) } as const;
  const minute = async (left: number) => {
    const states = new Map(left <= 60 ? [['far-named', unknown]] : []);
    const all = samplesAt(quiet.config, clock.now());
    const samples = all.filter(({ target }) => SITES.includes(target));
    await shared.become({ ...quiet, samples, states });
    shared.releases.take(clock.now());
    await clock.run(MINUTE);
  };
  for (let left = 480; left > 300; left -= 1) await minute(left);
  await clock.run(60 * MINUTE);
  for (let left = 240; left > 120; left -= 1) await minute(left);
  const owner = { kind: 'member', member: 'far-of-counted', sector: 'rail' } as const;
  const choice = { target: 'far-counted', consent: 'named' };
  expect((await shared.act(owner, '/api/consent', choice)).status).toBe(200);
  for (let left = 120; left > 0; left -= 1) await minute(left);
  await clock.run(Math.max(0, Date.now() - NOW));
  return await serve(shared, clock);
}

describe.skipIf(!needs('chromium'))('the 24 hours of a site that is shown by name', () => {
  const shown = browsedBoard(startBoard);

  const stripOf = (page: Page, target: string) =>
    page.locator('.named-sites tr', { hasText: target }).locator('.run-strip');
  /** Of what is drawn the first and the last moment, in minutes before now. */
  const drawn = async (page: Page, target: string, what: 'run' | 'run-gap') => {
    const strip = stripOf(page, target);
    await strip.waitFor();
    return await strip.locator(`.${what}`).evaluateAll((all) =>
      all.map((each) => {
        const { x, width } = (each as unknown as SVGGraphicsElement).getBBox();
        return [Math.round((1441 - x) / 10) * 10, Math.round((1441 - x - width) / 10) * 10];
      }),
    );
  };

  it.each(['en-GB', 'ja-JP'])(
    'is normal (%s) when that is known, and a gap else',
    async (locale) => {
      const page = await shown.open('council', '/sectors/rail', { locale });
      expect(await drawn(page, 'far-counted', 'run')).toEqual([[120, 0]]);
      expect(await drawn(page, 'far-counted', 'run-gap')).toEqual([[1440, 120]]);
      expect(await drawn(page, 'far-named', 'run')).toEqual([
        [480, 300],
        [240, 60],
      ]);
      expect(await drawn(page, 'far-named', 'run-gap')).toEqual([
        [1440, 480],
        [300, 240],
        [60, 0],
      ]);
      const label = await stripOf(page, 'far-counted').getAttribute('aria-label');
      expect(label).toMatch(
        locale === 'en-GB'
          ? /as far as it is known: nothing other than normal .* · not measured or not shared: .* to /
          : /分かる時間のみ.* · 計測していないか、共有されていません: .*〜/,
      );
      if (PICTURES === undefined) return;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `strips-${locale}.png`), fullPage: true });
    },
  );

  it('of a member that was always told has a gap where the service did not run alone', async () => {
    const own = await shown.open('secretariat', '/sectors/gas');
    expect(await drawn(own, 'near-named', 'run')).toEqual([
      [480, 300],
      [240, 0],
    ]);
  });
});
