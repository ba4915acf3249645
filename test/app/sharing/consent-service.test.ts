import { afterEach, beforeEach, expect, it } from 'vitest';
import { planFolder, planText } from '../../../src/app/plan.ts';
import {
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  sitesOf,
  startCouncil,
  startNotingSite,
} from '../running-council.ts';

let site: NotingSite;
let folder: CouncilFolder;
beforeEach(async () => {
  site = await startNotingSite();
  folder = councilFolder();
  folder.writeSector('gas', sitesOf('gas', 2, site.port));
});
afterEach(async () => {
  folder.remove();
  await site.close();
});

async function choose(url: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json', origin: url };
  const answer = await fetch(`${url}/api/consent`, {
    ...{ method: 'POST', headers, body: JSON.stringify(body) },
  });
  await answer.text();
  return answer.status;
}

async function consentOf(url: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/targets/gas-1`);
  const { data } = (await answer.json()) as { readonly data: { readonly consent: unknown } };
  return data.consent;
}

it('a choice holds at once, after a reload and a restart, and the plan tells of it', async () => {
  const first = await startCouncil(folder);
  const { url } = first.service;
  expect(await consentOf(url)).toBe('counted');
  expect(await choose(url, { target: 'gas-1', consent: 'named' })).toBe(422);
  const asked = { target: 'gas-1', consent: 'named', request: '受付 12' };
  expect(await choose(url, asked)).toBe(200);
  expect(await consentOf(url)).toBe('named');
  folder.writeSector('gas', sitesOf('gas', 3, site.port));
  await first.service.reload('signal');
  expect(await consentOf(url)).toBe('named');
  const call = { configDir: folder.dir, againstDir: null, dataDir: folder.dataDir };
  const report = await planFolder({ ...call, confirmedRemovals: null }, Date.now());
  expect(report.plan.wider).toMatchObject([{ id: 'gas-1', asked: 'counted', kept: 'named' }]);
  expect(report.isEmpty).toBe(true);
  expect(planText(report, 'en').at(-1)).toContain('stays named, which the member has set itself');
  await first.service.close();
  const second = await startCouncil(folder);
  expect(await consentOf(second.service.url)).toBe('named');
  await second.service.close();
});
