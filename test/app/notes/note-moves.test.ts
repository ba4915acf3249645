import { beforeEach, describe, expect, it } from 'vitest';
import type { NotePageDto, NotesDto } from '../../../src/board/dto/note.ts';
import type { Config } from '../../../src/core/config.ts';
import { Marked } from '../../../src/core/words/marked.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard, type SharedBoard } from '../sharing/shared-board.ts';
import { AT, MINUTE, sharingCouncil } from '../sharing/shared-council.ts';
import {
  COUNCIL,
  GAS,
  HANDOVER,
  listed,
  OFFICES,
  open,
  RAIL,
  type Who,
  written,
} from './note-rows.ts';

const config = sharingCouncil(['counted', 'named']);
let clock: ManualClock;
let board: SharedBoard;
beforeEach(async () => {
  clock = new ManualClock(AT);
  board = await openSharedBoard(clock, nowWith(config));
});

function nowWith(today: Config): CouncilNow {
  return {
    ...{ config: today, samples: [], states: new Map(), incidents: [], facts: new Map() },
    doubt: null,
  };
}

/** The council without a member of gas; `to`: in which sector it is now. */
function without(member: string, to: string | null = null): Config {
  const moved = config.sectors.flatMap(({ members }) => members).filter(({ id }) => id === member);
  return {
    ...config,
    sectors: config.sectors.map((sector) => ({
      ...sector,
      members: [
        ...sector.members.filter(({ id }) => id !== member),
        ...(sector.id === to ? moved : []),
      ],
    })),
  };
}

async function pageOf(who: Who, id: string): Promise<NotePageDto> {
  const { text } = await open(board, who, id);
  return (JSON.parse(text) as { data: NotePageDto }).data;
}

async function readingsOf(who: Who, id: string) {
  const { note, readers } = await pageOf(who, id);
  const read = readers?.offices.filter(({ readAt }) => readAt !== null) ?? [];
  const members = readers?.members ?? [];
  const counted = members.reduce((sum, each) => sum + each.read, read.length);
  expect(note.read?.offices).toBe(counted);
  expect(note.read?.of).toBe(members.length > 0 ? null : readers?.offices.length);
  return { names: read.map(({ name }) => name.en), members };
}

describe('who read a note', () => {
  it('is counted in the list as its page lists them', async () => {
    const id = await written(board, 'secretariat', { to: [GAS, COUNCIL] });
    const both = await written(board, 'council', { to: [GAS, RAIL] });
    for (const who of ['near', 'member', 'council', 'far'] as const) {
      await open(board, who, id);
      await open(board, who, both);
    }
    expect((await readingsOf('secretariat', id)).names).toHaveLength(3);
    expect((await readingsOf('council', both)).members.map(({ read }) => read)).toEqual([2, 1]);
    const [inList] = await listed(board, 'secretariat');
    expect(inList?.read).toEqual((await pageOf('secretariat', id)).note.read);
  });

  it('stays in the list when it has left the council, by its id', async () => {
    const id = await written(board, 'secretariat', { to: [GAS] });
    const counted = await written(board, 'council', { to: [GAS] });
    for (const each of [id, counted]) await open(board, 'near', each);
    await board.become(nowWith(without('gas-0')));
    expect((await readingsOf('secretariat', id)).names).toEqual(['gas-0']);
    expect((await readingsOf('council', counted)).members).toMatchObject([{ read: 1 }]);
  });

  it('stays as of where it was when it is in another sector now', async () => {
    const id = await written(board, 'secretariat', { to: [GAS] });
    const of = await written(board, 'rail', { to: [RAIL] });
    const both = await written(board, 'council', { to: [GAS, RAIL] });
    for (const each of [id, both]) await open(board, 'near', each);
    await board.become(nowWith(without('gas-0', 'rail')));
    const name = (await readingsOf('secretariat', id)).names;
    // What it is called there is the other secretariat's to know.
    expect(name).toEqual(['gas-0']);
    expect((await readingsOf('rail', of)).names).toEqual([]);
    const { members } = await readingsOf('council', both);
    expect(members.map(({ sector, read }) => [sector.id, read])).toEqual([
      ['gas', 1],
      ['rail', 0],
    ]);
  });

  it('is an account in its office: what it read in another it reads anew', async () => {
    const id = await written(board, 'secretariat', { to: [GAS, COUNCIL] });
    await open(board, 'near', id);
    // By the issuer, the account of that name is the council's from now on.
    const name = 'an-account-of-gas-0';
    const moved: Viewer = { kind: 'council' };
    const desk = board.acting.notes;
    const unread = async (viewer: Viewer) => {
      const sealed = await desk.unread({ viewer, name });
      return sealed === null ? null : Marked.open(sealed).data.unread;
    };
    expect([await unread(OFFICES.near), await unread(moved)]).toEqual([0, 1]);
    clock.step(MINUTE);
    await desk.open({ viewer: moved, name }, id);
    expect(await unread(moved)).toBe(0);
    expect((await readingsOf('secretariat', id)).names).toEqual(['“gas-0”', 'council']);
    // Who wrote it and went to an office to which it is has read it there as anybody.
    const writer = { viewer: OFFICES.near, name: 'an-account-of-secretariat' };
    await desk.open(writer, id);
    const { readers } = await pageOf('secretariat', id);
    expect(readers?.offices.map(({ accounts }) => accounts).sort()).toEqual(
      [...Array(14).fill(0), 1, 2].sort(),
    );
  });
});

describe('a note of an office that is gone', () => {
  it('is over for those to whom it is', async () => {
    const id = await written(board, 'secretariat', { to: [COUNCIL] });
    await written(board, 'secretariat', { to: [COUNCIL] });
    const before = (await board.askBy(OFFICES.council, '/api/notes')).text;
    expect((JSON.parse(before) as { data: NotesDto }).data.unread).toBe(2);
    const sectors = config.sectors.filter((sector) => sector.id !== 'gas');
    await board.become(nowWith({ ...config, sectors }));
    const { text } = await board.askBy(OFFICES.council, '/api/notes');
    const { data } = JSON.parse(text) as { data: NotesDto };
    expect(data.unread).toBe(0);
    expect(data.notes.map(({ isOfficeGone }) => isOfficeGone)).toEqual([true, true]);
    // Its words stay to be read, until the operator takes them away.
    expect((await pageOf('council', id)).text).not.toBeNull();
    await board.actBy(OFFICES.operator, '/api/acts/notes/withdraw', { id });
    expect((await pageOf('council', id)).text).toBeNull();
  });
});

describe('the words of a note', () => {
  it('are taken away by the operator, who does not read it, with a line of the audit', async () => {
    const id = await written(board, 'member', HANDOVER);
    expect((await open(board, 'operator', id)).status).toBe(404);
    const withdraw = (of: string) =>
      board.actBy(OFFICES.operator, '/api/acts/notes/withdraw', { id: of });
    expect((await withdraw('nothing')).status).toBe(404);
    expect((await board.actBy(OFFICES.operator, '/api/acts/notes/done', { id })).status).toBe(404);
    expect((await withdraw(id)).status).toBe(200);
    expect((await withdraw(id)).status).toBe(422);
    const { note, text } = await pageOf('member', id);
    expect([note.ended?.actor, note.subject, text]).toEqual(['an-account-of-operator', null, null]);
    const last = (await board.lines()).at(-1);
    expect(last).toMatchObject({ actor: 'an-account-of-operator', action: 'note.withdrawn' });
    expect((await open(board, 'operator', id)).status).toBe(404);
  });

  it('go from a handover note that is done, too', async () => {
    const id = await written(board, 'member', HANDOVER);
    const act = async (how: string) =>
      (await board.actBy(OFFICES.member, `/api/acts/notes/${how}`, { id })).status;
    expect(await act('done')).toBe(200);
    expect((await pageOf('member', id)).text).toBe(HANDOVER.text);
    expect([await act('done'), await act('withdraw')]).toEqual([422, 200]);
    expect([await act('done'), await act('withdraw')]).toEqual([422, 422]);
    expect((await pageOf('member', id)).text).toBeNull();
  });
});
