import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/start-board.ts';
import type { LogFields } from '../../src/core/ports/log.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { ask, askRaw } from './http-client.ts';

const { sources } = createFixture(councilOf({ sectors: 1, sitesPerSector: 1 }));
const started: Board[] = [];

afterEach(async () => {
  for (const board of started.splice(0)) await board.close();
});

async function start(changes: Parameters<typeof startFixtureBoard>[1] = {}): Promise<Board> {
  const board = await startFixtureBoard(sources, changes);
  started.push(board);
  return board;
}

/** A port that is taken, until `release`. */
async function busyPort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    port: address.port,
    async release() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

describe('startBoard', () => {
  it('prints an address that answers', async () => {
    const board = await start();
    expect(board.url).toBe(`http://127.0.0.1:${board.port}`);
    expect((await ask(`${board.url}/healthz`)).status).toBe(200);
  });

  it('listens on loopback for localhost', async () => {
    const board = await start({ host: 'localhost' });
    expect((await ask(`http://127.0.0.1:${board.port}/healthz`)).status).toBe(200);
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'board.example.jp', ''])(
    'refuses to listen on %j without accounts',
    async (host) => {
      await expect(start({ host })).rejects.toMatchObject({ code: 'board_unavailable' });
    },
  );

  it('answers as the guard that it was given says who asks', async () => {
    const refused = { viewer: null, refusal: 'nobody is let in' } as const;
    const board = await start({
      admit: ({ header }) => {
        return header('x-who') === 'observer'
          ? { viewer: { kind: 'observer' }, refusal: null }
          : refused;
      },
    });
    const asked = await ask(`${board.url}/api/overview`);
    expect([asked.status, JSON.parse(asked.text)]).toEqual([
      403,
      { code: 'forbidden', message: 'nobody is let in' },
    ]);
    const observed = await ask(`${board.url}/api/overview`, { headers: { 'x-who': 'observer' } });
    expect(observed.status).toBe(404);
  });

  it('listens on every address inside a container, and names the one that it publishes', async () => {
    const board = await start({ host: '0.0.0.0', exposure: 'container' });
    expect(board.url).toBe(`http://127.0.0.1:${board.port}`);
    expect((await ask(`${board.url}/healthz`)).status).toBe(200);
  });

  it('takes the next free port and says so where the wanted one is busy', async () => {
    const busy = await busyPort();
    const events: [string, LogFields | undefined][] = [];
    const warn = (event: string, fields?: LogFields) => void events.push([event, fields]);
    const board = await start({ port: busy.port, portSearch: true, log: { ...noLog, warn } });
    expect(board.port).toBeGreaterThan(busy.port);
    expect(board.wantedPort).toBe(busy.port);
    expect(events[0]).toEqual(['board.port_busy', { port: busy.port, next: busy.port + 1 }]);
    await busy.release();
  });

  it('fails where the port is busy and may not be left', async () => {
    const busy = await busyPort();
    await expect(start({ port: busy.port })).rejects.toMatchObject({ code: 'board_unavailable' });
    await busy.release();
  });

  it('stops listening when it is closed', async () => {
    const board = await start();
    await board.close();
    started.pop();
    await expect(ask(`${board.url}/healthz`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('cuts off at its close a request that never ends', async () => {
    const board = await start();
    const hanging = askRaw(board.port, 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n');
    await ask(`${board.url}/healthz`);
    await board.close(50);
    started.pop();
    expect(await hanging).toBe('');
  });
});

describe('a page whose name was pointed at loopback', () => {
  it.each(['/', '/api/overview', '/api/stream', '/healthz', '/metrics', '/favicon.svg'])(
    'gets nothing from %s',
    async (path) => {
      const board = await start();
      const answer = await ask(`${board.url}${path}`, { headers: { host: 'evil.example' } });
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'forbidden' });
    },
  );

  it('is told apart from the host of publicUrl', async () => {
    const board = await start({ publicUrl: 'http://board.example.jp' });
    const host = (name: string) => ask(`${board.url}/healthz`, { headers: { host: name } });
    expect((await host('board.example.jp')).status).toBe(200);
    expect((await host('evil.board.example.jp')).status).toBe(403);
  });

  it('is not let in by a request without a host', async () => {
    const board = await start();
    expect(await askRaw(board.port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(
      /^HTTP\/1.1 (400|403)/,
    );
  });
});
