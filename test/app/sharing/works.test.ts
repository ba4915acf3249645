import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberPageDto } from '../../../src/board/dto/member.ts';
import { CONSENTS } from '../../../src/core/config.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { maintenanceBookOf } from '../../../src/schedule/maintenance/maintenance-book.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

const config = sharingCouncil(CONSENTS);
const HOUR = 60 * MINUTE;
/** It is 03:04 in Japan. */
const WORK = {
  ...{ member: 'gas-own', targets: ['own-named'], title: ' 配線の切り替え ' },
  ...{ from: '2026-11-22T04:00', to: '2026-11-22T05:30' },
};

let clock: ManualClock;
let board: SharedBoard;
beforeEach(async () => {
  clock = new ManualClock(AT);
  board = await openSharedBoard(clock, {
    ...{ config, samples: samplesAt(config, AT - MINUTE), states: new Map(), incidents: [] },
    ...{ facts: new Map(), doubt: null },
  });
});

/** `done`, or why it was not. */
async function act(path: string, body: object, viewer: Viewer = VIEWERS.member): Promise<string> {
  const { status, text } = await board.act(viewer, path, body);
  if (status === 200) return 'done';
  const said = JSON.parse(text) as { refusal?: string; code: string };
  return said.refusal ?? said.code;
}

const plan = (more: object = {}, viewer?: Viewer) =>
  act('/api/maintenance', { ...WORK, ...more }, viewer);

async function planned(viewer: Viewer = VIEWERS.member): Promise<MemberPageDto['maintenance']> {
  const { text } = await board.ask(viewer, '/api/members/gas-own');
  return (JSON.parse(text) as { data: MemberPageDto }).data.maintenance;
}

const titleAt = (target: string, at: number) =>
  maintenanceBookOf(board.live.config).maintenanceOf(target, at)?.title?.ja ?? null;

describe('the work that a member plans on the board', () => {
  it('is in force at once, in the council’s time, and told on its page', async () => {
    expect(await plan()).toBe('done');
    const from = Date.UTC(2026, 10, 21, 19, 0);
    const to = from + 90 * MINUTE;
    expect([from - 1, from, to - 1, to].map((at) => titleAt('own-named', at))).toEqual([
      ...[null, '配線の切り替え', '配線の切り替え', null],
    ]);
    expect(titleAt('own-sector', from)).toBeNull();
    expect(await planned()).toMatchObject([
      { id: expect.any(String), title: { en: '配線の切り替え' }, from, to, targets: ['own-named'] },
    ]);
    await plan({ targets: null, title: 'All', to: '2026-11-22T06:00' });
    expect((await planned()).map(({ targets }) => targets)).toEqual([['own-named'], null]);
  });

  it('ends when it is taken back, and does not begin where it had not', async () => {
    await plan();
    await plan({ from: '2026-11-22T03:00' });
    const [first, second] = await planned();
    await clock.run(MINUTE);
    for (const { id } of [first, second].flatMap((work) => work ?? [])) {
      expect(await act('/api/maintenance/end', { id })).toBe('done');
      expect(await act('/api/maintenance/end', { id })).toBe('work_over');
    }
    expect(await planned()).toEqual([]);
    expect([AT, AT + MINUTE, AT + HOUR].map((at) => titleAt('own-named', at))).toEqual([
      ...['配線の切り替え', null, null],
    ]);
    expect(await act('/api/maintenance/end', { id: 'no-such-work' })).toBe('work_unknown');
  });

  it.each<readonly [string, object, string]>([
    ['no title', { title: ' ' }, 'title_wrong'],
    ['a title of two lines', { title: 'a\nb' }, 'title_wrong'],
    ['a long title', { title: 'a'.repeat(101) }, 'title_wrong'],
    ['an end before the beginning', { to: '2026-11-22T03:59' }, 'work_times_wrong'],
    [
      'an end that is over',
      { from: '2026-11-22T02:00', to: '2026-11-22T03:00' },
      'work_times_wrong',
    ],
    ['a beginning long ago', { from: '2026-11-22T02:00' }, 'work_times_wrong'],
    [
      'a beginning in two years',
      { from: '2028-11-22T02:00', to: '2028-11-22T03:00' },
      'work_times_wrong',
    ],
    ['more than 31 days', { to: '2026-12-23T04:01' }, 'work_times_wrong'],
    ['a day that no month has', { to: '2026-11-31T04:00' }, 'work_times_wrong'],
    ['a text that is no time', { to: 'soon' }, 'work_times_wrong'],
    ['no site', { targets: [] }, 'site_unknown'],
    ['another’s site', { targets: ['own-named', 'near-named'] }, 'site_unknown'],
    ['a site that is not there', { targets: ['zzz'] }, 'site_unknown'],
    ['a number for a time', { to: 5 }, 'invalid'],
    ['a field that is none', { scope: 'all' }, 'invalid'],
  ])('is not planned with %s', async (_, more, why) => {
    expect(await plan(more)).toBe(why);
    expect([await planned(), board.live.config.maintenance]).toEqual([[], []]);
    expect(await board.state.auditLines()).toEqual([]);
  });

  it('may last 31 days, and be twenty at most', async () => {
    for (let n = 0; n < 20; n += 1) {
      expect(await plan({ title: `${n}`, to: '2026-12-23T04:00' })).toBe('done');
    }
    expect(await plan()).toBe('works_full');
    const [first] = await planned();
    await act('/api/maintenance/end', { id: first?.id });
    expect(await plan()).toBe('done');
  });

  it('is planned on behalf by the reference of a request, which the audit has', async () => {
    expect(await plan({}, VIEWERS.secretariat)).toBe('request_needed');
    expect(await plan({ request: '電話 11/28' }, VIEWERS.secretariat)).toBe('done');
    const [work] = await planned();
    await act('/api/maintenance/end', { id: work?.id, request: 'no. 3' }, VIEWERS.operator);
    const [first, second] = await board.state.auditLines();
    expect(first).toMatchObject({
      ...{ at: AT, actor: 'somebody of secretariat', action: 'maintenance.planned' },
      subject: 'gas-own',
      detail: `${work?.id}: 2026-11-21T19:00:00.000Z to 2026-11-21T20:30:00.000Z, own-named; request 電話 11/28`,
    });
    expect(second).toMatchObject({
      ...{ action: 'maintenance.ended', subject: 'gas-own', detail: `${work?.id}; request no. 3` },
    });
  });

  it('lets a secretariat plan nothing on a site that it may not know of', async () => {
    const more = { targets: ['own-own'], request: 'no. 3' };
    expect(await plan(more, VIEWERS.secretariat)).toBe('site_unknown');
    expect(await plan(more, VIEWERS.operator)).toBe('done');
  });
});
