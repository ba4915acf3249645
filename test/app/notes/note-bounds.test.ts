import { beforeEach, describe, expect, it } from 'vitest';
import { NOTES_OF_DAY, NOTES_OF_OFFICE } from '../../../src/core/words/note.ts';
import { NOTE_REFUSAL_TEXTS } from '../../../src/core/words/note-texts.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from '../sharing/shared-board.ts';
import { AT, MINUTE, sharingCouncil } from '../sharing/shared-council.ts';
import { HANDOVER, listed, OFFICES, open, type Who, written } from './note-rows.ts';

const DAY = 86_400_000;
const config = sharingCouncil(['counted', 'named']);
let clock: ManualClock;
let board: SharedBoard;
beforeEach(async () => {
  clock = new ManualClock(AT);
  board = await openSharedBoard(clock, {
    ...{ config, samples: [], states: new Map(), incidents: [], facts: new Map(), doubt: null },
  });
});

/** Slowly enough for the limit of acts. */
async function act(who: Who, path: string, body: object): Promise<string> {
  clock.freeze(MINUTE);
  const { status, text } = await board.actBy(OFFICES[who], path, body);
  return status === 200 ? 'done' : ((JSON.parse(text) as { refusal?: string }).refusal ?? text);
}

const write = (who: Who, draft: object = HANDOVER) => act(who, '/api/acts/notes', draft);

describe('notes of one office', () => {
  it('are so many within a day, ended ones among them, and no more', async () => {
    for (let n = 0; n < NOTES_OF_DAY; n += 1) {
      expect(await write('observer')).toBe('done');
      const [newest] = await listed(board, 'observer');
      const how = n % 2 === 0 ? 'withdraw' : 'done';
      await act('observer', `/api/acts/notes/${how}`, { id: newest?.id });
    }
    const lines = (await board.lines()).length;
    expect(await write('observer')).toBe('notes_of_day_full');
    expect(await board.lines()).toHaveLength(lines);
    // Of another office it is no concern.
    expect(await write('council')).toBe('done');
    // 24 hours after the first, but for the minute of this one, there is room for one.
    clock.step(DAY - 2 * NOTES_OF_DAY * MINUTE - 3 * MINUTE);
    expect(await write('observer')).toBe('notes_of_day_full');
    expect(await write('observer')).toBe('done');
    expect(await write('observer')).toBe('notes_of_day_full');
  });

  it('go on only so many at once', async () => {
    for (let n = 0; n < NOTES_OF_OFFICE; n += 1) {
      if (n % NOTES_OF_DAY === 0) clock.step(DAY);
      expect([n, await write('member')]).toEqual([n, 'done']);
    }
    clock.step(DAY);
    expect(await write('member')).toBe('notes_full');
    const [newest] = await listed(board, 'member');
    expect(await act('member', '/api/acts/notes/done', { id: newest?.id })).toBe('done');
    expect(await write('member')).toBe('done');
  });

  it('say in both languages how many are too many', () => {
    const { notes_full, notes_of_day_full } = NOTE_REFUSAL_TEXTS;
    for (const language of ['ja', 'en'] as const) {
      expect(notes_full[language]).toContain(`${NOTES_OF_OFFICE}`);
      expect(notes_of_day_full[language]).toContain(`${NOTES_OF_DAY}`);
    }
  });

  it('are opened as long as they are listed, and not after', async () => {
    const id = await written(board, 'secretariat', { until: AT + MINUTE });
    clock.step(MINUTE + 400 * DAY - 1);
    expect(await listed(board, 'near')).toHaveLength(1);
    expect((await open(board, 'near', id)).status).toBe(200);
    const nothing = await open(board, 'near', 'no-such-note');
    clock.step(1);
    for (const who of ['near', 'member', 'secretariat'] as const) {
      expect(await listed(board, who)).toEqual([]);
      expect(await open(board, who, id)).toEqual(nothing);
    }
    const answer = await act('secretariat', '/api/acts/notes/withdraw', { id });
    expect(answer).toMatch(/not_found/);
  });
});
