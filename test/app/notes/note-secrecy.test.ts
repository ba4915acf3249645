import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';
import { seeded } from '../../support/seeded.ts';
import { openSharedBoard, type SharedBoard } from '../sharing/shared-board.ts';
import { AT, MINUTE, sharingCouncil } from '../sharing/shared-council.ts';
import { listed, OFFICES, open, WHO, type Who, WRITTEN, written } from './note-rows.ts';

const config = sharingCouncil(['counted', 'named']);

/** Whose pages show what is not his own: of the operator the audit. */
const READERS = WHO.filter((who) => who !== 'operator');

/** A council in which all that `who` may read is written; `others`: what he may not, too, and what becomes of it. */
async function councilFor(who: Who, others: boolean): Promise<SharedBoard> {
  const clock = new ManualClock(AT);
  const board = await openSharedBoard(clock, {
    ...{ config, samples: [], states: new Map(), incidents: [], facts: new Map(), doubt: null },
  });
  for (const { name, by, readers, marking, to } of WRITTEN) {
    clock.step(MINUTE);
    // So that bands are released in both at the same moments, whoever asks.
    for (const each of WHO) await board.ask(OFFICES[each], '/api/council');
    const isHis = readers.includes(who);
    if (!isHis && !others) continue;
    const id = await written(board, by, { subject: name, marking, to });
    if (isHis) continue;
    for (const reader of readers) await open(board, reader, id);
    const path = `/api/acts/notes/${to.length === 0 ? 'done' : 'withdraw'}`;
    await board.actBy(OFFICES[by], path, { id });
  }
  // Of one that he reads and that is not his own, others read it.
  if (!others) return board;
  for (const { name, readers, by } of WRITTEN) {
    if (!readers.includes(who) || by === who) continue;
    for (const reader of readers.filter((each) => each !== who && each !== by)) {
      const found = (await listed(board, reader)).find(({ subject }) => subject === name);
      await open(board, reader, found?.id ?? '');
    }
  }
  return board;
}

/** Ids are drawn; by their place they are the same. */
function plain(texts: readonly string[]): readonly string[] {
  const known = new Map<string, string>();
  const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  return texts.map((text) =>
    text.replace(uuid, (id) => {
      known.set(id, known.get(id) ?? `note ${known.size}`);
      return known.get(id) ?? '';
    }),
  );
}

/** All that he is told, by every route. */
async function toldTo(board: SharedBoard, who: Who): Promise<readonly string[]> {
  const ids = (await listed(board, who)).map(({ id }) => id);
  const paths = board.routes
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
    .filter(({ path }) => !['/api/stream', '/api/openapi.json'].includes(path))
    .flatMap(({ path }) => {
      if (path === '/api/notes/:id') return ids.map((id) => path.replace(':id', id));
      return [path.replace(':id', 'gas')];
    });
  const texts: string[] = [];
  for (const path of ['/api/notes', ...paths]) {
    const { status, headers, text } = await board.askBy(OFFICES[who], path);
    texts.push(`${path} ${status} ${JSON.stringify(headers)} ${text}`);
  }
  return plain(texts);
}

describe('what is written to others', () => {
  it.each(READERS)('changes nothing of what %s is told, by any route', async (who) => {
    const [alone, among] = [await councilFor(who, false), await councilFor(who, true)];
    const lines = (await among.lines()).length;
    expect(lines).toBeGreaterThan((await alone.lines()).length + 10);
    expect(await toldTo(among, who)).toEqual(await toldTo(alone, who));
  });

  it.each(WHO)('is not there for %s, whatever id he tries', async (who) => {
    const board = await councilFor(who, true);
    const ids: string[] = [];
    for (const other of WHO) ids.push(...(await listed(board, other)).map(({ id }) => id));
    const own = new Set((await listed(board, who)).map(({ id }) => id));
    const foreign = [...new Set(ids)].filter((id) => !own.has(id));
    expect(foreign.length).toBeGreaterThan(8);
    const random = seeded(7);
    const tries = [
      ...foreign,
      ...foreign.map((id) => id.toUpperCase()),
      ...foreign.map((id) => id.slice(0, Math.floor(random() * id.length))),
      ...foreign.map((id) => ` ${id}`),
      ...['..', '*', '%', "' OR 1=1", '__proto__', 'constructor', '0', 'a'.repeat(3000), '😀'],
    ];
    const nothing = await open(board, who, 'no-such-note');
    expect(nothing.status).toBe(404);
    const before = (await board.lines()).length;
    for (const id of tries.filter((each) => each !== '' && each !== '..')) {
      expect([id, await open(board, who, id)]).toEqual([id, nothing]);
    }
    expect(await board.lines()).toHaveLength(before);
  });
});
