import { beforeEach, describe, expect, it } from 'vitest';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { notePageSchema, notesSchema } from '../../../src/board/notes/note-schema.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedAnswer, type SharedBoard } from '../sharing/shared-board.ts';
import { AT, sharingCouncil } from '../sharing/shared-council.ts';
import {
  DRAFT,
  HANDOVER,
  listed,
  MISSHAPEN,
  NOTE_ACTS,
  OFFICES,
  open,
  REFUSED,
  WHO,
  WRITTEN,
  written,
} from './note-rows.ts';

const config = sharingCouncil(['counted', 'named']);
let board: SharedBoard;
beforeEach(async () => {
  board = await openSharedBoard(new ManualClock(AT), {
    ...{ config, samples: [], states: new Map(), incidents: [], facts: new Map(), doubt: null },
  });
});

const NOTHING = {
  status: 404,
  text: '{"code":"not_found","message":"there is nothing here that you may see"}',
};

function cameOf({ status, text }: SharedAnswer): string {
  if (status === 404) return 'denied';
  const { refusal } = JSON.parse(text) as { readonly refusal?: string };
  return refusal ?? `${status}`;
}

describe('notes on the board', () => {
  it('have rows for every route by which something is done with them', () => {
    const paths = board.routes
      .filter(({ method, path }) => method === 'POST' && path.startsWith('/api/acts/notes'))
      .map(({ path }) => path);
    expect(paths.toSorted()).toEqual(NOTE_ACTS);
  });

  it.each(WRITTEN)('$name: is read by $readers alone', async ({ name, by, readers, ...draft }) => {
    const id = await written(board, by, { ...draft, subject: name });
    for (const who of WHO) {
      const isReader = readers.includes(who);
      const list = await listed(board, who);
      expect([who, list.map(({ subject }) => subject)]).toEqual([who, isReader ? [name] : []]);
      const answer = await open(board, who, id);
      if (!isReader) {
        expect(answer, who).toMatchObject(NOTHING);
        expect(await open(board, who, 'no-such-note')).toEqual(answer);
        continue;
      }
      const page = envelopeOf(notePageSchema).parse(JSON.parse(answer.text));
      expect(page.data).toMatchObject({ note: { id, subject: name }, text: DRAFT.text });
      // To the office that wrote it by what is its own.
      const marking = who === by ? 'TLP:AMBER+STRICT' : draft.marking;
      expect([page.marking, answer.headers['tlp'], page.data.readers !== null]).toEqual([
        ...[marking, marking, who === by],
      ]);
    }
  });

  it.each(REFUSED)('refuse %s', async (_, change, by, why) => {
    for (const who of by) {
      const answer = await board.actBy(OFFICES[who], '/api/acts/notes', { ...DRAFT, ...change });
      expect([who, cameOf(answer)]).toEqual([who, why]);
      expect(await listed(board, who)).toEqual([]);
    }
    expect(await board.lines()).toEqual([]);
  });

  it('understand no act of another form', async () => {
    for (const body of MISSHAPEN) {
      const answer = await board.actBy(OFFICES.council, '/api/acts/notes', body);
      expect([answer.status, body], answer.text).toEqual([400, body]);
    }
    for (const path of NOTE_ACTS) {
      for (const body of [{ id: 7 }, { id: '' }, { id: 'x'.repeat(101) }, { id: 'x', more: 1 }]) {
        expect((await board.actBy(OFFICES.rail, path, body)).status).toBe(400);
      }
    }
    expect(await board.lines()).toEqual([]);
  });

  it('are done nothing with by a token or a wall', async () => {
    const id = await written(board, 'council');
    const bodies = [DRAFT, { id }, { id }];
    for (const [n, path] of NOTE_ACTS.entries()) {
      for (const by of ['token', 'wall'] as const) {
        const answer = await board.actBy(OFFICES.council, path, bodies[n] ?? {}, by);
        expect([path, by, answer.status]).toEqual([path, by, 403]);
      }
    }
  });

  it('are read by a token, whose owner has then read them, and not from a wall', async () => {
    const id = await written(board, 'secretariat');
    for (const path of ['/api/notes', `/api/notes/${id}`]) {
      expect(await board.askBy(OFFICES.member, path, 'wall')).toMatchObject(NOTHING);
    }
    expect((await listed(board, 'member'))[0]?.isRead).toBe(false);
    expect((await board.askBy(OFFICES.member, `/api/notes/${id}`, 'token')).status).toBe(200);
    expect((await listed(board, 'member'))[0]?.isRead).toBe(true);
  });

  it('offer each how he may mark what he writes, and to whom', async () => {
    const offered: Record<string, unknown> = {};
    for (const who of WHO) {
      const { text } = await board.askBy(OFFICES[who], '/api/notes');
      const { data, marking } = envelopeOf(notesSchema).parse(JSON.parse(text));
      expect(marking).toBe('TLP:AMBER+STRICT');
      offered[who] = data.choices.map((each) => [each.marking, each.to.map(({ name }) => name.en)]);
    }
    const [gas, rail] = ['gas', 'rail'].map((name) => [
      `members of ${name}`,
      `secretariat of ${name}`,
    ]);
    const council = [...(gas ?? []), ...(rail ?? [])];
    expect(offered).toEqual({
      ...{ member: [], near: [], far: [], observer: [], operator: [] },
      secretariat: [
        ['TLP:AMBER', [gas?.[0]]],
        ['TLP:GREEN', [gas?.[0], rail?.[1], 'council']],
      ],
      rail: [
        ['TLP:AMBER', [rail?.[0]]],
        ['TLP:GREEN', [gas?.[1], rail?.[0], 'council']],
      ],
      council: [
        ['TLP:AMBER', council],
        ['TLP:GREEN', council],
        ['TLP:CLEAR', council],
      ],
    });
  });

  it('are so many of an office that go on, and no more', async () => {
    for (let n = 0; n < 25; n += 1) await written(board, 'observer', HANDOVER);
    expect(await listed(board, 'observer')).toHaveLength(25);
    const statuses: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      const answer = await board.actBy(OFFICES.observer, '/api/acts/notes', HANDOVER);
      statuses.push(answer.status);
    }
    // As of every act, only so many in a row.
    expect([...new Set(statuses)]).toEqual([200, 429]);
  });
});
