import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statePath } from '../../../src/store/embedded/file-names.ts';
import { StateFile } from '../../../src/store/embedded/state-file.ts';
import { Browser } from '../../board/entrance/entered-board.ts';
import { comeIn } from '../accounts/come-in.ts';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  sitesOf,
  startCouncil,
  startNotingSite,
} from '../running-council.ts';

describe('acts on the board of a service', () => {
  let site: NotingSite;
  let folder: CouncilFolder;
  let running: RunningCouncil;
  let operator: Browser;
  let member: Browser;

  beforeAll(async () => {
    site = await startNotingSite();
    folder = councilFolder();
    folder.writeSector('gas', sitesOf('gas', 2, site.port));
    running = await startCouncil(folder);
    const { url } = running.service;
    operator = await comeIn(url, new Browser(url), { name: 'sato', office: { kind: 'operator' } });
    const office = { kind: 'member', member: 'm-gas-1' };
    member = await comeIn(url, operator, { name: 'abe', office });
  });
  afterAll(async () => {
    await running.service.close();
    await site.close();
    folder.remove();
  });

  const asked = (path: string) => site.askedAt.get(path)?.length ?? 0;

  it('end and take up the measuring from the next slot on, by their names in the audit', async () => {
    await askedAgain(site, ['/gas-1'], 1);
    const target = 'gas-1';
    const stopped = await member.act('/api/acts/stop', { target, reason: 'we rebuild it' });
    expect([stopped.status, stopped.body]).toEqual([200, {}]);
    // What is in flight ends; the other site goes on.
    await askedAgain(site, ['/gas-2'], 2);
    const before = asked('/gas-1');
    await askedAgain(site, ['/gas-2'], 3);
    expect(asked('/gas-1')).toBe(before);
    const page = await member.get('/api/targets/gas-1');
    expect(page.text).toContain('"reason":"we rebuild it"');
    expect((await member.act('/api/acts/stop', { target: 'gas-2', reason: 'x' })).status).toBe(404);
    const resumed = await member.act('/api/acts/resume', { target, reason: 'it is rebuilt' });
    expect(resumed.status).toBe(200);
    await askedAgain(site, ['/gas-1'], 2);
    const state = new StateFile(statePath(folder.dataDir), { readOnly: true, sync: 'normal' });
    const lines = state.audit.lines({ after: 0, limit: 100 });
    state.close();
    const ours = lines.filter(({ subject }) => subject === target);
    expect(ours.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      ['abe', 'target.stopped', 'we rebuild it'],
      ['abe', 'target.resumed', 'it is rebuilt'],
    ]);
  });

  it('take no act that is not of the session', async () => {
    const act = { target: 'gas-1', reason: 'x' };
    const foreign = { origin: 'https://evil.example' };
    expect((await member.act('/api/acts/stop', act, foreign)).status).toBe(403);
    const bare = { 'x-yamabiko-csrf': '' };
    expect((await member.act('/api/acts/stop', act, bare)).status).toBe(403);
    const rights = await member.get('/api/targets/gas-1/acts');
    expect(rights.text).toContain('"mayStop":true');
  });

  it('say that no drill can be held where real sites are measured', async () => {
    const body = { scenario: 'quiet-day', speed: 10 };
    const answer = await operator.act('/api/acts/drill/start', body);
    expect([answer.status, answer.body['code']]).toEqual([422, 'refused']);
    expect(answer.text).toContain('practice sites only');
    expect((await member.act('/api/acts/drill/start', body)).status).toBe(404);
  });
});
