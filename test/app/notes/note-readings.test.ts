import { beforeEach, describe, expect, it } from 'vitest';
import type { NotePageDto } from '../../../src/board/dto/note.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from '../sharing/shared-board.ts';
import { AT, MINUTE, sharingCouncil } from '../sharing/shared-council.ts';
import {
  COUNCIL,
  GAS,
  GAS_OFFICE,
  HANDOVER,
  listed,
  OFFICES,
  open,
  RAIL,
  RAIL_OFFICE,
  WHO,
  type Who,
  written,
} from './note-rows.ts';

const config = sharingCouncil(['counted', 'named']);
const now = {
  ...{ config, samples: [], states: new Map(), incidents: [], facts: new Map(), doubt: null },
};
const SECRET = 'これだけが本文です';
let clock: ManualClock;
let board: SharedBoard;
beforeEach(async () => {
  clock = new ManualClock(AT);
  board = await openSharedBoard(clock, now);
});

async function pageOf(who: Who, id: string): Promise<NotePageDto> {
  const { text } = await open(board, who, id);
  return (JSON.parse(text) as { data: NotePageDto }).data;
}

describe('who opened a note', () => {
  it('is told the office that wrote it, the first time of each', async () => {
    const id = await written(board, 'secretariat', { to: [GAS, RAIL_OFFICE, COUNCIL] });
    const before = await pageOf('secretariat', id);
    expect(before.note.read).toEqual({ offices: 0, of: 17 });
    expect(before.readers?.offices.every(({ readAt }) => readAt === null)).toBe(true);
    clock.step(MINUTE);
    await open(board, 'near', id);
    clock.step(MINUTE);
    await open(board, 'rail', id);
    await open(board, 'near', id);
    const { readers, note } = await pageOf('secretariat', id);
    expect(readers?.offices.slice(-2)).toEqual([
      {
        office: { kind: 'member', member: 'gas-0' },
        name: { ja: '「gas-0」', en: '“gas-0”' },
        readAt: AT + MINUTE,
        accounts: 1,
      },
      {
        office: { kind: 'secretariat', sector: 'rail' },
        ...{ name: { ja: 'rail 事務局', en: 'secretariat of rail' }, readAt: AT + 2 * MINUTE },
        accounts: 1,
      },
    ]);
    expect(readers).toMatchObject({ members: [], own: [] });
    expect(note.read?.offices).toBe(2);
    // Nobody else is told.
    expect((await pageOf('near', id)).readers).toBeNull();
    expect((await pageOf('rail', id)).note).toMatchObject({ actor: null, read: null });
  });

  it('is told the council of members by their number alone', async () => {
    const id = await written(board, 'council', { to: [GAS, GAS_OFFICE, RAIL] });
    for (const who of ['member', 'near', 'far', 'secretariat'] as const) await open(board, who, id);
    const { note, readers } = await pageOf('council', id);
    expect(readers?.members.map(({ sector, read }) => [sector.id, read])).toEqual([
      ['gas', 2],
      ['rail', 1],
    ]);
    expect(readers?.offices.map(({ name }) => name.en)).toEqual(['secretariat of gas']);
    expect(note.read).toEqual({ offices: 4, of: null });
    expect(JSON.stringify({ note, readers })).not.toMatch(/gas-0|gas-own|rail-0/);
  });

  it('is in the audit with the writing and the end, and without any of its words', async () => {
    const until = AT + 5 * MINUTE;
    const draft = { to: [GAS, RAIL_OFFICE], subject: SECRET, text: SECRET, until };
    const id = await written(board, 'secretariat', draft);
    await open(board, 'secretariat', id);
    await open(board, 'near', id);
    await open(board, 'near', id);
    await open(board, 'far', id);
    await board.actBy(OFFICES.secretariat, '/api/acts/notes/withdraw', { id });
    const handover = await written(board, 'operator', HANDOVER);
    await board.actBy(OFFICES.operator, '/api/acts/notes/done', { id: handover });
    const lines = await board.lines();
    const end = new Date(until).toISOString();
    expect(
      lines.map(({ actor, action, subject, detail }) => [actor, action, subject, detail]),
    ).toEqual([
      [
        ...['an-account-of-secretariat', 'note.written', id],
        `TLP:GREEN; to members gas, secretariat rail; until ${end}`,
      ],
      ['an-account-of-gas-0', 'note.read', id, null],
      ['an-account-of-secretariat', 'note.withdrawn', id, null],
      [
        ...['an-account-of-operator', 'note.written', handover],
        'TLP:AMBER+STRICT; to the own office',
      ],
      ['an-account-of-operator', 'note.done', handover, null],
    ]);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });
});

describe('a note that is ended', () => {
  it('is withdrawn by its own office alone, and then nobody reads its words', async () => {
    const draft = { to: [GAS, RAIL_OFFICE], subject: SECRET, text: SECRET };
    const id = await written(board, 'secretariat', draft);
    await open(board, 'member', id);
    const missing = await board.actBy(OFFICES.rail, '/api/acts/notes/withdraw', { id: 'nothing' });
    for (const who of WHO.filter((each) => each !== 'secretariat' && each !== 'operator')) {
      const answer = await board.actBy(OFFICES[who], '/api/acts/notes/withdraw', { id });
      expect([who, answer]).toEqual([who, missing]);
    }
    expect(missing.status).toBe(404);
    clock.step(MINUTE);
    const withdraw = () => board.actBy(OFFICES.secretariat, '/api/acts/notes/withdraw', { id });
    expect((await withdraw()).status).toBe(200);
    expect(await withdraw()).toMatchObject({
      status: 422,
      text: '{"code":"refused","message":"note_over","refusal":"note_over"}',
    });
    const ended = { as: 'withdrawn', at: AT + MINUTE };
    for (const who of ['member', 'near', 'rail', 'secretariat'] as const) {
      const { text } = await open(board, who, id);
      const page = JSON.parse(text) as { data: NotePageDto };
      expect(page.data).toMatchObject({ text: null, note: { subject: null, ended } });
      expect(text + (await board.askBy(OFFICES[who], '/api/notes')).text).not.toContain(SECRET);
    }
    // Who read it before stays known; there is nothing more to read.
    const { readers } = await pageOf('secretariat', id);
    expect(readers?.offices.filter(({ readAt }) => readAt !== null)).toHaveLength(1);
  });

  it('is done where it was handed over, and no other', async () => {
    const id = await written(board, 'member', HANDOVER);
    const other = await written(board, 'secretariat');
    const done = (who: Who, of: string) =>
      board.actBy(OFFICES[who], '/api/acts/notes/done', { id: of });
    const missing = await done('member', 'nothing');
    expect(missing.status).toBe(404);
    for (const who of WHO.filter((each) => each !== 'member')) {
      expect([who, await done(who, id)]).toEqual([who, missing]);
    }
    expect(await done('secretariat', other)).toEqual(missing);
    expect((await done('member', id)).status).toBe(200);
    expect((await done('member', id)).status).toBe(422);
    const note = (await listed(board, 'member')).find((each) => each.id === id);
    expect(note).toMatchObject({ ended: { as: 'done', actor: 'an-account-of-member' } });
    expect((await pageOf('member', id)).text).toBe(HANDOVER.text);
  });

  it('counts as unread only while it is of use', async () => {
    await written(board, 'secretariat', { until: AT + 5 * MINUTE });
    await written(board, 'secretariat');
    const unread = async () => {
      const { text } = await board.askBy(OFFICES.near, '/api/notes');
      return (JSON.parse(text) as { data: { unread: number } }).data.unread;
    };
    expect(await unread()).toBe(2);
    clock.step(5 * MINUTE);
    expect(await unread()).toBe(1);
    const [newest] = await listed(board, 'near');
    await open(board, 'near', newest?.id ?? '');
    expect(await unread()).toBe(0);
  });
});
