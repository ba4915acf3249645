import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planFolder } from '../../src/app/plan.ts';
import {
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  sitesOf,
  startCouncil,
  startNotingSite,
} from '../app/running-council.ts';
import { needs } from '../support/needs.ts';
import { look, pageToLookAt } from './look.browser.ts';
import { launchBrowser, type OpenPages, openPages } from './open-pages.browser.ts';

describe.skipIf(!needs('chromium'))('the page of changes of the configuration', () => {
  let browser: Browser;
  let pages: OpenPages;
  let folder: CouncilFolder;
  let site: NotingSite;
  let running: RunningCouncil;

  beforeAll(async () => {
    browser = await launchBrowser();
    pages = openPages(browser);
  });

  beforeEach(async () => {
    folder = councilFolder();
    site = await startNotingSite();
    folder.writeSector('gas', sitesOf('gas', 10, site.port));
    running = await startCouncil(folder);
  });

  afterEach(async () => {
    expect(await pages.close()).toEqual([]);
    await running.service.close();
    await site.close();
    folder.remove();
  });

  afterAll(() => browser.close());

  const open = (locale: string, path = '/plan') =>
    pages.open(`${running.service.url}${path}`, { locale });

  it('is led to from measuring, says that nothing changed, and follows what is taken', async () => {
    const english = await open('en-GB', '/prober');
    await english.getByRole('link', { name: 'See what changed' }).click();
    const japanese = await open('ja-JP');
    await english.getByText('has not changed since the service was started').waitFor();
    await japanese.getByText('サービスを起動してから、設定の変更はありません。').waitFor();

    const [first, ...rest] = sitesOf('gas', 10, site.port);
    folder.writeSector('gas', [{ id: 'gas-1', url: `${first?.url}/new` }, ...rest]);
    const change = english.locator('.plan-change');
    await change.waitFor();
    expect(await change.innerText()).toMatch(/^Since .* \(files changed\) 1 change\s/);
    expect(await change.locator('.plan-files').innerText()).toBe(
      'Files that changed: sectors/gas.yaml (changed)',
    );
    expect(await change.locator('.plan-sectors').innerText()).toBe(
      'gas: 0 added, 0 removed, 0 renamed, 1 changed, 9 kept',
    );
    expect(await change.locator('tbody tr').innerText()).toMatch(
      new RegExp(`^changed\\s+gas-1\\s+URL: ${first?.url} → ${first?.url}/new$`),
    );
    const row = japanese
      .getByRole('table', { name: /から（ファイルの変更）$/ })
      .locator('tbody tr');
    await expect.poll(() => row.innerText()).toMatch(/^変更\s+gas-1\s+URL: /);
  });

  it('says what a change would do that removes too many, and how to approve it', async () => {
    const page = await open('ja-JP');
    const english = await open('en-GB');
    folder.writeSector('gas', sitesOf('gas', 8, site.port));
    const waiting = page.locator('.plan-waiting');
    await waiting.waitFor();
    expect(await waiting.innerText()).toMatch(
      /取り込んでいない変更[\s\S]*sectors\/gas\.yaml（?\s?\(?変更[\s\S]*次の命令で承認[\s\S]*npx yamabiko plan --confirm-removals 2[\s\S]*10件のうち2件が計測から外れます。[\s\S]*削除\s+gas-9\s+団体/,
    );
    await english.locator('.plan-waiting').waitFor();
    expect(await english.locator('.plan-waiting').innerText()).toMatch(
      /2 of the 10 sites in force would no longer be measured\. Taken, it would do this:/,
    );
    expect(await page.locator('.plan-change').count()).toBe(0);

    const call = { configDir: folder.dir, againstDir: null, dataDir: folder.dataDir };
    await planFolder({ ...call, confirmedRemovals: 2 }, Date.now());
    const taken = page.locator('.plan-change');
    await taken.waitFor();
    expect(await taken.locator('summary').innerText()).toMatch(
      /から（承認）\s*変更4件\s*2件を外すことを承認済み$/,
    );
    expect(await waiting.count()).toBe(0);
  });

  it('has no serious finding of axe, and fits a phone, where one change was taken and one waits', async () => {
    const { url } = running.service;
    const looked = await pageToLookAt(pages, { url, language: 'ja' });
    await looked.page.goto(`${url}/plan`);
    const [first, ...rest] = sitesOf('gas', 10, site.port);
    const moved = [{ id: 'gas-1', url: `${first?.url}/${'long/'.repeat(20)}` }, ...rest];
    folder.writeSector('gas', moved);
    await looked.page.locator('.plan-change').waitFor();
    folder.writeSector('gas', moved.slice(0, 8));
    await looked.page.locator('.plan-waiting').waitFor();
    await look(looked, { where: '/plan', shows: '.plan-waiting' });
    await looked.page.locator('.plan-change').waitFor();
  });

  it('says what is wrong with files that cannot be taken, and drops it once they are mended', async () => {
    const page = await open('en-GB');
    folder.writeFile('sectors/oil.yaml', 'sector: { id: oil, field: nowhere\n');
    await page.getByText('cannot be said until its errors are mended').waitFor();
    expect(await page.locator('.reload [role=alert]').innerText()).toContain(
      'has errors and was not loaded',
    );
    expect(await page.locator('.problems').innerText()).toContain('sectors/oil.yaml:');
    folder.removeSector('oil');
    await expect.poll(() => page.locator('.plan-waiting, .problems').count()).toBe(0);
    await page.getByText('has not changed since the service was started').waitFor();
  });
});
