import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { JudgementStore } from '../../src/core/ports/judgement-store.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { MINUTE_MS, openWorld, T0, type World, worldOf } from './judged-world.ts';

const QUIET = () => false;
const SITE = 'gas-0-www';
const onlySite = (target: string) => target === SITE;

async function minutes(world: World, count: number, fails: (target: string) => boolean) {
  for (let n = 0; n < count; n += 1) await world.minute(fails);
}

const toldOf = ({ told }: World) =>
  [...told.values()].map(({ id, pattern, ending }) => [id, pattern, ending]);

describe('judging', () => {
  it('opens an incident when a failure is confirmed, and ends it when the site answers again', async () => {
    const world = await openWorld(worldOf({ gas: 6 }));
    await minutes(world, 3, QUIET);
    await minutes(world, 3, onlySite);
    expect(world.judge.stateOf(SITE)).toMatchObject({ judgement: 'failing', suspect: false });
    expect(world.judge.openIncidents()).toMatchObject([
      { id: '20260513-1', pattern: 'single', subject: { kind: 'target', target: SITE } },
    ]);
    expect(world.judge.notable().map(({ target }) => target)).toEqual([SITE]);
    await minutes(world, 8, QUIET);
    expect(toldOf(world)).toEqual([['20260513-1', 'single', 'recovered']]);
    expect(world.judge.openIncidents()).toEqual([]);
    expect(await world.store.judgements.incident('20260513-1')).toEqual(
      world.told.get('20260513-1'),
    );
  });

  it('has another version when the normal of a site becomes known, though nothing differs', async () => {
    const world = await openWorld(worldOf({ gas: 1 }));
    await minutes(world, 3, QUIET);
    const before = world.judge.version;
    expect(world.judge.verdictOf(SITE, 4)).toMatchObject({ judgement: 'normal', normalMs: null });
    await minutes(world, 40, QUIET);
    expect(world.judge.verdictOf(SITE, 4)).toMatchObject({ judgement: 'normal' });
    expect(world.judge.verdictOf(SITE, 4)?.normalMs).toBeGreaterThan(0);
    expect(world.judge.version).toBe(before + 1);
  });

  it('takes what fails since its first sample for no sign that anything spreads', async () => {
    const world = await openWorld(worldOf({ gas: 20, water: 20, rail: 20 }));
    await minutes(world, 6, (target) => /-[0-3]-www$/.test(target));
    const patterns = new Set([...world.told.values()].map(({ pattern }) => pattern));
    expect([world.told.size, [...patterns]]).toEqual([12, ['single']]);
    await minutes(world, 6, (target) => /-[0-9]-www$/.test(target));
    const later = [...world.told.values()].filter(({ pattern }) => pattern !== 'single');
    expect(later.map(({ pattern }) => pattern)).toContain('cross-sector');
  });

  it('says so within 75 s of a slot whose failure answers at once', async () => {
    const world = await openWorld(worldOf({ gas: 6 }));
    await minutes(world, 3, QUIET);
    await minutes(world, 1, onlySite);
    const [incident] = world.judge.openIncidents();
    expect((incident?.openedAt ?? Infinity) - (incident?.since ?? 0)).toBeLessThan(75_000);
  });

  it('opens none twice where its memory is lost, but not the incidents', async () => {
    const store = createMemoryStore();
    store.judgements.memory = () => Promise.resolve(null);
    const world = await openWorld(worldOf({ gas: 6 }), store);
    await minutes(world, 3, QUIET);
    await minutes(world, 3, onlySite);
    await world.restart('killed');
    await minutes(world, 2, onlySite);
    expect(world.judge.openIncidents().map(({ id }) => id)).toEqual(['20260513-1']);
    await minutes(world, 8, QUIET);
    await minutes(world, 3, (target) => target === 'gas-1-www');
    expect(toldOf(world)).toEqual([
      ['20260513-1', 'single', 'recovered'],
      ['20260513-2', 'single', null],
    ]);
  });

  it('opens none twice that are part of a pattern, where the book is lost', async () => {
    const store = createMemoryStore();
    const { judgements } = store;
    const memory = judgements.memory.bind(judgements);
    judgements.memory = async () =>
      (await memory())?.replace('"book":{"format":1', '"book":{"format":0') ?? null;
    const world = await openWorld(worldOf({ gas: 20, water: 20, rail: 20 }), store);
    const some = (target: string) => /-[0-5]-www$/.test(target);
    await minutes(world, 3, QUIET);
    await minutes(world, 6, some);
    const before = world.judge.openIncidents().map(({ id }) => id);
    expect(before).toHaveLength(19);
    expect(toldOf(world)).toContainEqual(['20260513-19', 'cross-sector', null]);
    await world.restart('killed');
    await minutes(world, 4, some);
    expect(world.judge.openIncidents().map(({ id }) => id)).toEqual(before);
    expect(world.told.size).toBe(19);
  });

  it.each(['stopped', 'killed'] as const)(
    'goes on with its incident in the next process when it was %s',
    async (how) => {
      const world = await openWorld(worldOf({ gas: 6 }));
      await minutes(world, 3, QUIET);
      await minutes(world, 3, onlySite);
      await world.restart(how);
      expect(world.judge.openIncidents()).toMatchObject([{ id: '20260513-1' }]);
      expect(world.judge.stateOf(SITE)?.judgement).toBe('failing');
      await minutes(world, 2, onlySite);
      await minutes(world, 8, QUIET);
      expect(toldOf(world)).toEqual([['20260513-1', 'single', 'recovered']]);
    },
  );

  it('opens no second one where it died before the first was kept', async () => {
    const store = createMemoryStore();
    let isAway = false;
    const judgements: JudgementStore = {
      keepStep: (step) => (isAway ? new Promise(() => {}) : store.judgements.keepStep(step)),
      keepSeries: (series) => store.judgements.keepSeries(series),
      incidents: (query) => store.judgements.incidents(query),
      incident: (id) => store.judgements.incident(id),
      memory: () => store.judgements.memory(),
      series: () => store.judgements.series(),
    };
    const world = await openWorld(worldOf({ gas: 6 }), { ...store, judgements });
    await minutes(world, 3, QUIET);
    isAway = true;
    await minutes(world, 2, onlySite);
    expect(world.told.size).toBe(0);
    isAway = false;
    await world.restart('killed');
    await minutes(world, 2, onlySite);
    expect(await store.judgements.incidents()).toMatchObject([{ id: '20260513-1' }]);
    expect(toldOf(world)).toEqual([['20260513-1', 'single', null]]);
  });

  it('keeps what it found while the store was away, once it is back', async () => {
    const store = createMemoryStore();
    let isAway = false;
    const judgements: JudgementStore = {
      ...store.judgements,
      incidents: (query) => store.judgements.incidents(query),
      incident: (id) => store.judgements.incident(id),
      memory: () => store.judgements.memory(),
      series: () => store.judgements.series(),
      keepSeries: (series) => store.judgements.keepSeries(series),
      async keepStep(step) {
        if (isAway) throw new AppError('store_unavailable', 'away');
        await store.judgements.keepStep(step);
      },
    };
    const world = await openWorld(worldOf({ gas: 6 }), { ...store, judgements });
    await minutes(world, 3, QUIET);
    isAway = true;
    await minutes(world, 3, onlySite);
    expect(world.told.size).toBe(0);
    isAway = false;
    await minutes(world, 1, onlySite);
    expect(toldOf(world)).toEqual([['20260513-1', 'single', null]]);
  });

  it('doubts its own network, not the sites, when everything fails at once', async () => {
    const shape = { gas: 40, water: 40, medical: 40, banking: 40 };
    const world = await openWorld(worldOf(shape, 2));
    await minutes(world, 3, QUIET);
    await minutes(world, 2, () => true);
    expect(world.judge.ownNetwork()?.since).toBeGreaterThanOrEqual(T0 + 3 * MINUTE_MS);
    expect(world.judge.openIncidents().map(({ pattern }) => pattern)).toEqual(['own-network']);
    expect(world.judge.stateOf(SITE)?.suspect).toBe(true);
    await minutes(world, 4, QUIET);
    expect(world.judge.ownNetwork()).toBeNull();
    expect(toldOf(world).filter(([, pattern]) => pattern === 'single')).toEqual([]);
    expect(world.judge.openIncidents()).toEqual([]);
  });

  it('ends the incident of a site that is measured no more', async () => {
    const world = await openWorld(worldOf({ gas: 6 }));
    await minutes(world, 3, QUIET);
    await minutes(world, 2, onlySite);
    const fewer = worldOf({ gas: 6 });
    const places = new Map([...fewer.places].filter(([target]) => target !== SITE));
    world.judge.setCouncil({ ...fewer, places });
    await world.clock.run(MINUTE_MS);
    expect(world.judge.openIncidents()).toEqual([]);
    expect(world.judge.stateOf(SITE)).toBeNull();
  });

  it('grows its version with what it says, and with nothing else', async () => {
    const world = await openWorld(worldOf({ gas: 6 }));
    await minutes(world, 3, QUIET);
    const { version } = world.judge;
    await minutes(world, 3, QUIET);
    expect(world.judge.version).toBe(version);
    await minutes(world, 2, onlySite);
    expect(world.judge.version).toBeGreaterThan(version);
  });

  it('grows it once more when an incident can be read from the store', async () => {
    const store = createMemoryStore();
    let keep = (): void => {};
    const judgements: JudgementStore = {
      keepStep: async (step) => {
        await new Promise<void>((resolve) => {
          keep = resolve;
        });
        await store.judgements.keepStep(step);
      },
      keepSeries: (series) => store.judgements.keepSeries(series),
      incidents: (query) => store.judgements.incidents(query),
      incident: (id) => store.judgements.incident(id),
      memory: () => store.judgements.memory(),
      series: () => store.judgements.series(),
    };
    const world = await openWorld(worldOf({ gas: 6 }), { ...store, judgements });
    await minutes(world, 3, QUIET);
    keep();
    await minutes(world, 2, onlySite);
    const [open] = world.judge.openIncidents();
    const { version } = world.judge;
    expect(await store.judgements.incident(open?.id ?? '')).toBeNull();
    for (; (await store.judgements.incident(open?.id ?? '')) === null; ) {
      keep();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => world.judge.version).toBeGreaterThan(version);
  });

  it('says from the first sample of a run on that what it learned before holds', async () => {
    const world = await openWorld(worldOf({ gas: 1 }));
    await minutes(world, 40, QUIET);
    await world.restart('stopped');
    expect(world.judge.version).toBe(0);
    await minutes(world, 1, QUIET);
    expect(world.judge.verdictOf(SITE, 4)).toMatchObject({ judgement: 'normal' });
    expect(world.judge.version).toBe(1);
  });
});
