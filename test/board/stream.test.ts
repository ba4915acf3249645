import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { changesSchema, envelopeOf } from '../../src/board/api-schema.ts';
import type { Board } from '../../src/board/start-board.ts';
import { createFixture, startFixtureBoard } from './board-fixture.ts';
import { councilOf } from './council-fixture.ts';
import { ask, type EventReader, readEvents } from './http-client.ts';
import { failureOf, sampleOf } from './sample-fixture.ts';

const opened: EventReader[] = [];
let board: Board | null = null;

afterEach(async () => {
  for (const reader of opened.splice(0)) await reader.close();
  await board?.close();
  board = null;
});

async function start(shape = { sectors: 2, sitesPerSector: 2 }) {
  const fixture = createFixture(councilOf(shape));
  board = await startFixtureBoard(fixture.sources);
  const [site, other] = fixture.live.table.targets;
  if (!site || !other) throw new Error('the fixture has sites');
  return { fixture, url: board.url, site, other };
}

async function open(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const reader = await readEvents(url, headers);
  opened.push(reader);
  return reader;
}

/** The next changes; their envelope is held against the schema. */
async function nextChanges(reader: EventReader) {
  const { event, id, data } = await reader.next();
  expect(event).toBe('changes');
  const envelope = envelopeOf(changesSchema).parse(data);
  expect(id).toBe(String(envelope.data.version));
  return envelope;
}

/** The next changes that hold a series, heartbeats passed over. */
async function nextNews(reader: EventReader) {
  for (;;) {
    const { data } = await nextChanges(reader);
    if (data.series.length > 0) return data;
  }
}

describe('the event stream', () => {
  it('sends what changed after the version asked for, then what changes', async () => {
    const { fixture, url, site, other } = await start();
    const since = fixture.live.version;
    fixture.live.observe(sampleOf(site, Date.now()));
    const reader = await open(`${url}/api/stream?since=${since}`);
    expect(reader.headers.get('content-type')).toBe('text/event-stream');
    const first = await nextNews(reader);
    expect(first.series.map(({ target }) => target)).toEqual([site.target.id]);
    expect(first.reset).toBe(false);
    fixture.live.observe(failureOf(other, Date.now()));
    const second = await nextNews(reader);
    expect(second.series).toMatchObject([
      { target: other.target.id, newest: { outcome: 'failure', reason: 'timeout' } },
    ]);
    expect(second.counts).toMatchObject({ success: 1, failure: 1, waiting: 2 });
    expect(second.sectors[0]).toMatchObject({ id: 'banking', cell: { success: 1, failure: 1 } });
  });

  it('beats when nothing changes', async () => {
    const { url } = await start();
    const reader = await open(`${url}/api/stream`);
    const [first, second] = [await nextChanges(reader), await nextChanges(reader)];
    expect(second.data.series).toEqual([]);
    expect(second.data.version).toBe(first.data.version);
    expect(second.asOf).toBeGreaterThanOrEqual(first.asOf);
  });

  it('takes up where a client broke off, by the last event it had', async () => {
    const { fixture, url, site, other } = await start();
    fixture.live.observe(sampleOf(site, Date.now()));
    const seen = fixture.live.version;
    fixture.live.observe(sampleOf(other, Date.now()));
    const reader = await open(`${url}/api/stream?since=${fixture.live.firstVersion}`, {
      'last-event-id': String(seen),
    });
    const news = await nextNews(reader);
    expect(news.series.map(({ target }) => target)).toEqual([other.target.id]);
  });

  it.each([
    ['an earlier run', 5],
    ['the future', 900_000_000_000_000],
  ])('asks a client with a version of %s to begin anew', async (_, since) => {
    const { url } = await start();
    const reader = await open(`${url}/api/stream?since=${since}`);
    expect((await nextChanges(reader)).data.reset).toBe(true);
    expect((await nextChanges(reader)).data.reset).toBe(false);
  });

  it('asks a client to begin anew that would miss one of the samples of a series', async () => {
    const { fixture, url, site, other } = await start();
    const since = fixture.live.version;
    const now = Date.now();
    fixture.live.observe(sampleOf(site, now - 60_000));
    fixture.live.observe(sampleOf(other, now - 60_000));
    const between = fixture.live.version;
    fixture.live.observe(sampleOf(site, now));
    const late = await nextChanges(await open(`${url}/api/stream?since=${since}`));
    expect(late.data).toMatchObject({ reset: true, series: [] });
    const elsewhere = await open(`${url}/api/stream?since=${since}&target=${other.target.id}`);
    expect((await nextChanges(elsewhere)).data).toMatchObject({ reset: false });
    const inTime = await nextChanges(await open(`${url}/api/stream?since=${between}`));
    expect(inTime.data).toMatchObject({ reset: false, series: [{ target: site.target.id }] });
  });

  it('sends of one site only what was asked for', async () => {
    const { fixture, url, site, other } = await start();
    const reader = await open(`${url}/api/stream?target=${other.target.id}`);
    await nextChanges(reader);
    fixture.live.observe(sampleOf(site, Date.now()));
    fixture.live.observe(sampleOf(other, Date.now()));
    const news = await nextNews(reader);
    expect(news.series.map(({ target }) => target)).toEqual([other.target.id]);
    expect(news.sectors).toEqual([]);
  });

  it('sends nothing of a site that there is not', async () => {
    const { fixture, url, site } = await start();
    const since = fixture.live.version;
    fixture.live.observe(sampleOf(site, Date.now()));
    const reader = await open(`${url}/api/stream?target=nobody&since=${since}`);
    expect((await nextChanges(reader)).data.series).toEqual([]);
  });

  it('refuses more streams than it can serve, and serves again when one has gone', async () => {
    const { url } = await start();
    for (let count = 0; count < 4; count += 1) await nextChanges(await open(`${url}/api/stream`));
    expect((await ask(`${url}/api/stream`)).status).toBe(503);
    await opened.pop()?.close();
    for (;;) {
      if (board?.status().clients === 3) break;
      await nextChanges(opened[0] ?? (await open(url)));
    }
    expect((await nextChanges(await open(`${url}/api/stream`))).marking).toBe('TLP:AMBER+STRICT');
  });

  it('drops a client that does not read, and holds at most one event for it', async () => {
    const { fixture } = await start({ sectors: 6, sitesPerSector: 400 });
    const port = board?.port ?? 0;
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    socket.pause();
    const closed = Promise.withResolvers<void>();
    socket.on('close', () => closed.resolve());
    socket.on('error', () => closed.resolve());
    let at = Date.now();
    while (board?.status().clientsDropped === 0) {
      at += 60_000;
      for (const site of fixture.live.table.targets) fixture.live.observe(sampleOf(site, at));
      await setTimeout(25);
    }
    expect(board?.status()).toMatchObject({ clients: 0, clientsDropped: 1 });
    socket.resume();
    await closed.promise;
  });

  it('ends with the board', async () => {
    const { url } = await start();
    const reader = await open(`${url}/api/stream`);
    await nextChanges(reader);
    await board?.close();
    await expect(
      (async () => {
        for (;;) await reader.next();
      })(),
    ).rejects.toThrow('the stream has ended');
    await reader.ended;
  });
});
