import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotePageDto, NotesDto } from '../../../src/board/dto/note.ts';
import { Browser } from '../../board/entrance/entered-board.ts';
import { comeIn } from '../accounts/come-in.ts';
import {
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  sitesOf,
  startCouncil,
  startNotingSite,
} from '../running-council.ts';
import { DRAFT, GAS, HANDOVER } from './note-rows.ts';

describe('notes on the board of a service', () => {
  let site: NotingSite;
  let folder: CouncilFolder;
  let running: RunningCouncil;
  let office: Browser;
  let colleague: Browser;
  let member: Browser;

  beforeAll(async () => {
    site = await startNotingSite();
    folder = councilFolder();
    folder.writeSector('gas', sitesOf('gas', 2, site.port));
    running = await startCouncil(folder);
    const { url } = running.service;
    const operator = await comeIn(url, new Browser(url), {
      ...{ name: 'sato', office: { kind: 'operator' } },
    });
    const secretariat = { kind: 'secretariat', sector: 'gas' };
    office = await comeIn(url, operator, { name: 'abe', office: secretariat });
    colleague = await comeIn(url, operator, { name: 'ito', office: secretariat });
    const own = { kind: 'member', member: 'm-gas-1' };
    member = await comeIn(url, operator, { name: 'ueda', office: own });
  });
  afterAll(async () => {
    await running.service.close();
    await site.close();
    folder.remove();
  });

  const listOf = async (browser: Browser) =>
    (JSON.parse((await browser.get('/api/notes')).text) as { data: NotesDto }).data;
  const pageOf = async (browser: Browser, id: string) =>
    (JSON.parse((await browser.get(`/api/notes/${id}`)).text) as { data: NotePageDto }).data;

  it('are read by those to whom they are, and still known when it was started anew', async () => {
    expect((await office.act('/api/acts/notes', { ...DRAFT, to: [GAS] })).status).toBe(200);
    const [note] = (await listOf(member)).notes;
    const id = note?.id ?? '';
    expect((await pageOf(member, id)).text).toBe(DRAFT.text);
    await pageOf(colleague, id);
    const before = await pageOf(office, id);
    expect(before.readers).toMatchObject({ own: [{ account: 'ito' }], members: [] });
    expect(before.readers?.offices.map(({ accounts }) => accounts)).toEqual([0, 1]);
    await running.service.close();
    running = await startCouncil(folder);
    const again = (browser: Browser) => {
      const next = new Browser(running.service.url);
      next.cookie = browser.cookie;
      return next;
    };
    [office, colleague, member] = [again(office), again(colleague), again(member)];
    expect((await pageOf(office, id)).readers).toEqual(before.readers);
    expect((await listOf(member)).notes).toMatchObject([
      { id, isRead: true, subject: DRAFT.subject },
    ]);
  });

  it('are handed over to a colleague, who marks them as done', async () => {
    const foreign = { origin: 'https://evil.example' };
    expect((await colleague.act('/api/acts/notes', HANDOVER, foreign)).status).toBe(403);
    expect((await office.act('/api/acts/notes', HANDOVER)).status).toBe(200);
    const handover = (await listOf(colleague)).notes.find(({ to }) => to.length === 0);
    expect(handover).toMatchObject({ actor: 'abe', isRead: false });
    expect((await member.get(`/api/notes/${handover?.id}`)).status).toBe(404);
    const id = handover?.id ?? '';
    expect((await colleague.act('/api/acts/notes/done', { id })).status).toBe(200);
    expect((await pageOf(office, id)).note.ended).toMatchObject({ as: 'done', actor: 'ito' });
  });
});
