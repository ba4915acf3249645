import type { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changesSchema,
  councilPageSchema,
  envelopeOf,
  foundSitesSchema,
  sectorSchema,
} from '../../src/board/api-schema.ts';
import { CELLS } from '../../src/board/hour-counts.ts';
import { proberSchema } from '../../src/board/prober-schema.ts';
import type { Board } from '../../src/board/start-board.ts';
import { usualSchema } from '../../src/board/target-schema.ts';
import type { ReloadStatus } from '../../src/core/ports/reload-status.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { type Answer, ask, readEvents } from './http-client.ts';
import { failureOf, phasesOf, sampleOf } from './sample-fixture.ts';

const MINUTE = 60_000;
const NOW = Date.now();
const REFUSED: ReloadStatus = {
  loadedAt: NOW - 3_600_000,
  refused: {
    at: NOW - MINUTE,
    reason: 'invalid',
    problems: [{ file: 'sectors/gas.yaml', line: 12, text: { ja: '不正な値', en: 'wrong value' } }],
    removals: null,
  },
  restart: [],
};
const fixture = createFixture(
  councilOf({ sectors: 2, sitesPerSector: 3, bothEvery: 3 }),
  undefined,
  {
    reload: () => REFUSED,
    disk: async () => ({ dataBytes: 10, freeBytes: 20, totalBytes: 40 }),
  },
);
let board: Board;

function parsed<T extends z.ZodType>(answer: Answer, schema: T): z.infer<T> {
  return schema.parse(JSON.parse(answer.text));
}

beforeAll(async () => {
  const [ok, failing, both] = fixture.live.table.targets;
  if (!ok || !failing || !both) throw new Error('the fixture has sites');
  for (let at = NOW - 180 * MINUTE; at <= NOW; at += MINUTE) {
    const late = at > NOW - 30 * MINUTE;
    await fixture.measure([
      sampleOf(ok, at, { phases: phasesOf(late ? 400 : 100) }),
      late ? failureOf(failing, at) : sampleOf(failing, at),
      sampleOf(both, at),
      sampleOf(both, at, { family: 6 }),
    ]);
  }
  const gap = { vantage: 'tokyo-1', from: NOW - 600 * MINUTE, to: NOW - 590 * MINUTE, slots: 40 };
  await fixture.store.samples.appendGap(gap);
  const stored = await fixture.store.samples.rollups({ period: '1h', from: 0, to: NOW });
  fixture.live.takeNormals(stored, NOW);
  board = await startFixtureBoard(fixture.sources);
});

afterAll(async () => await board.close());

describe('the API of a sector', () => {
  it('answers its sites, each with its day, its normal and since when it does not answer', async () => {
    const answer = await ask(`${board.url}/api/sectors/banking`);
    const { marking, data } = parsed(answer, envelopeOf(sectorSchema));
    expect(answer.headers['tlp']).toBe(marking);
    expect(data).toMatchObject({ id: 'banking', field: { id: 'finance' } });
    expect(data.counts).toMatchObject({ targets: 3, success: 2, failure: 1, failureNew: 1 });
    expect(data.counts.failingSince).toEqual({ at: NOW - 29 * MINUTE, orEarlier: false });
    const [ok, failing, both] = data.sites;
    expect(ok?.series[0]?.normalMs).toBeGreaterThan(140);
    expect(ok?.series[0]?.ratio).toBeGreaterThan(2);
    expect(failing?.series[0]?.since).toEqual({ at: NOW - 29 * MINUTE, orEarlier: false });
    const sum = (values: readonly number[] | undefined) =>
      values?.reduce((total, value) => total + value, 0);
    expect(data.day).toHaveLength(CELLS);
    expect(failing?.hours.failure).toHaveLength(CELLS);
    expect([sum(failing?.hours.success), sum(failing?.hours.failure)]).toEqual([151, 30]);
    expect(sum(both?.hours.success)).toBe(362);
  });

  it('answers not_found for a sector that is not there', async () => {
    const answer = await ask(`${board.url}/api/sectors/nobody`);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'not_found' });
  });

  it('streams the changes of that sector only', async () => {
    const since = fixture.live.version;
    const reader = await readEvents(`${board.url}/api/stream?sector=securities&since=${since}`);
    try {
      const next = async () => envelopeOf(changesSchema).parse((await reader.next()).data).data;
      expect((await next()).sectors.map(({ id }) => id)).toEqual(['securities']);
      const [bank, , , other] = fixture.live.table.targets;
      if (!bank || !other) throw new Error('the fixture has sites');
      fixture.live.observe(sampleOf(bank, NOW + 1));
      fixture.live.observe(sampleOf(other, NOW + 2));
      let series = (await next()).series;
      while (series.length === 0) series = (await next()).series;
      expect(series.map(({ target }) => target)).toEqual([other.target.id]);
    } finally {
      await reader.close();
    }
  });
});

describe('the API of the council at a glance', () => {
  it('answers a row a sector, and the sites that do not answer as expected', async () => {
    const answer = await ask(`${board.url}/api/council`);
    const { data } = parsed(answer, envelopeOf(councilPageSchema));
    expect(data.sectors.map(({ id }) => id)).toEqual(['banking', 'securities']);
    expect(data.sectors[0]?.counts).toMatchObject({ targets: 3, failure: 1 });
    expect(data.troubled.total).toBe(1);
    expect(data.troubled.sites.map(({ id }) => id)).toEqual(['banking-0002-home']);
    expect(answer.text.length).toBeLessThan(8000);
  });

  it('tells the first 200 of a council that fails as a whole, and how many there are', () => {
    const large = createFixture(councilOf({ sectors: 2, sitesPerSector: 150 }));
    for (const site of large.live.table.targets) large.live.observe(failureOf(site, NOW));
    const { troubled, counts } = large.views.council().data;
    expect([troubled.total, troubled.sites.length, counts.failure]).toEqual([300, 200, 300]);
  });

  it.each([
    ['夢見', ['banking-0002-home', 'securities-0002-home']],
    ['TATOE SEC', ['securities-0003-home']],
    ['banking-0001', ['banking-0001-home']],
    ['nobody', []],
  ])('finds sites by %s', async (search, ids) => {
    const query = new URLSearchParams({ search });
    const answer = await ask(`${board.url}/api/sites?${query}`);
    const { data } = parsed(answer, envelopeOf(foundSitesSchema));
    expect(data.sites.map(({ id }) => id)).toEqual(ids);
    expect(data.total).toBe(ids.length);
  });

  it('refuses a search without a text', async () => {
    expect((await ask(`${board.url}/api/sites?search=%20`)).status).toBe(400);
  });
});

describe('the API of what is usual', () => {
  it('answers 24 hours of the day, from what is stored of the days before', async () => {
    const [site] = fixture.live.table.targets;
    if (site === undefined) throw new Error('the fixture has sites');
    const before = NOW - 48 * 60 * MINUTE;
    const slots = Array.from({ length: 181 }, (_, index) => before - index * MINUTE);
    await fixture.store.samples.append(slots.map((at) => sampleOf(site, at)));
    const answer = await ask(`${board.url}/api/targets/banking-0001-home/usual`);
    const { data } = parsed(answer, envelopeOf(usualSchema));
    const known = data.hours.flatMap((hour) => hour ?? []);
    expect(known.length).toBeGreaterThanOrEqual(3);
    expect(known.reduce((sum, { count }) => sum + count, 0)).toBe(181);
    for (const { p5Ms, p50Ms, p95Ms } of known) {
      expect(p5Ms).toBeLessThanOrEqual(p50Ms);
      expect(p50Ms).toBeLessThanOrEqual(p95Ms);
    }
  });

  it('answers as of a moment of the past, and of one ahead as of now', async () => {
    const path = `${board.url}/api/targets/banking-0001-home/usual`;
    const usualAt = async (at: string) =>
      parsed(await ask(`${path}?at=${at}`), envelopeOf(usualSchema)).data;
    const then = await usualAt(String(NOW));
    const dayAgo = await usualAt(String(NOW - 24 * 60 * MINUTE));
    expect(then.to - dayAgo.to).toBe(24 * 60 * MINUTE);
    expect(await usualAt(new Date(NOW - 24 * 60 * MINUTE).toISOString())).toEqual(dayAgo);
    const ahead = await usualAt(String(NOW + 90 * 24 * 60 * MINUTE));
    const now = parsed(await ask(path), envelopeOf(usualSchema)).data;
    expect(ahead.to).toBeGreaterThanOrEqual(then.to);
    expect(ahead.to).toBeLessThanOrEqual(now.to);
    const refused = await ask(`${path}?at=yesterday`);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('at: an ISO')]);
  });

  it('takes a family, and refuses another word', async () => {
    const path = `${board.url}/api/targets/banking-0003-home/usual`;
    const answer = await ask(`${path}?family=6`);
    expect(parsed(answer, envelopeOf(usualSchema)).data.family).toBe(6);
    expect((await ask(`${path}?family=5`)).status).toBe(400);
    expect((await ask(`${board.url}/api/targets/nobody/usual`)).status).toBe(404);
  });
});

describe('the API of the prober', () => {
  it('answers its figures, its disk, its gaps and the refused configuration', async () => {
    const answer = await ask(`${board.url}/api/prober`);
    const { data } = parsed(answer, envelopeOf(proberSchema));
    expect(data).toMatchObject({
      status: 'ok',
      probing: { due: 120, lateP99Ms: 3.5, inFlight: 1, maxInFlight: 100, workersReplaced: 0 },
      store: { status: 'ok', pending: 4, lost: 0, problem: null },
      disk: { dataBytes: 10, freeBytes: 20, totalBytes: 40 },
      gaps: [{ from: NOW - 600 * MINUTE, to: NOW - 590 * MINUTE, slots: 40 }],
      reload: REFUSED,
    });
    expect(data.day.reduce((sum, { failure }) => sum + failure, 0)).toBe(30);
  });
});
