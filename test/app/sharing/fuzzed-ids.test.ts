import { beforeAll, describe, expect, it } from 'vitest';
import { sharedTargetOf } from '../../../src/app/buckets/shared-targets.ts';
import { CONSENTS, targetsOf } from '../../../src/core/config.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { readRightOf } from '../../../src/share/rules/read-right.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { seeded } from '../../support/seeded.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

const config = sharingCouncil(CONSENTS);
const INCIDENTS = targetsOf(config).map(({ target: { id } }, n) =>
  incidentOf({
    ...{ id: `20261122-${n + 1}`, pattern: 'single', targets: [id], since: AT - 5 * MINUTE },
    subject: { kind: 'target', target: id },
  }),
);
let board: SharedBoard;

beforeAll(async () => {
  board = await openSharedBoard(new ManualClock(AT), {
    ...{ config, facts: new Map(), doubt: null, samples: samplesAt(config, AT - MINUTE) },
    states: new Map(
      targetsOf(config).map(({ target }) => [target.id, { judgement: 'failing', since: AT }]),
    ),
    incidents: INCIDENTS,
  });
});

/** Every way to name a site, an incident or a part of a list. */
const WAYS = [
  '/api/targets/*',
  '/api/targets/*/samples',
  '/api/targets/*/samples?step=5m',
  '/api/targets/*/samples?step=7',
  '/api/targets/*/samples?from=x',
  '/api/export/samples/*',
  '/api/export/samples/*?format=ndjson',
  '/api/targets/*/usual',
  '/api/targets/*/usual?family=6',
  '/api/targets/*/usual?family=5',
  '/api/targets/*/usual?at=2026-11-01T12:00',
  '/api/targets/*/usual?at=x',
  '/api/judging?target=*',
  '/api/incidents?target=*',
  '/api/incidents?target=*&open=true',
  '/api/incidents/*',
  '/api/members/*',
  '/api/targets/*/badge.svg',
  '/api/incidents?before=*',
  '/api/sites?search=*',
] as const;

const NOT_THERE = 'zzz-9999-home';
const OUTSIDERS = Object.values(VIEWERS).filter(({ kind }) => kind !== 'operator');

/** What could be tried to get at what the viewer may not know: ids, names, addresses, parts, other spellings. */
function triesFor(viewer: Viewer, random: () => number): string[] {
  const hidden = targetsOf(config).filter((placed) => {
    const right = readRightOf(viewer, sharedTargetOf(placed));
    return right === 'nothing' || right === 'bands';
  });
  const named = hidden.flatMap(({ target, member }, n) => [
    target.id,
    `${target.id}-${AT - 5 * MINUTE}`,
    INCIDENTS[n]?.id ?? '',
    `${target.id}.example`,
    `「${member.id}」`,
  ]);
  const spelt = named.flatMap((id) => [
    id.toUpperCase(),
    `${id}%00`,
    ` ${id}`,
    `${id}/`,
    `%2e%2e%2f${id}`,
  ]);
  const odd = [
    '*',
    '%',
    "' OR 1=1",
    '__proto__',
    'constructor',
    '0',
    '-',
    'a'.repeat(3000),
    'é',
    '😀',
  ];
  const cut = named.map((id) => id.slice(0, 1 + Math.floor(random() * id.length)));
  return [...named, ...[...spelt, ...cut].filter(() => random() < 0.1), ...odd];
}

/** An id that somebody may read is no fuzz: what a part of a text finds is his to read. */
function isHis(viewer: Viewer, text: string): boolean {
  const wanted = decodeURIComponent(text).trim().toLowerCase();
  return targetsOf(config).some((placed) => {
    const { target, member } = placed;
    const right = readRightOf(viewer, sharedTargetOf(placed));
    if (right === 'nothing' || right === 'bands') return false;
    const texts = [target.id, member.id, member.name.ja, member.name.en, target.url ?? ''];
    return texts.some((each) => each.includes(wanted));
  });
}

describe('ids and filters that are tried', () => {
  it.each(OUTSIDERS)(
    'tell $kind nothing that an id which is not there does not',
    async (viewer) => {
      const random = seeded(3);
      const tries = triesFor(viewer, random);
      let asked = 0;
      for (const way of WAYS) {
        const nothing = await board.ask(viewer, way.replace('*', NOT_THERE));
        for (const id of tries) {
          const spelt = id.includes('%') ? id : encodeURIComponent(id);
          if (isHis(viewer, id.replace(/%(?![0-9a-f]{2})/gi, '%25'))) continue;
          const answer = await board.ask(
            viewer,
            way.replace('*', () => spelt),
          );
          expect(answer, `${way} ${id}`).toEqual(nothing);
          asked += 1;
        }
      }
      expect(asked).toBeGreaterThan(500);
    },
  );

  it.each(OUTSIDERS)(
    'of a sector give $kind the same whichever of its sites he names',
    async (viewer) => {
      const plain = await board.ask(viewer, '/api/judging?sector=rail');
      expect(plain.status).toBe(200);
      for (const extra of [
        '&filter=far-own',
        '&from=0&to=1',
        '&member=rail-3',
        '&order=judgement',
      ]) {
        expect(await board.ask(viewer, `/api/judging?sector=rail${extra}`)).toEqual(plain);
      }
      const bare = await board.ask(viewer, '/api/council');
      expect(await board.ask(viewer, '/api/council?sector=rail&target=far-own')).toEqual(bare);
    },
  );

  it('refuse nobody by 403 what another is answered by 404', async () => {
    for (const viewer of OUTSIDERS) {
      for (const path of [
        '/api/prober',
        '/healthz',
        '/metrics',
        '/api/targets/x',
        '/api/sectors/x',
      ]) {
        const answer = await board.ask(viewer, path);
        expect([answer.status, JSON.parse(answer.text)], path).toEqual([
          404,
          { code: 'not_found', message: 'there is nothing here that you may see' },
        ]);
      }
    }
  });
});
