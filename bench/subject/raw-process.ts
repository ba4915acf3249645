import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext } from 'node:tls';
import { type LoadProbe, type LoadSpec, probesOf } from '../load/load.ts';
import { pace } from '../load/pace.ts';
import { answerParent } from '../process/answer-parent.ts';
import { hostOfCommand, pathOfCommand } from '../truth/command.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { Measured, SubjectRun } from './measured.ts';

/**
 * The least that Node can do: one socket, one request as text, read to the end, and the instants
 * beside it. No guard, no deadline, no facts, no HTTP parser; the floor that a prober in Node
 * stands on, and the floor of the bench's own error.
 */
const place = JSON.parse(process.env['TRUTH_PLACE'] ?? '{}') as TruthPlace;
const ca = readFileSync(place.caFile, 'utf8');
const curves = process.env['RAW_CURVES'];
const secureContext = createSecureContext({
  ca,
  ...(curves === undefined ? {} : { ecdhCurve: curves }),
});
const resolver = new Resolver();
resolver.setServers([`${place.dns.address}:${place.dns.port}`]);

async function probe(item: LoadProbe, host: LoadSpec['host']): Promise<Measured> {
  const name = hostOfCommand(item.command);
  const start = performance.now();
  const addresses = host === 'name' ? await resolver.resolve4(name) : ['127.0.0.1'];
  const lookupEnd = performance.now();
  const socket = connect({ host: addresses[0] ?? '', port: place.ports[item.scheme] });
  await event(socket, 'connect');
  const connectEnd = performance.now();
  const secure = item.scheme === 'http' ? null : secured(socket, host === 'name' ? name : null);
  if (secure !== null) await event(secure, 'secureConnect');
  const secureConnectEnd = performance.now();
  const stream = secure ?? socket;
  stream.write(
    `GET ${pathOfCommand(item.command)} HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`,
  );
  const requestEnd = performance.now();
  const { responseStart, responseEnd } = await readToEnd(stream);
  return {
    id: item.command.id,
    ok: responseStart !== null,
    suspect: false,
    dnsMs: host === 'name' ? lookupEnd - start : null,
    tlsMs: secure === null ? null : secureConnectEnd - connectEnd,
    waitMs: responseStart === null ? null : responseStart - requestEnd,
    transferMs: responseStart === null ? null : responseEnd - responseStart,
    loopDelayMs: null,
  };
}

function secured(socket: Socket, name: string | null): Socket {
  const servername = name === null ? {} : { servername: name };
  return connectTls({ socket, secureContext, host: '127.0.0.1', ...servername });
}

function event(socket: Socket, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once(name, () => resolve());
  });
}

function readToEnd(socket: Socket): Promise<{ responseStart: number | null; responseEnd: number }> {
  return new Promise((resolve, reject) => {
    let responseStart: number | null = null;
    let responseEnd = 0;
    socket.on('data', () => {
      responseEnd = performance.now();
      responseStart ??= responseEnd;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve({ responseStart, responseEnd }));
  });
}

async function run(spec: LoadSpec): Promise<SubjectRun> {
  const probes = probesOf(spec);
  const measured: Measured[] = [];
  let failure: string | null = null;
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  await pace(probes, async (item) => {
    const result = await probe(item, spec.host).catch((error: unknown) => {
      failure ??= String(error);
      return null;
    });
    measured.push(result ?? failedProbe(item));
  });
  const cpu = process.cpuUsage(cpuFrom);
  const elapsedMs = performance.now() - from;
  return { measured, cpuMs: (cpu.user + cpu.system) / 1000, elapsedMs, failure };
}

function failedProbe(item: LoadProbe): Measured {
  const nothing = {
    dnsMs: null,
    tlsMs: null,
    waitMs: null,
    transferMs: null,
    loopDelayMs: null,
  };
  return { id: item.command.id, ok: false, suspect: false, ...nothing };
}

answerParent({ run });
