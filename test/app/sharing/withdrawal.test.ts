import { describe, expect, it } from 'vitest';
import type { Consent } from '../../../src/core/config.ts';
import type { SampleStore } from '../../../src/core/ports/sample-store.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type CouncilNow, openSharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';

const PAGES = [
  '/api/overview',
  '/api/council',
  '/api/sectors/rail',
  '/api/sites?search=far',
  '/api/judging?target=far-named',
  '/api/incidents',
  '/api/targets/far-named',
];

/** The council in which the one site that was named is shared so far. */
function sharedAs(consent: Consent): CouncilNow {
  const config = sharingCouncil(['named']);
  const rail = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((each) => ({
      ...each,
      targets: each.targets.map((target) =>
        target.id === 'far-named' ? { ...target, consent } : target,
      ),
    })),
  }));
  const states = new Map([['far-named', { judgement: 'failing' as const, since: AT - MINUTE }]]);
  const entry = { target: 'far-named', member: 'far-of-named', sector: 'rail', to: null };
  return {
    ...{ config: { ...config, sectors: rail }, states, facts: new Map(), doubt: null },
    samples: samplesAt(config, AT - MINUTE),
    incidents: [
      {
        ...{
          id: '20261122-1',
          pattern: 'single',
          subject: { kind: 'target', target: 'far-named' },
        },
        ...{ since: AT - MINUTE, openedAt: AT, endedAt: null, ending: null, mergedInto: null },
        ...{ severity: 1, evidence: [], timeline: [] },
        targets: [{ ...entry, from: AT - MINUTE, judgement: 'failing', ratio: null, phase: null }],
      },
    ],
  };
}

const OWNER = { kind: 'member', member: 'far-of-named', sector: 'rail' } as const;

describe('values that are taken back', () => {
  it.each([
    ['/api/targets/near-named', 0, 200],
    ['/api/targets/near-named/samples', 0, 404],
    ['/api/targets/near-named/usual', 0, 404],
    ['/api/export/samples/near-named?format=csv', 0, 404],
    ['/api/export/samples/near-named?format=csv', 1, 404],
  ])('are in no answer that was on its way: %s after %i reads', async (path, reads, status) => {
    const gates: (() => void)[] = [];
    const held = async () => await new Promise<void>((open) => gates.push(open));
    const board = await openSharedBoard(new ManualClock(AT), sharedAs('named'), {
      slowly: (samples) => slowStore(samples, held),
    });
    const answer = board.ask(VIEWERS.secretariat, path);
    for (let read = 0; read < reads; read += 1) {
      await expect.poll(() => gates.length).toBe(read + 1);
      gates[read]?.();
    }
    await expect.poll(() => gates.length).toBe(reads + 1);
    const owner = { kind: 'member', member: 'near-of-named', sector: 'gas' } as const;
    const choice = { target: 'near-named', secretariatSees: 'judgement' };
    expect((await board.act(owner, '/api/consent', choice)).status).toBe(200);
    for (const open of gates) open();
    const { status: answered, text } = await answer;
    expect(answered).toBe(status);
    expect(text).not.toContain('https://near-named.example/');
    expect(text).not.toMatch(/total/i);
  });
});

/** The same store, whose answers about samples wait for `held`. */
function slowStore(samples: SampleStore, held: () => Promise<void>): SampleStore {
  return new Proxy(samples, {
    get(store, name: keyof SampleStore) {
      if (name !== 'samples' && name !== 'rollups') {
        const value = store[name];
        return typeof value === 'function' ? value.bind(store) : value;
      }
      return async (query: never) => {
        const found = await store[name](query);
        await held();
        return found;
      };
    },
  });
}

describe('a name that is taken back', () => {
  it('by its member on the board is gone from every page when that is answered', async () => {
    const clock = new ManualClock(AT);
    const board = await openSharedBoard(clock, sharedAs('named'));
    const viewer = VIEWERS.council;
    const heard = await board.listen(viewer, { since: null, target: null, sector: null });
    await clock.run(1000);
    const before = heard();
    const choice = { target: 'far-named', consent: 'counted' };
    expect((await board.act(OWNER, '/api/consent', choice)).status).toBe(200);
    for (const path of PAGES) {
      expect((await board.ask(viewer, path)).text, path).not.toContain('far-of-named');
    }
    await clock.run(1000);
    const pictures = [...heard().matchAll(/"picture":"([^"]+)"/g)].map(([, picture]) => picture);
    expect(new Set(pictures).size).toBe(2);
    expect(heard().slice(before.length)).not.toContain('"reset":true');
  });

  it('does not come back with what was before when it is given again', async () => {
    const clock = new ManualClock(AT);
    const board = await openSharedBoard(clock, sharedAs('named'));
    await board.act(OWNER, '/api/consent', { target: 'far-named', consent: 'counted' });
    await clock.run(10 * MINUTE);
    await board.act(OWNER, '/api/consent', { target: 'far-named', consent: 'named' });
    const { text } = await board.ask(VIEWERS.council, '/api/incidents?target=far-named');
    expect(text).toContain('far-of-named');
    expect(text).toContain(`"from":${clock.now()}`);
    expect(text).not.toContain(`"from":${AT - MINUTE}`);
  });

  it('by its member stays taken back when the files are read again, whatever they have', async () => {
    const board = await openSharedBoard(new ManualClock(AT), sharedAs('named'));
    await board.act(OWNER, '/api/consent', { target: 'far-named', consent: 'sector' });
    const asked = async () => (await board.ask(VIEWERS.council, '/api/council')).text;
    await board.become(sharedAs('named'));
    expect(await asked()).not.toContain('far-of-named');
    // A file may lower it, and what it lowered it does not raise again.
    await board.become(sharedAs('counted'));
    await board.become(sharedAs('sector'));
    const near = { kind: 'member', member: 'rail-1', sector: 'rail' } as const;
    expect((await board.ask(near, '/api/sectors/rail')).text).not.toContain('far-of-named');
    const page = JSON.parse((await board.ask(OWNER, '/api/members/far-of-named')).text);
    expect(page.data.sites[0]).toMatchObject({
      ...{ levels: { consent: 'counted' }, owner: 'member', file: { consent: 'sector' } },
      versions: [{ by: 'file', consent: 'counted' }, { by: 'member' }, { consent: 'named', at: 0 }],
    });
  });

  it('is gone from every page at once, for what was before, too, and the events tell that', async () => {
    const clock = new ManualClock(AT);
    const board = await openSharedBoard(clock, sharedAs('named'));
    const viewer = VIEWERS.council;
    for (const path of PAGES) {
      expect((await board.ask(viewer, path)).text, path).toContain('far-of-named');
    }
    const scope = { since: null, target: null, sector: null };
    const heard = await board.listen(viewer, scope);
    await clock.run(1000);
    const before = heard();
    await board.become(sharedAs('counted'));
    for (const path of PAGES) {
      const answer = await board.ask(viewer, path);
      expect(answer.text, path).not.toContain('far-of-named');
      expect(answer.text, path).not.toContain('far-named"');
    }
    await clock.run(1000);
    const pictures = [...heard().matchAll(/"picture":"([^"]+)"/g)].map(([, picture]) => picture);
    expect(new Set(pictures).size).toBe(2);
    expect(heard().length).toBeGreaterThan(before.length);
  });

  it('is no other than what is judged: a page that is asked again shows it in the same second', async () => {
    const board = await openSharedBoard(new ManualClock(AT), sharedAs('named'));
    const asked = async () => (await board.ask(VIEWERS.council, '/api/council')).text;
    expect(await asked()).toContain('"judgement":"failing"');
    await board.become({ ...sharedAs('named'), states: new Map(), config: board.live.config });
    expect(await asked()).not.toContain('"judgement":"failing"');
  });

  it('is still there for its member and for the operator', async () => {
    const board = await openSharedBoard(new ManualClock(AT), sharedAs('own'));
    for (const viewer of [OWNER, VIEWERS.operator]) {
      const answer = await board.ask(viewer, '/api/targets/far-named');
      expect([answer.status, answer.text.includes('https://far-named.example/')]).toEqual([
        200,
        true,
      ]);
    }
  });
});
