import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { quoteName } from '../../src/core/influxql.ts';
import { type InfluxServer, startInfluxServer } from '../../test/support/influx-server.ts';
import { answerParent } from '../process/answer-parent.ts';

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
let isUp = false;
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
  if (!isUp) {
    answer.writeHead(503).end('away');
    return;
  }
  const body = Buffer.concat(parts);
  const bucket = new URL(asked.url ?? '/', 'http://x').searchParams.get('bucket') ?? '';
  const onward = request(`${influx?.url}/write?db=${bucket}&precision=ms`, { method: 'POST' });
  onward.end(body);
  const [found]: IncomingMessage[] = await once(onward, 'response');
  found?.resume();
  if (found !== undefined) await once(found, 'end');
  note(body);
  answer.writeHead(found?.statusCode ?? 502).end();
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

/** Answers from now on; samples of slots from `from` on are fresh. */
function goUp(from: number): null {
  freshFrom = from;
  isUp = true;
  return null;
}

answerParent({
  start,
  goUp,
  received: (): Received => ({ lines, requests, lateMs }),
  close: async () => await influx?.close(),
});
