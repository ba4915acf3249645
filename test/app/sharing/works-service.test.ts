import { afterEach, beforeEach, expect, it } from 'vitest';
import { listMaintenance } from '../../../src/app/maintenance.ts';
import type { MemberPageDto } from '../../../src/board/dto/member.ts';
import {
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  sitesOf,
  startCouncil,
  startNotingSite,
} from '../running-council.ts';

const MINUTE = 60_000;
const JAPAN_MS = 9 * 3_600_000;

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

const localTime = (at: number) => new Date(at + JAPAN_MS).toISOString().slice(0, 16);

async function act(url: string, path: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json', origin: url };
  const answer = await fetch(`${url}${path}`, {
    ...{ method: 'POST', headers, body: JSON.stringify({ ...body, request: '受付 12' }) },
  });
  await answer.text();
  return answer.status;
}

async function pageOf(url: string): Promise<MemberPageDto> {
  const answer = await fetch(`${url}/api/members/m-gas-1`);
  return ((await answer.json()) as { readonly data: MemberPageDto }).data;
}

async function judgementOn(url: string): Promise<string | undefined> {
  const [first] = (await pageOf(url)).sites;
  return first?.judgement;
}

async function listed(): Promise<readonly (readonly unknown[])[]> {
  const query = { configDir: folder.dir, dataDir: folder.dataDir, practice: null, count: 9 };
  const list = await listMaintenance({ ...query, target: null, sector: null }, () => {});
  return list.occurrences.map(({ title, scope }) => [title?.en, scope?.members]);
}

it('planned work is what the site is judged by, also after a restart, until it is taken back', async () => {
  const first = await startCouncil(folder);
  const { url } = first.service;
  expect(await listed()).toEqual([]);
  const now = Date.now();
  const times = { from: localTime(now - MINUTE), to: localTime(now + 60 * MINUTE) };
  const work = { member: 'm-gas-1', title: 'New cables', ...times };
  expect(await act(url, '/api/maintenance', work)).toBe(200);
  const patience = { timeout: 20_000 };
  await expect.poll(() => judgementOn(url), patience).toBe('maintenance');
  expect(await listed()).toEqual([['New cables', ['m-gas-1']]]);
  await first.service.reload('signal');
  expect((await pageOf(url)).maintenance).toHaveLength(1);
  await first.service.close();

  const second = await startCouncil(folder);
  const again = second.service.url;
  await expect.poll(() => judgementOn(again), patience).toBe('maintenance');
  const [planned] = (await pageOf(again)).maintenance;
  expect(await act(again, '/api/maintenance/end', { id: planned?.id })).toBe(200);
  await expect.poll(() => judgementOn(again), patience).not.toBe('maintenance');
  expect([(await pageOf(again)).maintenance, await listed()]).toEqual([[], []]);
  await second.service.close();
});
