import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JudgementStore } from '../../src/core/ports/judgement-store.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import { MINUTE_MS, T0 } from './store-sample.ts';
import { incidentOf } from './stored-incident.ts';

export interface JudgementsUnderTest {
  readonly judgements: JudgementStore;
  close(): Promise<void>;
}

/** What every variant promises of what judging keeps. */
export function describeJudgementContract(
  variant: string,
  open: () => Promise<JudgementsUnderTest>,
): void {
  let store: JudgementsUnderTest;
  let judgements: JudgementStore;

  beforeEach(async () => {
    store = await open();
    judgements = store.judgements;
  });
  afterEach(() => store.close());

  const keep = (...incidents: Incident[]) => judgements.keepStep({ incidents, memory: null });
  const ids = async (...query: Parameters<JudgementStore['incidents']>) =>
    (await judgements.incidents(...query)).map(({ id }) => id);

  describe(`what judging keeps in the ${variant} store`, () => {
    it('is nothing at first', async () => {
      expect(await judgements.incidents()).toEqual([]);
      expect(await judgements.incident('20260513-1')).toBeNull();
      expect(await judgements.memory()).toBeNull();
      expect(await judgements.series()).toEqual([]);
    });

    it('gives incidents back as they were, the newest opened first', async () => {
      const [first, second] = [incidentOf('20260513-1'), incidentOf('20260513-2')];
      await keep(first, second);
      expect(await judgements.incidents()).toEqual([second, first]);
      expect(await judgements.incident('20260513-1')).toEqual(first);
    });

    it('holds an incident once, as it was kept last, in its place', async () => {
      const first = incidentOf('20260513-1');
      await keep(first, incidentOf('20260513-2'));
      const ended: Incident = { ...first, endedAt: T0 + MINUTE_MS, ending: 'recovered' };
      await keep(ended);
      expect(await ids()).toEqual(['20260513-2', '20260513-1']);
      expect(await judgements.incident('20260513-1')).toEqual(ended);
    });

    it('finds those that go on, those of a target, and those before another', async () => {
      await keep(
        incidentOf('20260513-1', { targets: ['a'], endedAt: T0 }),
        incidentOf('20260513-2', { targets: ['a', 'b'] }),
        incidentOf('20260513-3', { targets: ['b'] }),
      );
      expect(await ids({ open: true })).toEqual(['20260513-3', '20260513-2']);
      expect(await ids({ target: 'a' })).toEqual(['20260513-2', '20260513-1']);
      expect(await ids({ target: 'a', open: true })).toEqual(['20260513-2']);
      expect(await ids({ before: '20260513-3' })).toEqual(['20260513-2', '20260513-1']);
      expect(await ids({ before: '20260513-3', target: 'b' })).toEqual(['20260513-2']);
      expect(await ids({ before: '20260101-9' })).toEqual([]);
      expect(await ids({ limit: 1 })).toEqual(['20260513-3']);
      expect(await ids({ target: 'c' })).toEqual([]);
    });

    it('finds the parts of an incident, however many others were opened since', async () => {
      await keep(
        incidentOf('20260513-1'),
        incidentOf('20260513-2', { targets: ['a', 'b'] }),
        incidentOf('20260513-3', { mergedInto: '20260513-2', endedAt: T0 }),
      );
      await keep(...Array.from({ length: 150 }, (_, n) => incidentOf(`20260514-${n + 1}`)));
      await keep(incidentOf('20260513-1', { mergedInto: '20260513-2' }));
      const parts = { mergedInto: '20260513-2' };
      expect(await ids(parts)).toEqual(['20260513-3', '20260513-1']);
      expect(await ids({ ...parts, limit: 1 })).toEqual(['20260513-3']);
      expect(await ids({ ...parts, open: true })).toEqual(['20260513-1']);
      await keep(incidentOf('20260513-1', { endedAt: T0 }));
      expect(await ids(parts)).toEqual(['20260513-3']);
      expect(await ids({ mergedInto: '20260513-9' })).toEqual([]);
    });

    it('finds those that go on or ended at a moment or later', async () => {
      await keep(
        incidentOf('20260513-1', { endedAt: T0 - 1 }),
        incidentOf('20260513-2', { endedAt: T0, targets: ['b'] }),
        incidentOf('20260513-3'),
        incidentOf('20260513-4', { endedAt: T0 + 1 }),
      );
      const since = { endedSince: T0 };
      expect(await ids(since)).toEqual(['20260513-4', '20260513-3', '20260513-2']);
      expect(await ids({ ...since, before: '20260513-4' })).toEqual(['20260513-3', '20260513-2']);
      expect(await ids({ ...since, open: true })).toEqual(['20260513-3']);
      expect(await ids({ ...since, target: 'b' })).toEqual(['20260513-2']);
    });

    it('finds patterns, and of the others those of the targets named alone', async () => {
      await keep(
        incidentOf('20260513-1', { targets: ['a'] }),
        incidentOf('20260513-2', { targets: ['b'] }),
        incidentOf('20260513-3', { targets: ['b', 'c'] }),
        incidentOf('20260513-4', { targets: ['a'], endedAt: T0 - 1 }),
      );
      expect(await ids({ patternsAnd: ['a'] })).toEqual(['20260513-4', '20260513-3', '20260513-1']);
      expect(await ids({ patternsAnd: [] })).toEqual(['20260513-3']);
      expect(await ids({ patternsAnd: ['a', 'b'], endedSince: T0, limit: 2 })).toEqual([
        '20260513-3',
        '20260513-2',
      ]);
    });

    it('finds an incident by a target that joined it later', async () => {
      await keep(incidentOf('20260513-1', { targets: ['a'] }));
      await keep(incidentOf('20260513-1', { targets: ['a', 'b'] }));
      expect(await ids({ target: 'b' })).toEqual(['20260513-1']);
      expect(await ids({ target: 'a' })).toEqual(['20260513-1']);
    });

    it('keeps the memory until there is another', async () => {
      await judgements.keepStep({ incidents: [], memory: '{"n":1}' });
      await keep(incidentOf('20260513-1'));
      expect(await judgements.memory()).toBe('{"n":1}');
      await judgements.keepStep({ incidents: [], memory: '{"n":2}' });
      expect(await judgements.memory()).toBe('{"n":2}');
    });

    it('keeps the newest snapshot of each series, in order of their names', async () => {
      const snapshot = (series: string, at: number) => ({
        series,
        at,
        state: new Uint8Array([1, 0, 255, at % 256]),
      });
      await judgements.keepSeries([snapshot('b/4', T0), snapshot('a/6', T0)]);
      await judgements.keepSeries([snapshot('b/4', T0 + 1)]);
      expect(await judgements.series()).toEqual([snapshot('a/6', T0), snapshot('b/4', T0 + 1)]);
    });

    it('is closed with the store', async () => {
      await store.close();
      const closed = { code: 'store_unavailable' };
      await expect(judgements.incidents()).rejects.toMatchObject(closed);
      await expect(keep(incidentOf('20260513-1'))).rejects.toMatchObject(closed);
    });
  });
}
