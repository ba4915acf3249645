import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import { askInflux, type InfluxConnection } from '../../../src/store/influx/influx-query.ts';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { startRawServer } from '../../support/raw-server.ts';

const QUERY = 'SELECT "total_ms" FROM "probe" WHERE time >= 0ms';

async function connect(differs: Partial<InfluxConnection>): Promise<InfluxConnection> {
  const outgoing = await openOutgoing({});
  onTestFinished(() => outgoing.close());
  const { signal } = new AbortController();
  return { url: '', token: 'secret', outgoing, silenceMs: 10_000, signal, ...differs };
}

/** A server that answers anything with these bytes; `open` leaves the connection so. */
async function answering(head: string, body: string, end: 'close' | 'open' = 'close') {
  let asked = '';
  const server = await startRawServer(({ socket }) => {
    socket.on('data', (data: Buffer) => {
      asked += data.toString();
    });
    socket.write(`HTTP/1.1 ${head}\r\nconnection: close\r\n\r\n${body}`);
    if (end === 'close') socket.end();
  });
  onTestFinished(() => server.close());
  return { url: `http://127.0.0.1:${server.port}`, server, asked: () => asked };
}

async function failureOf(connection: InfluxConnection, database = 'yamabiko') {
  const failure: unknown = await Array.fromAsync(askInflux(connection, database, QUERY)).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ code: 'store_unavailable' });
  expect(String(failure)).not.toContain('secret');
  return String(failure);
}

describe('a question to InfluxDB', () => {
  it('goes with its token in a header, its text in the body, and comes back in pieces', async () => {
    const series = (values: unknown[]) =>
      JSON.stringify({
        results: [{ series: [{ tags: { target: '例' }, columns: ['time', 'x'], values }] }],
      });
    const lines = `${series([[1, 2]])}\n${series([[3, null]])}`;
    const { url, asked } = await answering('200 OK', lines);
    const blocks = await Array.fromAsync(askInflux(await connect({ url }), 'my db', QUERY));
    const block = { tags: { target: '例' }, columns: ['time', 'x'] };
    expect(blocks).toEqual([
      { ...block, rows: [[1, 2]] },
      { ...block, rows: [[3, null]] },
    ]);
    expect(asked()).toContain('POST /query?db=my+db&epoch=ms&chunked=true&');
    expect(asked()).toMatch(/^authorization: Token secret\r$/m);
    expect(asked()).toContain(`q=${new URLSearchParams({ q: QUERY }).toString().slice(2)}`);
  });

  it.each([
    ['401 Unauthorized', '{"code":"unauthorized","message":"unauthorized access"}'],
    ['400 Bad Request', '{"error":"error parsing query"}'],
    ['502 Bad Gateway', '<html>no upstream</html>'],
    ['200 OK', '{"results":[{"error":"database not found: yamabiko"}]}'],
    ['200 OK', '{"error":"timeout"}'],
  ])('rejects with what the server says (%s)', async (head, body) => {
    const { url } = await answering(head, body);
    const said = /"(?:error|message)":"([^"]+)"/.exec(body)?.[1] ?? body;
    expect(await failureOf(await connect({ url }))).toContain(said);
  });

  it('gives the rows before a failure and then rejects', async () => {
    const good = '{"results":[{"series":[{"columns":["time"],"values":[[1]]}]}]}';
    const { url } = await answering('200 OK', `${good}\n{"results":[{"error":"shard is gone"}]}\n`);
    const blocks = askInflux(await connect({ url }), 'yamabiko', QUERY);
    expect((await blocks.next()).value).toMatchObject({ rows: [[1]] });
    await expect(blocks.next()).rejects.toThrow('shard is gone');
  });

  it.each(['no json at all', '[1, 2', 'null', '{"results":[{"series":{}}]}', '{"results":[7]}'])(
    'rejects an answer that it cannot read (%s)',
    async (body) => {
      const { url } = await answering('200 OK', body);
      expect(await failureOf(await connect({ url }))).toContain('cannot be read');
    },
  );

  it.each([
    ['before it answers', ''],
    ['in the middle', 'HTTP/1.1 200 OK\r\n\r\n{"results":['],
  ])('rejects where the server falls silent %s', async (_, begun) => {
    const server = await startRawServer(({ socket }) => void socket.write(begun));
    onTestFinished(() => server.close());
    const connection = await connect({ url: `http://127.0.0.1:${server.port}`, silenceMs: 200 });
    expect(await failureOf(connection)).toMatch(/timeout/i);
  });

  it('rejects where the answer breaks off, and where nobody listens', async () => {
    const { url, server } = await answering('200 OK\r\ncontent-length: 999', '{"results":[');
    expect(await failureOf(await connect({ url }))).toContain('cannot be asked');
    await server.close();
    expect(await failureOf(await connect({ url }))).toContain('ECONNREFUSED');
  });

  it('lets the connection go when the reader leaves, and when it is told to stop', async () => {
    const good = '{"results":[{"series":[{"columns":["time"],"values":[[1]]}]}]}\n';
    const { url, server } = await answering('200 OK', good, 'open');
    for await (const block of askInflux(await connect({ url }), 'yamabiko', QUERY)) {
      expect(block.rows).toEqual([[1]]);
      break;
    }
    await server.idle();
    const stop = new AbortController();
    const blocks = askInflux(await connect({ url, signal: stop.signal }), 'yamabiko', QUERY);
    await blocks.next();
    const next = blocks.next();
    stop.abort();
    await expect(next).rejects.toMatchObject({ code: 'store_unavailable' });
    await server.idle();
  });
});

describe.skipIf(!(isInfluxNamed() || needs('influxd')))('InfluxDB itself', () => {
  let influx: InfluxUnderTest;
  beforeAll(async () => {
    influx = await openInfluxUnderTest();
  });
  afterAll(() => influx.close());

  it('refuses a token that it does not know', async () => {
    const { url } = influx;
    expect(await failureOf(await connect({ url, token: 'other' }))).toMatch(/401 unauthorized/i);
  });

  it('refuses a bucket that is not there', async () => {
    const { url, token } = influx;
    expect(await failureOf(await connect({ url, token }), 'nobody')).toMatch(/not found/i);
  });
});
