import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { RefusedReload, ReloadStatus } from '../../src/core/ports/reload-status.ts';
import type { ActiveMaintenance } from '../../src/core/words/maintenance.ts';
import { needs } from '../support/needs.ts';
import { createFixture, QUIET_FIGURES, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { measureTheHour } from './measured-day.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';
import { failureOf, sampleOf } from './sample-fixture.ts';

describe.skipIf(!needs('chromium'))('the pages of a sector and of the prober', () => {
  let figures = QUIET_FIGURES;
  let reload: ReloadStatus = { loadedAt: Date.now(), restart: [], refused: null };
  const fixture = createFixture(
    councilOf({ sectors: 2, sitesPerSector: 6, bothEvery: 6 }),
    () => figures,
    { reload: () => reload },
  );
  const work: ActiveMaintenance = {
    window: 'night',
    title: { ja: '機器の更新', en: 'New machines' },
    from: Date.now() - 1_800_000,
    to: Date.now() + 1_800_000,
  };
  let browser: Browser;
  let pages: OpenPages;
  let board: Board;

  beforeAll(async () => {
    await measureTheHour(fixture);
    const now = Date.now();
    const [first] = fixture.live.table.targets;
    if (first === undefined) throw new Error('the fixture has sites');
    for (let at = now - 50 * 3_600_000; at < now - 26 * 3_600_000; at += 600_000) {
      await fixture.store.samples.append([sampleOf(first, at)]);
    }
    fixture.live.takeNormals(
      await fixture.store.samples.rollups({ period: '1h', from: 0, to: now }),
      now,
    );
    fixture.live.useMaintenance((target, at) =>
      target === 'banking-0005-home' && at >= work.from && at < work.to ? work : null,
    );
    board = await startFixtureBoard(fixture.sources);
    browser = await launchBrowser();
    pages = openPages(browser);
  });

  afterEach(async () => expect(await pages.close()).toEqual([]));

  afterAll(async () => {
    await browser.close();
    await board.close();
  });

  const open = (path: string, options: BrowserContextOptions = { locale: 'en-GB' }) =>
    pages.open(`${board.url}${path}`, options);
  const rows = (at: Page) =>
    at.locator('.members tbody tr').evaluateAll((all) => all.map((row) => row.dataset['target']));

  it('has a row a site with its strip, those without an answer first', async () => {
    const at = await open('/sectors/banking', { locale: 'ja-JP' });
    await at.locator('.members').waitFor();
    expect(await at.locator('.lead-counts').innerText()).toContain(
      '6の計測対象のうち、4が正常に応答し、1は正常な応答を確認できていません',
    );
    expect((await rows(at)).slice(0, 3)).toEqual([
      'banking-0002-home',
      'banking-0003-home',
      'banking-0001-home',
    ]);
    expect(await rows(at)).toHaveLength(7);
    expect(await at.locator('.members .strip').count()).toBe(6);
    const strip = at.locator('.members tr[data-target="banking-0002-home"] .strip');
    expect(await strip.getAttribute('aria-label')).toBe('成功0、失敗61、未計測0');
    const row = at.locator('.members tr[data-target="banking-0001-home"]');
    expect(await row.innerText()).toContain('1.0倍');
  });

  it('sorts by a heading, filters, and searches', async () => {
    const at = await open('/sectors/banking');
    await at.locator('.members').waitFor();
    await at.getByRole('button', { name: 'Response time' }).click();
    expect(await rows(at)).toEqual((await rows(at)).toSorted().toReversed().toSorted(bySlowness));
    const heading = at.locator('.members th.c-total');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    await at.getByRole('checkbox').check();
    expect(await rows(at)).toEqual(['banking-0002-home', 'banking-0003-home']);
    await at.getByRole('searchbox').fill('yumemi');
    expect(await rows(at)).toEqual(['banking-0002-home']);
  });

  it('follows what changes, hour by hour of a site included', async () => {
    const at = await open('/sectors/securities');
    const [, , , , , , site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has twelve sites');
    const row = at.locator(`.members tr[data-target="${site.target.id}"]`);
    await row.waitFor();
    fixture.live.observe(failureOf(site, Date.now()));
    await row.getByText('timed out').waitFor();
    const strip = row.locator('.strip');
    await expect.poll(() => strip.getAttribute('aria-label')).toContain('1 failed');
    fixture.live.observe(sampleOf(site, Date.now()));
    await row.getByText('200').waitFor();
  });

  it('shows planned work in the sector and on the page of the site', async () => {
    const [, , , , site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has twelve sites');
    await fixture.measure([failureOf(site, Date.now())]);
    const at = await open('/sectors/banking');
    await at.locator('.members tr.is-planned').getByText('planned work').waitFor();
    expect(await at.locator('.lead-counts').innerText()).toContain('1 is under planned work');
    await at.locator('.members tr.is-planned a').click();
    await at.locator('.site-state').getByText('Planned work until').waitFor();
    await at.locator('.site-state').getByText('New machines').waitFor();
    expect(await at.locator('.ribbon .strip-planned').count()).toBe(1);
  });

  it('draws what is usual behind the day of a site', async () => {
    const at = await open('/targets/banking-0001-home', { locale: 'ja-JP' });
    await at.locator('.usual-swatch').waitFor();
    expect(await at.locator('.usual-legend').innerText()).toMatch(/過去[12]日の同じ時間帯/);
    expect(await at.locator('.site-state').innerText()).toContain('24時間の中央値の1.0倍です。');
    await at.getByRole('button', { name: '区間の積み上げ' }).click();
    await at.locator('.day .legend').waitFor();
  });

  it('says how the prober does, and when it is in trouble, on every page', async () => {
    const at = await open('/prober');
    await at.getByText('Measuring and storing work as they should').waitFor();
    expect(await at.locator('#panel-probing + dl').innerText()).toMatch(
      /Lateness of starts, p99[\s\S]*3\.5 ms[\s\S]*117 of 120/,
    );
    const overview = await open('/');
    await overview.locator('.sectors').waitFor();
    expect(await overview.locator('.condition-banner').count()).toBe(0);
    figures = {
      ...QUIET_FIGURES,
      store: { ...QUIET_FIGURES.store, status: 'waiting', pending: 1234, problem: 'disk full' },
    };
    reload = {
      loadedAt: reload.loadedAt,
      restart: ['defaults.limits.perAddressConcurrency'],
      refused: {
        at: Date.now(),
        reason: 'invalid',
        problems: [
          { file: 'sectors/gas.yaml', line: 12, text: { ja: '不正な値', en: 'no such field' } },
        ],
        removals: null,
      },
    };
    await at.getByText('Samples cannot be stored (1,234 are waiting)').waitFor();
    await at.getByText('sectors/gas.yaml:12').waitFor();
    await at.getByText('no such field').waitFor();
    await at.getByText('defaults.limits.perAddressConcurrency').waitFor();
    await at.getByText('disk full').waitFor();
    await overview.locator('.condition-banner').waitFor();
    await overview.locator('.condition-banner a').click();
    await overview.getByText('sectors/gas.yaml:12').waitFor();
  });

  it.each([
    ['invalid', '誤りがあるため', 'has errors'],
    ['removals', '7件の計測対象がなくなるため', 'would remove 7 sites'],
    ['failed', '内部の失敗により', 'for an internal failure'],
    ['unconfirmed', 'まだ承認されていません', 'nobody has approved that yet'],
  ] as const)(
    'says in the reader’s language that a change was refused: %s',
    async (reason, ja, en) => {
      const isOfRemovals = reason === 'removals' || reason === 'unconfirmed';
      const refused: RefusedReload = {
        at: Date.now(),
        reason,
        problems: isOfRemovals
          ? []
          : [{ file: null, line: null, text: { ja: '読めません', en: 'cannot be read' } }],
        removals: isOfRemovals ? 7 : null,
      };
      reload = { loadedAt: reload.loadedAt, restart: [], refused };
      for (const [locale, sentence, problem, banner, other] of [
        [
          'ja-JP',
          ja,
          '読めません',
          '設定の変更について確認が必要です。',
          /refused|cannot|was not loaded/,
        ],
        [
          'en-GB',
          en,
          'cannot be read',
          'A change of the configuration needs your decision.',
          JAPANESE,
        ],
      ] as const) {
        const at = await open('/prober', { locale });
        const panel = at.locator('.reload.is-refused');
        await panel.waitFor();
        const text = await panel.innerText();
        expect(text).toContain(sentence);
        expect(text.includes(problem)).toBe(!isOfRemovals);
        expect(text).not.toMatch(other);
        expect(await at.locator('.lead-sentence').innerText()).toContain(banner);
      }
    },
  );

  it('shows a sector that came or went with a new configuration', async () => {
    const { config } = fixture.live;
    const at = await open('/');
    await at.locator('.sectors tr[data-sector="banking"]').waitFor();
    const sector = await open('/sectors/banking');
    await sector.locator('.members').waitFor();
    fixture.live.replace({ ...config, sectors: config.sectors.slice(1) });
    await at.locator('.sectors tr[data-sector="banking"]').waitFor({ state: 'detached' });
    await sector.getByText('There is no such sector.').waitFor();
    fixture.live.replace(config);
    await at.locator('.sectors tr[data-sector="banking"]').waitFor();
    const complaints = await pages.close();
    expect(complaints.every((text) => text.includes('404'))).toBe(true);
  });
});

const JAPANESE = /[\u3040-\u30ff]/;

/** The fixture's sites answer more slowly the higher their number; the second fails after 10 s. */
function bySlowness(a: string | undefined, b: string | undefined): number {
  const place = (id: string | undefined) =>
    ['0002', '0006', '0005', '0004', '0001', '0003'].findIndex((number) => id?.includes(number));
  return place(a) - place(b);
}
