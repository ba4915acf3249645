import { describe, expect, it } from 'vitest';
import type { DrillDesk } from '../../../src/app/control/drill-order.ts';
import { targetsOf } from '../../../src/core/config.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import { incidentOf } from '../../store/stored-incident.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { seeded } from '../../support/seeded.ts';
import { openSharedBoard, type SharedBoard } from '../sharing/shared-board.ts';
import { AT, MINUTE, sharingCouncil } from '../sharing/shared-council.ts';
import { listed, OFFICES, open, WHO, type Who, WRITTEN, written } from './note-rows.ts';

const config = sharingCouncil(['counted', 'named']);
const SITES = targetsOf(config)
  .filter(({ member }) => ['gas-0', 'gas-own', 'rail-0'].includes(member.id))
  .map(({ target }) => target.id);

const drills: DrillDesk = { take: () => Promise.reject(new Error('no drill is to be begun')) };
const INCIDENT = incidentAt('20261121-1', 'own-named');

function incidentAt(id: string, target: string): Incident {
  const incident = incidentOf(id, { targets: [target] });
  const place = { member: 'gas-own', sector: 'gas' };
  return { ...incident, targets: incident.targets.map((each) => ({ ...each, ...place })) };
}

/** Whose pages show what is not his own: of the operator the audit. */
const READERS = WHO.filter((who) => who !== 'operator');

/** A council in which all that `who` may read is written; `others`: what he may not, too, and what becomes of it. */
async function councilFor(who: Who, others: boolean): Promise<SharedBoard> {
  const clock = new ManualClock(AT);
  const board = await openSharedBoard(
    clock,
    {
      ...{ config, samples: [], states: new Map(), incidents: [INCIDENT] },
      ...{ facts: new Map(), doubt: null },
    },
    { drills },
  );
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

/** What stands for `:id` where nothing else does. */
const REAL_IDS: readonly (readonly [string, readonly string[]])[] = [
  ['/api/sectors', ['gas', 'rail']],
  ['/api/export/sectors', ['gas', 'rail']],
  ['/api/members', ['gas-own', 'gas-0', 'rail-0']],
  ['/api/incidents', [INCIDENT.id]],
];

const QUERIES: Readonly<Record<string, string>> = {
  '/api/sites': 'search=gas',
  '/api/audit/lines': 'format=csv',
};

/** Of one route, with ids that are there: sectors, members and their sites. */
function pathsOf(path: string, notes: readonly string[]): readonly string[] {
  const query = QUERIES[path];
  if (query !== undefined) return [`${path}?${query}`];
  if (!path.includes(':')) return [path];
  if (path === '/api/notes/:id') return notes.map((id) => path.replace(':id', id));
  const ids = REAL_IDS.find(([start]) => path.startsWith(start))?.[1] ?? SITES;
  return ids.map((id) => path.replace(/:\w+/, id));
}

/** All that he is told, by every route; `known`: the status of each answer, by route. */
async function toldTo(board: SharedBoard, who: Who, known = new Map<string, Set<number>>()) {
  const ids = (await listed(board, who)).map(({ id }) => id);
  const routes = board.routes
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
    .map(({ path }) => path)
    .filter((path) => !['/api/stream', '/api/openapi.json'].includes(path));
  const texts: string[] = [];
  for (const route of ['/api/notes', ...routes]) {
    const statuses = known.get(route) ?? new Set();
    known.set(route, statuses);
    for (const path of pathsOf(route, ids)) {
      const { status, headers, text } = await board.askBy(OFFICES[who], path);
      statuses.add(status);
      texts.push(`${path} ${status} ${JSON.stringify(headers)} ${text}`);
    }
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

  it('is looked for by routes that answer', async () => {
    const known = new Map<string, Set<number>>();
    for (const who of WHO) await toldTo(await councilFor(who, false), who, known);
    const mute = [...known].filter(([, statuses]) => !statuses.has(200)).map(([path]) => path);
    expect(known.size).toBeGreaterThan(20);
    expect(mute).toEqual([]);
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
