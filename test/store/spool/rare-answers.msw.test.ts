import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import { HttpResponse, http } from 'msw';
import { defineNetwork, InterceptorSource } from 'msw/experimental';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BucketWriter } from '../../../src/store/spool/bucket-writer.ts';
import { LineBatch } from '../../../src/store/spool/line-batch.ts';
import { NotNow, NotWanted, sendLines } from '../../../src/store/spool/send-lines.ts';

const URL = 'http://influx.test:8086';

/** Answers of InfluxDB that a real one gives rarely, one after the other; then it takes everything. */
describe('rare answers of InfluxDB', () => {
  const requests: { readonly lines: string[]; readonly authorization: string | null }[] = [];
  let answers: ((lines: readonly string[]) => Response)[] = [];
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
    handlers: [
      http.post(`${URL}/api/v2/write`, async ({ request }) => {
        const lines = (await request.text()).split('\n');
        requests.push({ lines, authorization: request.headers.get('authorization') });
        return (answers.shift() ?? taken)(lines);
      }),
    ],
    onUnhandledFrame: 'error',
    context: { quiet: true },
  });
  const writer = new BucketWriter({
    url: URL,
    org: 'test',
    token: 'secret',
    proxies: {},
    ca: [],
  });
  const write = (bucket: string, text: string) => writer.write(bucket, text);
  const sending = { write, isWanted: () => true };
  const lines = Array.from(
    { length: 8 },
    (_, index) => `probe,target=t${index} total_ms=1 ${index}`,
  );

  beforeAll(() => network.enable());
  afterAll(async () => {
    writer.abort();
    await network.disable();
  });
  afterEach(() => {
    answers = [];
    requests.length = 0;
  });

  const taken = () => new HttpResponse(null, { status: 204 });
  const refusal =
    (status: number, message: string, headers: Record<string, string> = {}) =>
    () =>
      HttpResponse.json({ code: 'x', message }, { status, headers });

  it('waits for the seconds or until the date that a 429 or 503 asks for', async () => {
    answers = [refusal(429, 'slow down', { 'retry-after': '30' })];
    expect(await write('b', lines.join('\n'))).toEqual({
      kind: 'later',
      problem: 'HTTP 429: slow down',
      waitMs: 30_000,
    });
    const date = new Date(Date.now() + 60_000).toUTCString();
    answers = [refusal(503, 'restarting', { 'retry-after': date })];
    const { waitMs } = (await write('b', lines.join('\n'))) as { waitMs: number };
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    answers = [refusal(500, 'internal error')];
    expect(await write('b', lines.join('\n'))).toMatchObject({ kind: 'later', waitMs: null });
    expect(requests).toHaveLength(3);
    expect(requests[0]).toEqual({ lines, authorization: 'Token secret' });
  });

  it('is locked where the token or the bucket is not right', async () => {
    for (const status of [401, 403, 404]) {
      answers = [refusal(status, 'bucket "b" not found')];
      const found = await sendLines(sending, 'b', batchOf(lines)).catch((error: unknown) => error);
      expect(found).toBeInstanceOf(NotNow);
      expect(found).toMatchObject({
        result: { kind: 'locked', problem: `HTTP ${status}: bucket "b" not found` },
      });
    }
  });

  it('keeps the lines where an answer says nothing about them', async () => {
    for (const status of [200, 302, 307, 405, 407, 409, 502]) {
      answers = [refusal(status, 'a page of something between')];
      const found = await sendLines(sending, 'b', batchOf(lines)).catch((error: unknown) => error);
      expect(found).toBeInstanceOf(NotNow);
      expect(found).toMatchObject({ result: { kind: 'later' } });
    }
  });

  it('stops between two requests where the lines are to be made anew', async () => {
    answers = [refusal(413, 'too large')];
    const isWanted = () => requests.length === 0;
    await expect(sendLines({ write, isWanted }, 'b', batchOf(lines))).rejects.toBeInstanceOf(
      NotWanted,
    );
    expect(requests).toHaveLength(1);
  });

  it('halves what is too large until it passes', async () => {
    const most = 3;
    answers = Array.from({ length: 20 }, () => (sent) => {
      return sent.length > most ? refusal(413, 'too large')() : taken();
    });
    expect(await sendLines(sending, 'b', batchOf(lines))).toEqual({ taken: 8, refused: [] });
    expect(requests.map((request) => request.lines.length)).toEqual([8, 4, 2, 2, 4, 2, 2]);
  });

  it('sets aside the one line that a partial write refuses, and no other', async () => {
    const conflict = 'partial write: field type conflict on "total_ms" dropped=1';
    answers = Array.from({ length: 40 }, () => (sent) => {
      const isBad = sent.some((line) => line.includes('target=t5'));
      return isBad ? refusal(400, conflict)() : taken();
    });
    const { taken: count, refused } = await sendLines(sending, 'b', batchOf(lines));
    expect(count).toBe(7);
    expect(refused).toEqual([{ line: lines[5], problem: `HTTP 400: ${conflict}` }]);
  });

  it('does not ask for every line where all of a large batch are refused', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => `probe total_ms=1 ${index}`);
    answers = Array.from({ length: 5000 }, () => refusal(422, 'beyond the retention'));
    const { taken: count, refused } = await sendLines(sending, 'b', batchOf(many));
    expect(count).toBe(0);
    expect(refused.map(({ line }) => line).sort()).toEqual([...many].sort());
    expect(requests.length).toBeLessThan(200);
  });

  it('sends again what it has no answer for, since the same point may be written twice', async () => {
    answers = [() => HttpResponse.error()];
    expect(await write('b', lines.join('\n'))).toMatchObject({ kind: 'later', waitMs: null });
    expect(await sendLines(sending, 'b', batchOf(lines))).toEqual({ taken: 8, refused: [] });
    expect(requests.map((request) => request.lines)).toEqual([lines, lines]);
  });

  it('never tells its token in what it says of a failure', async () => {
    answers = [refusal(401, 'unauthorized')];
    const result = await write('b', lines.join('\n'));
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});

function batchOf(lines: readonly string[]): LineBatch {
  const batch = new LineBatch();
  for (const line of lines) batch.add(line);
  return batch;
}
