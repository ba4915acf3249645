import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { quoteName } from '../../src/core/influxql.ts';
import { lineOfSample } from '../../src/store/influx/line.ts';
import { type InfluxServer, startInfluxServer } from '../../test/support/influx-server.ts';
import { answerParent } from '../process/answer-parent.ts';
import { SampleMaker } from '../samples/sample-maker.ts';

export interface AloneOrder {
  readonly targets: number;
  readonly minutes: number;
}

export interface ReceiverOrder {
  readonly buckets: readonly string[];
}

/** What came since the receiver began to answer. */
export interface Received {
  readonly lines: number;
  readonly requests: number;
  /** Age of the oldest line of each request of fresh samples, ms: from its slot to InfluxDB's answer. */
  readonly lateMs: readonly number[];
}

let influx: InfluxServer | null = null;
let mode: 'away' | 'counts' | 'stores' = 'away';
let freshFrom = Number.POSITIVE_INFINITY;
let [lines, requests] = [0, 0];
const lateMs: number[] = [];

/** InfluxDB, and before it a door that counts and can be shut. */
async function start({ buckets }: ReceiverOrder): Promise<string> {
  influx = await startInfluxServer();
  for (const bucket of buckets) await influx.command(`CREATE DATABASE ${quoteName(bucket)}`);
  const server = createServer((asked, answer) => {
    receive(asked, answer).catch(() => answer.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${portOf(server.address())}`;
}

/** Guarantee: the server listens on a port. */
function portOf(address: unknown): number {
  return (address as AddressInfo).port;
}

async function receive(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(Buffer.from(part));
  if (mode === 'away') {
    answer.writeHead(503).end('away');
    return;
  }
  const body = Buffer.concat(parts);
  const bucket = new URL(asked.url ?? '/', 'http://x').searchParams.get('bucket') ?? '';
  const statusCode = mode === 'stores' ? await store(bucket, body) : 204;
  note(body);
  answer.writeHead(statusCode).end();
}

async function store(bucket: string, body: Buffer): Promise<number> {
  const onward = request(`${influx?.url}/write?db=${bucket}&precision=ms`, { method: 'POST' });
  onward.end(body);
  const [found]: IncomingMessage[] = await once(onward, 'response');
  found?.resume();
  if (found !== undefined) await once(found, 'end');
  return found?.statusCode ?? 502;
}

/** Lines a second that InfluxDB takes by itself, of samples made before, four requests at a time. */
async function storeAlone({ targets, minutes }: AloneOrder): Promise<number> {
  const maker = new SampleMaker(targets, 9);
  const from = Date.now() - 48 * 3_600_000;
  const bodies = Array.from({ length: minutes }, (_, number) => {
    const samples = maker.minute(from + number * 60_000);
    return Buffer.from(samples.map((sample) => lineOfSample(sample, false)).join('\n'));
  });
  const startMs = performance.now();
  const work = [...bodies];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let body = work.pop(); body !== undefined; body = work.pop()) {
        await store('yamabiko', body);
      }
    }),
  );
  return (targets * minutes * 1000) / (performance.now() - startMs);
}

/** A request holds either fresh samples or older ones; its lines are in the order of time. */
function note(body: Buffer): void {
  requests += 1;
  for (let at = body.indexOf(10); at >= 0; at = body.indexOf(10, at + 1)) lines += 1;
  lines += 1;
  const end = body.indexOf(10);
  const first = body.subarray(0, end < 0 ? body.length : end).toString('latin1');
  const at = Number(first.slice(first.lastIndexOf(' ') + 1));
  if (at >= freshFrom) lateMs.push(Date.now() - at);
}

export interface UpOrder {
  /** Samples of slots from here on are fresh, epoch ms. */
  readonly freshFrom: number;
  /** Whether InfluxDB gets what comes, or it is only counted. */
  readonly stores: boolean;
}

/** Answers from now on, and counts anew. */
function goUp(order: UpOrder): null {
  freshFrom = order.freshFrom;
  mode = order.stores ? 'stores' : 'counts';
  lines = 0;
  requests = 0;
  lateMs.length = 0;
  return null;
}

answerParent({
  start,
  goUp,
  storeAlone,
  received: (): Received => ({ lines, requests, lateMs }),
  close: async () => await influx?.close(),
});
