import { beforeEach, describe, expect, it } from 'vitest';
import { Proposals } from '../../../src/app/acts/proposals.ts';
import type { DrillDesk } from '../../../src/app/control/drill-order.ts';
import { draftOf } from '../../store/stored-notice.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { NOTE_ACTS } from '../notes/note-rows.ts';
import {
  ACTS,
  CONSENTS,
  type Comes,
  incidentOn,
  type Made,
  NOT_THERE,
  QUIET,
  SUBJECTS,
  type Who,
} from './act-rows.ts';
import { actingCouncil, SINCE, troublesOf } from './acting-council.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, VIEWERS } from './shared-council.ts';

const WHO = Object.keys(VIEWERS) as Who[];
const config = actingCouncil(CONSENTS);
const failing = { judgement: 'failing', since: SINCE } as const;
const drills: DrillDesk = { take: () => Promise.reject(new Error('no drill is to be begun')) };
let board: SharedBoard;
const made = {
  silences: new Map<string, string>(),
  letters: new Map<string, number>(),
  proposals: new Map<string, number>(),
} satisfies Made;

beforeEach(async () => {
  const first = {
    ...{ config, facts: new Map(), doubt: null, samples: samplesAt(config, AT - MINUTE) },
    states: new Map(SUBJECTS.map((site) => [site, failing])),
    incidents: troublesOf(config, SUBJECTS),
  };
  board = await openSharedBoard(new ManualClock(AT), first, { drills });
  for (const ids of Object.values(made)) ids.clear();
});

/** Lines of what was done; looks have lines of their own. */
async function audit() {
  return (await board.lines()).filter(({ action }) => !action.endsWith('.viewed'));
}

/** What the act is on is there before. */
const BEFORE: Readonly<Record<string, () => Promise<void>>> = {
  '/api/acts/silence/end': async () => {
    for (const target of SUBJECTS) {
      await board.actBy(VIEWERS.operator, '/api/acts/silence', { ...QUIET, whose: 'all', target });
      made.silences.set(target, (await audit()).at(-1)?.subject ?? '');
    }
  },
  '/api/acts/resume': async () => {
    for (const target of SUBJECTS) {
      await board.actBy(VIEWERS.operator, '/api/acts/stop', { target, reason: 'as asked' });
    }
  },
  '/api/acts/proposal/decline': async () => {
    for (const target of SUBJECTS) {
      const body = { target, reason: 'it is rebuilt' };
      await board.actBy(VIEWERS.secretariat, '/api/acts/stop/propose', body);
    }
    for (const { seq, subject } of await audit()) made.proposals.set(subject ?? '', seq);
  },
  '/api/acts/resend': async () => {
    const outbox = SUBJECTS.map((site) => draftOf(site));
    await board.notices.keepStep({ desks: [], decisions: [], outbox });
    const waiting = await board.notices.waiting();
    await board.notices.settle(waiting.map((each) => ({ ...each, state: 'dead', attempts: 9 })));
    for (const { seq, notice } of waiting) made.letters.set(notice.key, seq);
  },
};

function comesOf({ status }: { readonly status: number }): Comes | number {
  if (status === 200) return 'done';
  if (status === 422) return 'refused';
  return status === 404 ? 'denied' : status;
}

const ROUTES = Object.entries(ACTS).flatMap(([path, acts]) =>
  acts.flatMap((act, n) => WHO.map((who) => ({ path, n, who, act }))),
);

describe('the action table on the board', () => {
  it('has rows for every route by which something is done, and for no other', () => {
    const paths = board.routes
      .filter(({ method, path }) => method === 'POST' && /^\/api\/acts\/.*[^*]$/.test(path))
      .map(({ path }) => path)
      // These concern no site, and have a table of their own.
      .filter((path) => !NOTE_ACTS.includes(path));
    expect([...new Set(paths)].sort()).toEqual(Object.keys(ACTS).sort());
  });

  it.each(ROUTES)('lets $who by $path (way $n) do what he may', async ({ path, who, act }) => {
    await BEFORE[path]?.();
    const missing = await board.actBy(VIEWERS[who], path, act.body(who, NOT_THERE, made));
    expect(missing.status).not.toBe(200);
    for (const site of SUBJECTS) {
      const before = (await audit()).length;
      const answer = await board.actBy(VIEWERS[who], path, act.body(who, site, made));
      const expected = act.rows[who][site];
      expect(comesOf(answer), `${who} ${path} ${site}: ${answer.text}`).toBe(expected);
      const lines = (await audit()).slice(before);
      // Of what was done there is a line, by his name; of what was not there is none.
      expect(lines.map(({ actor }) => actor)).toEqual(
        expected === 'done' ? [`an-account-of-${who}`] : [],
      );
      // Whether there is such a thing is not told.
      if (expected === 'denied') expect(answer).toEqual(missing);
    }
  });

  it('lets a member take up again what it stopped itself, and nobody else but the operator', async () => {
    const target = 'own-named';
    const stop = { target, reason: 'we rebuild it' };
    const stateOf = async (who: Who) => {
      const answer = await board.ask(VIEWERS[who], `/api/targets/${target}/acts`);
      return (JSON.parse(answer.text) as { data: unknown }).data;
    };
    const may = (mayStop: boolean, mayResume: boolean, mayPropose = false) => ({
      ...{ mayStop, mayResume, mayPropose, proposed: null },
    });
    expect([await stateOf('member'), await stateOf('secretariat')]).toEqual([
      may(true, false),
      may(false, false, true),
    ]);
    expect((await board.actBy(VIEWERS.member, '/api/acts/stop', stop)).status).toBe(200);
    expect(board.live.stopped.get(target)).toMatchObject({ reason: 'we rebuild it' });
    expect((await board.actBy(VIEWERS.member, '/api/acts/stop', stop)).status).toBe(422);
    expect([await stateOf('member'), await stateOf('operator')]).toEqual([
      may(false, true),
      may(false, true),
    ]);
    const resume = { target, reason: 'it is rebuilt' };
    expect((await board.actBy(VIEWERS.secretariat, '/api/acts/resume', resume)).status).toBe(404);
    expect((await board.actBy(VIEWERS.member, '/api/acts/resume', resume)).status).toBe(200);
    expect(board.live.stopped.has(target)).toBe(false);
    const lines = await audit();
    expect(lines.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      ['an-account-of-member', 'target.stopped', 'we rebuild it'],
      ['an-account-of-member', 'target.resumed', 'it is rebuilt'],
    ]);
  });

  it('lets whose messages they are end a silence that another asked for', async () => {
    const own = { ...QUIET, whose: 'member:gas-own', target: 'own-named' };
    await board.actBy(VIEWERS.operator, '/api/acts/silence', own);
    const shown = JSON.parse((await board.ask(VIEWERS.member, '/api/messages')).text) as {
      data: { silences: { id: string; mayEnd: boolean }[] };
    };
    const [silence] = shown.data.silences;
    expect(silence).toMatchObject({ whose: 'own', mayEnd: true });
    const end = { id: silence?.id ?? '' };
    for (const who of ['secretariat', 'council', 'observer'] as const) {
      expect((await board.actBy(VIEWERS[who], '/api/acts/silence/end', end)).status).toBe(404);
    }
    expect((await board.actBy(VIEWERS.member, '/api/acts/silence/end', end)).status).toBe(200);
    expect((await board.ask(VIEWERS.member, '/api/messages')).text).toContain('"silences":[]');
  });

  it('names in a silence no site that is only counted since its name was taken back', async () => {
    const shown = async () => (await board.ask(VIEWERS.member, '/api/messages')).text;
    const own = { ...QUIET, whose: 'own', target: 'far-named' };
    await board.actBy(VIEWERS.member, '/api/acts/silence', own);
    expect(await shown()).toContain('far-of-named');
    const owner = { kind: 'member', member: 'far-of-named', sector: 'rail' } as const;
    await board.act(owner, '/api/consent', { target: 'far-named', consent: 'counted' });
    expect(await shown()).toContain('"about":{"kind":"incident","id":null}');
    expect(await shown()).not.toMatch(/far-(of-)?named/);
  });

  it('shows of an acknowledgement what each may know of it, at once', async () => {
    await board.actBy(VIEWERS.member, '/api/acts/acknowledge', {
      incident: incidentOn('member', 'own-counted'),
    });
    const shownTo = async (who: Who, site: string) => {
      const path = `/api/incidents/${incidentOn(who, site)}/told`;
      return (await board.ask(VIEWERS[who], path)).text;
    };
    for (const who of ['member', 'secretariat', 'operator'] as const) {
      const text = await shownTo(who, 'own-counted');
      expect(text, who).toMatch(
        /"member:gas-own".*"acknowledged":\{"at":\d+,"by":"an-account-of-m/,
      );
    }
    for (const who of ['council', 'observer'] as const) {
      expect(await shownTo(who, 'own-counted')).toContain('not_found');
    }
    // Of a site that is named to all, too, it is not told who acknowledged.
    await board.actBy(VIEWERS.member, '/api/acts/acknowledge', {
      incident: incidentOn('member', 'own-named'),
    });
    expect(await shownTo('council', 'own-named')).not.toContain('gas-own');
  });

  it('has the operator decide what a secretariat proposes, and shows it to both alone', async () => {
    const propose = { target: 'near-named', reason: 'it is moved' };
    const path = '/api/acts/stop/propose';
    expect((await board.actBy(VIEWERS.secretariat, path, propose)).status).toBe(200);
    expect((await board.actBy(VIEWERS.secretariat, path, propose)).status).toBe(422);
    const proposedTo = async (who: Who) => {
      const { text } = await board.ask(VIEWERS[who], '/api/targets/near-named/acts');
      return text.includes('it is moved');
    };
    expect(await Promise.all(WHO.map(proposedTo))).toEqual([false, true, false, false, true]);
    const tasks = async () => (await board.ask(VIEWERS.operator, '/api/waiting')).text;
    expect(await tasks()).toContain('"reason":"it is moved"');
    const stop = { target: 'near-named', reason: 'as its office asked' };
    expect((await board.actBy(VIEWERS.operator, '/api/acts/stop', stop)).status).toBe(200);
    expect(await tasks()).toContain('"proposals":[]');
    // Whoever reads the audit anew finds the same.
    const state = { auditLines: board.lines, appendAudit: () => Promise.reject(new Error('no')) };
    expect(await new Proposals(state, { now: () => AT }).open()).toEqual([]);
  });

  it('lets nobody do anything by a token or a wall', async () => {
    for (const [path, acts] of Object.entries(ACTS)) {
      for (const who of WHO) {
        for (const by of ['token', 'wall'] as const) {
          for (const { body } of acts) {
            const answer = await board.actBy(VIEWERS[who], path, body(who, 'own-named', made), by);
            expect([path, who, by, answer.status]).toEqual([path, who, by, 403]);
          }
        }
      }
    }
    expect(await audit()).toEqual([]);
  });

  it('understands no act of another form', async () => {
    // Whoever asks: in turn, as each account does only so much.
    for (const [n, path] of Object.keys(ACTS).entries()) {
      const viewer = VIEWERS[WHO[n % WHO.length] ?? 'operator'];
      for (const body of [{ incident: 7 }, { id: '' }, { target: 'own-named' }, { more: 1 }]) {
        expect([path, (await board.actBy(viewer, path, body)).status]).toEqual([path, 400]);
      }
    }
  });

  it('limits how much one account does, and no other by that', async () => {
    const body = { incident: incidentOn('member', 'own-named') };
    const statuses: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      statuses.push((await board.actBy(VIEWERS.member, '/api/acts/acknowledge', body)).status);
    }
    expect([...new Set(statuses)]).toEqual([200, 429]);
    const other = await board.actBy(VIEWERS.secretariat, '/api/acts/acknowledge', body);
    expect(other.status).toBe(200);
  });
});
