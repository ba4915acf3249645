import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelopeOf } from '../../src/board/api-schema.ts';
import {
  incidentListSchema,
  incidentSchema,
  judgingSchema,
} from '../../src/board/judging-schema.ts';
import { createJudgingViews } from '../../src/board/judging-views.ts';
import type { Board } from '../../src/board/start-board.ts';
import type { JudgedSeries, Judging } from '../../src/core/ports/judging.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import type { Verdict } from '../../src/core/words/judgement.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { type Answer, ask } from './http-client.ts';

const T0 = Date.UTC(2026, 4, 13);
const [SLOW, FAILING, GAS] = ['banking-0001-home', 'banking-0002-home', 'gas-0001-home'] as const;

const slow: Verdict = {
  judgement: 'slow',
  since: T0,
  ratio: 3,
  normalMs: 180,
  deviation: 8.5,
  phase: 'wait',
  scope: null,
  why: { ja: '平常 180 ms に対し 540 ms（3.0 倍）。', en: '540 ms against 180 ms (3.0 times).' },
};
/** The judge's own verdicts hold more than what is told. */
const series = (target: string, verdict: Verdict): JudgedSeries => ({
  target,
  family: 4,
  verdict: Object.assign({ score: 80 }, verdict),
});
const NOTABLE = [
  series(SLOW, slow),
  series(FAILING, { ...slow, judgement: 'failing', ratio: null, phase: 'connect' }),
  series(GAS, slow),
];

function incidentOn(
  id: string,
  targets: readonly string[],
  more: Partial<Incident> = {},
): Incident {
  return {
    id,
    pattern: 'single',
    subject: { kind: 'target', target: targets[0] ?? '' },
    since: T0,
    openedAt: T0,
    endedAt: null,
    ending: null,
    mergedInto: null,
    severity: targets.length,
    targets: targets.map((target) => ({
      ...{ target, member: target.slice(0, -5), sector: target.split('-')[0] ?? '' },
      ...{ from: T0, to: null, judgement: 'slow', ratio: 3, phase: 'wait' },
    })),
    evidence: [{ rule: 'sector-onsets', figures: { units: 3 }, text: { ja: '3', en: '3' } }],
    timeline: [{ at: T0, kind: 'opened', text: { ja: '始まり', en: 'began' } }],
    ...more,
  };
}

const PART = incidentOn('20260513-1', [SLOW], { mergedInto: '20260513-3' });
const ALONE = incidentOn('20260513-2', [GAS], { severity: 90 });
const WIDE = incidentOn('20260513-3', [SLOW, FAILING], {
  pattern: 'sector-wide',
  subject: { kind: 'sector', sector: 'banking' },
});
const [LEARNING, UNKNOWN, JUDGED] = ['gas-0002-home', 'gas-0003-home', 'banking-0003-home'];
const OTHERS: ReadonlyMap<string, Verdict> = new Map([
  [LEARNING, { ...slow, judgement: 'normal', ratio: null, normalMs: null }],
  [UNKNOWN, { ...slow, judgement: 'unknown' }],
  [JUDGED, { ...slow, judgement: 'normal', ratio: 1 }],
]);
const OPEN = [WIDE, ALONE, PART];
const judging: Judging = {
  version: 7,
  verdictOf: (target, family) =>
    NOTABLE.find((each) => each.target === target && each.family === family)?.verdict ??
    (family === 4 ? OTHERS.get(target) : null) ??
    null,
  stateOf: () => null,
  notable: () => NOTABLE,
  openIncidents: () => [...OPEN],
  ownNetwork: () => ({ since: T0, targets: 12 }),
};
const fixture = createFixture(councilOf({ sectors: 3, sitesPerSector: 3 }), undefined, { judging });
let board: Board;

beforeAll(async () => {
  await fixture.store.judgements.keepStep({ incidents: [PART, ALONE, WIDE], memory: null });
  board = await startFixtureBoard(fixture.sources);
});
afterAll(async () => await board.close());

function dataOf<T extends z.ZodType>(answer: Answer, schema: T): z.infer<T> {
  const { data } = envelopeOf(z.unknown()).parse(JSON.parse(answer.text));
  return schema.parse(data);
}
const judgingAt = async (query: string) =>
  dataOf(await ask(`${board.url}/api/judging${query}`), judgingSchema);

describe('what judging says now', () => {
  it('is told of the council: incidents that stand for themselves, patterns first', async () => {
    const { version, vantages, ownNetwork, incidents, verdicts } = await judgingAt('');
    expect({ version, vantages, ownNetwork }).toEqual({
      version: 7,
      vantages: 1,
      ownNetwork: { since: T0, targets: 12 },
    });
    expect(incidents.map(({ id }) => id)).toEqual(['20260513-3', '20260513-2']);
    expect(incidents[0]).toMatchObject({
      ...{ sites: 2, affected: 2, fields: [{ id: 'finance' }], sectors: [{ id: 'banking' }] },
      worst: { judgement: 'slow', ratio: 3 },
      subject: { kind: 'sector', sector: 'banking', name: { id: 'banking' } },
    });
    expect(verdicts.map(({ target }) => target)).toEqual([SLOW, FAILING, GAS]);
  });

  it('is told of one sector alone', async () => {
    const { incidents, verdicts } = await judgingAt('?sector=gas');
    expect(incidents.map(({ id }) => id)).toEqual(['20260513-2']);
    expect(verdicts.map(({ target }) => target)).toEqual([GAS]);
  });

  it('is told with the number of sites of which nothing, or not yet all, can be said', async () => {
    // Nothing was measured of the third sector.
    expect((await judgingAt('')).coverage).toEqual({ sites: 9, learning: 1, unknown: 4 });
    expect((await judgingAt('?sector=gas')).coverage).toEqual({
      ...{ sites: 3, learning: 1, unknown: 1 },
    });
    expect((await judgingAt('?sector=banking')).coverage).toEqual({
      ...{ sites: 3, learning: 0, unknown: 0 },
    });
  });

  it('is told of one site with what it is part of, and the reason in words', async () => {
    const { incidents, verdicts } = await judgingAt(`?target=${SLOW}`);
    expect(incidents.map(({ id }) => id)).toEqual(['20260513-3', '20260513-1']);
    expect(verdicts).toEqual([{ target: SLOW, sector: 'banking', family: 4, ...slow }]);
    expect((await judgingAt('?target=nobody')).verdicts).toEqual([]);
  });
});

describe('the list of incidents', () => {
  it('has the newest opened first, and those of one site', async () => {
    const list = async (query: string) =>
      dataOf(await ask(`${board.url}/api/incidents${query}`), incidentListSchema);
    const all = await list('');
    expect(all.incidents.map(({ id }) => id)).toEqual(['20260513-3', '20260513-2', '20260513-1']);
    expect(all.next).toBeNull();
    const after = await list('?before=20260513-2&open=true');
    expect(after.incidents.map(({ id }) => id)).toEqual(['20260513-1']);
    expect((await list(`?target=${GAS}`)).incidents.map(({ id }) => id)).toEqual(['20260513-2']);
  });

  it('goes on where a page is full', async () => {
    const own = createFixture(councilOf());
    const many = Array.from({ length: 60 }, (_, n) => incidentOn(`20260514-${n + 1}`, [GAS]));
    await own.store.judgements.keepStep({ incidents: many, memory: null });
    const first = await own.views.incidents({ before: null, target: null, open: false });
    expect(first.data.incidents).toHaveLength(50);
    expect(first.data.next).toBe('20260514-11');
    const rest = await own.views.incidents({ before: '20260514-11', target: null, open: false });
    expect(rest.data).toMatchObject({ next: null, incidents: { length: 10 } });
  });
});

describe('an incident', () => {
  it('reaches the sectors that differ now; those that did once nothing differs any more', async () => {
    const own = createFixture(councilOf({ sectors: 3, sitesPerSector: 3 }));
    const wide = { pattern: 'cross-sector', subject: { kind: 'council' } } as const;
    const both = incidentOn('20260513-4', [SLOW, GAS], wide);
    const endedOf = ({ targets }: Incident, isEnded: (target: string) => boolean) =>
      targets.map((each) => ({ ...each, to: isEnded(each.target) ? T0 + 1 : null }));
    const half = { ...both, targets: endedOf(both, (target) => target === GAS) };
    const over = { ...both, id: '20260513-5', targets: endedOf(both, () => true) };
    await own.store.judgements.keepStep({ incidents: [half, over], memory: null });
    const placesOf = async (id: string) => {
      const found = await own.views.incident(id);
      return [found?.data.sectors, found?.data.fields].map((all) => all?.map((each) => each.id));
    };
    expect(await placesOf('20260513-4')).toEqual([['banking'], ['finance']]);
    expect((await placesOf('20260513-5')).map((all) => all?.length)).toEqual([2, 2]);
  });

  it('is told with its sites, evidence, timeline and parts', async () => {
    const answer = await ask(`${board.url}/api/incidents/20260513-3`);
    const incident = dataOf(answer, incidentSchema);
    expect(incident.targets.map(({ target, name }) => [target, name?.id])).toEqual([
      [SLOW, 'banking-0001'],
      [FAILING, 'banking-0002'],
    ]);
    expect(incident).toMatchObject({ evidence: WIDE.evidence, timeline: WIDE.timeline });
    expect(incident.parts.map(({ id }) => id)).toEqual(['20260513-1']);
  });

  it('is told with the parts it has, however many were opened since, and that some are not listed', async () => {
    const own = createFixture(councilOf());
    const whole = incidentOn('20260513-1', [SLOW, FAILING], { pattern: 'cross-sector' });
    const part = (n: number) => incidentOn(`20260513-${n}`, [SLOW], { mergedInto: whole.id });
    const later = Array.from({ length: 600 }, (_, n) => incidentOn(`20260514-${n + 1}`, [GAS]));
    await own.store.judgements.keepStep({
      incidents: [whole, part(2), part(3), ...later],
      memory: null,
    });
    const partsOf = async () => {
      const { parts = [], moreParts } = (await own.views.incident(whole.id))?.data ?? {};
      return { ids: parts.map(({ id }) => id), moreParts };
    };
    expect(await partsOf()).toEqual({ ids: ['20260513-3', '20260513-2'], moreParts: false });
    const many = Array.from({ length: 500 }, (_, n) => part(n + 4));
    await own.store.judgements.keepStep({ incidents: many, memory: null });
    const { ids, moreParts } = await partsOf();
    expect([ids.length, ids[0], moreParts]).toEqual([500, '20260513-503', true]);
  });

  it('is not found under another id', async () => {
    expect((await ask(`${board.url}/api/incidents/20260513-9`)).status).toBe(404);
  });
});

describe('the severity of an incident', () => {
  const [MINUTE, HOURS] = [60_000, 10];
  const FAILED = incidentOn('20260513-4', [GAS]);
  const open: Incident = {
    ...FAILED,
    severity: 0.2,
    targets: FAILED.targets.map((each) => ({ ...each, judgement: 'failing', ratio: null })),
  };
  const ended: Incident = { ...open, id: '20260513-5', endedAt: T0 + MINUTE, ending: 'recovered' };
  const weak = incidentOn('20260513-6', [SLOW], { severity: 5, since: T0 + HOURS * 60 * MINUTE });

  it('is that of now while it lasts, and what it was once it ended', async () => {
    const { judgements: store, notices } = createMemoryStore();
    await store.keepStep({ incidents: [open, ended], memory: null });
    const config = councilOf({ sectors: 3, sitesPerSector: 3 });
    const now = T0 + HOURS * 60 * MINUTE;
    const views = createJudgingViews({
      ...{ judgements: store, notices, now: () => now },
      judging: { ...judging, openIncidents: () => [weakAt(now), open] },
      place: () => ({ config, council: fixture.views.council().data.council }),
    });
    const rows = views.judging({ sector: null, target: null }).data.incidents;
    expect(rows.map(({ id, severity }) => [id, severity])).toEqual([
      ['20260513-4', 600],
      ['20260513-6', 0],
    ]);
    const list = await views.incidents({ before: null, target: null, open: false });
    expect(list.data.incidents.map(({ id, severity }) => [id, severity])).toEqual([
      ['20260513-5', 0.2],
      ['20260513-4', 600],
    ]);
    expect((await views.incident('20260513-4'))?.data.severity).toBe(600);
  });

  /** Kept as the severer one, but begun only now. */
  function weakAt(now: number): Incident {
    return { ...weak, targets: weak.targets.map((each) => ({ ...each, from: now })) };
  }
});
