import type { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelopeOf, errorSchema, overviewSchema } from '../../src/board/api-schema.ts';
import { healthSchema } from '../../src/board/prober-schema.ts';
import type { Board } from '../../src/board/start-board.ts';
import { samplesSchema, targetSchema } from '../../src/board/target-schema.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { type Answer, ask, askRaw } from './http-client.ts';
import { failureOf, missedOf, sampleOf } from './sample-fixture.ts';

const fixture = createFixture(councilOf({ sectors: 3, sitesPerSector: 3, bothEvery: 3 }));
const MINUTE = 60_000;
const NOW = Date.now();
let board: Board;

function parsed<T extends z.ZodType>(answer: Answer, schema: T): z.infer<T> {
  return schema.parse(JSON.parse(answer.text));
}

beforeAll(async () => {
  const [ok, failing, , missed] = fixture.live.table.targets;
  if (!ok || !failing || !missed) throw new Error('the fixture has sites');
  const samples = Array.from({ length: 30 }, (_, slot) => NOW - (30 - slot) * MINUTE).flatMap(
    (at) => [sampleOf(ok, at), failureOf(failing, at), missedOf(missed, at)],
  );
  await fixture.measure(samples, samples.slice(-9));
  board = await startFixtureBoard(fixture.sources);
});

afterAll(async () => await board.close());

describe('the API', () => {
  it('answers the overview in its envelope, marked in the header, too', async () => {
    const answer = await ask(`${board.url}/api/overview`);
    const { marking, asOf, data } = parsed(answer, envelopeOf(overviewSchema));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['tlp']).toBe(marking);
    expect(marking).toBe('TLP:AMBER+STRICT');
    expect(Math.abs(asOf - Date.now())).toBeLessThan(MINUTE);
    expect(data.counts).toEqual({
      targets: 9,
      success: 1,
      failure: 1,
      blocked: 0,
      suspect: 0,
      missed: 1,
      waiting: 6,
      maintenance: 0,
      stopped: 0,
      stale: 0,
      failureNew: 0,
      failingSince: { at: NOW - 30 * MINUTE, orEarlier: true },
    });
    expect(data.sectors.map(({ id }) => id)).toEqual(['banking', 'securities', 'gas']);
    expect(data.sectors[0]?.sites[0]?.series[0]?.newest?.outcome).toBe('success');
    expect(data.sectors[0]?.sites[2]?.series.map(({ family }) => family)).toEqual([4, 6]);
    expect(data.sectors[0]?.day.reduce((sum, { failure }) => sum + failure, 0)).toBe(30);
  });

  it('answers the overview again as the same bytes while nothing changed', async () => {
    const [first, second] = [
      await ask(`${board.url}/api/overview`),
      await ask(`${board.url}/api/overview`),
    ];
    expect(parsed(second, envelopeOf(overviewSchema)).data).toEqual(
      parsed(first, envelopeOf(overviewSchema)).data,
    );
  });

  it('answers one site with its kept records, newest first, and its day', async () => {
    const answer = await ask(`${board.url}/api/targets/banking-0002-home`);
    const { marking, data } = parsed(answer, envelopeOf(targetSchema));
    expect(answer.headers['tlp']).toBe(marking);
    expect(data.member.name).toEqual({ ja: '夢見銀行', en: 'Yumemi banking' });
    expect(data.records).toHaveLength(3);
    expect(data.records[0]?.sample).toMatchObject({ reason: 'timeout', failedPhase: 'wait' });
    expect(data.day).toMatchObject([{ family: 4, count: 30, failures: 30, p50Ms: null }]);
  });

  it('answers raw samples of a half-open range', async () => {
    const [from, to] = [NOW - 5 * MINUTE, NOW - 2 * MINUTE];
    const answer = await ask(
      `${board.url}/api/targets/banking-0001-home/samples?from=${from}&to=${to}`,
    );
    const { data } = parsed(answer, envelopeOf(samplesSchema));
    if (data.kind !== 'raw') throw new Error('raw samples were asked for');
    const times = data.points.map(({ scheduledAt }) => scheduledAt);
    expect(times).toEqual([5, 4, 3].map((minutes) => NOW - minutes * MINUTE));
    expect(data.next).toBeNull();
  });

  it('answers periods for a step', async () => {
    const answer = await ask(`${board.url}/api/targets/banking-0001-home/samples?step=1h`);
    const { data } = parsed(answer, envelopeOf(samplesSchema));
    if (data.kind !== 'periods') throw new Error('periods were asked for');
    expect(data.periods.reduce((sum, { count }) => sum + count, 0)).toBe(30);
  });

  it('answers health as it is agreed, without an envelope', async () => {
    const answer = await ask(`${board.url}/healthz`);
    expect(parsed(answer, healthSchema)).toEqual({
      status: 'ok',
      doubt: null,
      probing: { due: 120, done: 117, missed: 2, lateP99Ms: 3.5, loopDelayP99Ms: 1.25 },
      outbox: { waiting: 0, oldestMs: null, sent: 0, dead: 0, away: [], problem: null },
      store: { status: 'ok', pending: 4, dropped: 0, spool: null, stateDamage: null },
    });
    expect(answer.headers['tlp']).toBe('TLP:AMBER+STRICT');
  });

  it('answers metrics with the prefix, in base units, naming no target', async () => {
    const answer = await ask(`${board.url}/metrics`);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = answer.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.filter((line) => !line.startsWith('yamabiko_'))).toEqual([]);
    expect(answer.text).not.toContain('-home');
    expect(lines).toContain('yamabiko_probes_total{outcome="failure",reason="timeout"} 30');
    expect(lines).toContain('yamabiko_targets{outcome="waiting"} 6');
    expect(lines).toContain('yamabiko_slot_lateness_seconds{quantile="0.99"} 0.0035');
    expect(lines).toContain('yamabiko_store_status{status="ok"} 1');
    expect(lines).toContain('yamabiko_probe_duration_seconds_count{outcome="failure"} 30');
    for (const name of ['slots_due_total', 'slots_missed_total', 'store_dropped_samples_total']) {
      expect(answer.text).toContain(`# TYPE yamabiko_${name} counter`);
    }
  });
});

describe('the errors of the API', () => {
  it.each([
    ['/api/targets/no-such-site', 404, 'not_found'],
    ['/api/targets/no-such-site/samples', 404, 'not_found'],
    ['/api/targets/banking-0001-home/samples?step=7m', 400, 'invalid'],
    ['/api/targets/banking-0001-home/samples?from=whenever', 400, 'invalid'],
    ['/api/stream?since=yesterday', 400, 'invalid'],
    ['/api/nothing', 404, 'not_found'],
    ['/nothing', 404, 'not_found'],
    ['/../../package.json', 404, 'not_found'],
    ['/%2e%2e/%2e%2e/package.json', 404, 'not_found'],
    ['/assets/%2e%2e%2findex.html', 404, 'not_found'],
    ['//assets/index.html', 404, 'not_found'],
  ])('answers %s with %i and a code', async (path, status, code) => {
    const answer = await ask(`${board.url}${path}`);
    expect(answer.status).toBe(status);
    expect(parsed(answer, errorSchema).code).toBe(code);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('has nothing for %s', async (method) => {
    const answer = await ask(`${board.url}/api/overview`, { method });
    expect(answer.status).toBe(404);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('answers HEAD of the stream without opening one', async () => {
    const answer = await ask(`${board.url}/api/stream`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(board.status().clients).toBe(0);
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await ask(`${board.url}/api/overview`, { method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(answer.headers['tlp']).toBe('TLP:AMBER+STRICT');
  });

  it('survives a request line that is no path', async () => {
    const head = `Host: 127.0.0.1:${board.port}\r\nConnection: close\r\n\r\n`;
    expect(await askRaw(board.port, `GET http:// HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1.1 400/);
    expect(await askRaw(board.port, `GET *\\x HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1.1 400/);
    expect((await ask(`${board.url}/healthz`)).status).toBe(200);
  });

  it('says that the store does not answer, and goes on', async () => {
    const broken = createFixture(fixture.config);
    await broken.store.close();
    const other = await startFixtureBoard(broken.sources);
    const answer = await ask(`${other.url}/api/targets/banking-0001-home`);
    expect([answer.status, parsed(answer, errorSchema).code]).toEqual([503, 'unavailable']);
    expect((await ask(`${other.url}/api/overview`)).status).toBe(200);
    await other.close();
  });
});

describe('every answer', () => {
  it.each(['/', '/api/overview', '/healthz', '/metrics', '/nothing', '/favicon.svg'])(
    '%s bears the security headers and lets no other origin in',
    async (path) => {
      const { headers } = await ask(`${board.url}${path}`, {
        headers: { origin: 'https://evil.example' },
      });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});
