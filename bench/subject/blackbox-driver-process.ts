import { connect, type Socket } from 'node:net';
import { type LoadProbe, type LoadSpec, probesOf, urlOf } from '../load/load.ts';
import { pace } from '../load/pace.ts';
import { answerParent } from '../process/answer-parent.ts';
import { cpuMsOfProcess } from '../process/cpu-time.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { Measured, SubjectRun } from './measured.ts';

/** Asks the peer's /probe over kept connections, as Prometheus does. */
const place = JSON.parse(process.env['TRUTH_PLACE'] ?? '{}') as TruthPlace;
const port = Number(process.env['BLACKBOX_PORT']);
const pid = Number(process.env['BLACKBOX_PID']);
const idle: Socket[] = [];

async function ask(path: string): Promise<string> {
  const socket = idle.pop() ?? connect({ host: '127.0.0.1', port, noDelay: true });
  return await new Promise((resolve, reject) => {
    let text = '';
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      if (!isWhole(text)) return;
      socket.off('data', onData);
      socket.off('error', reject);
      idle.push(socket);
      resolve(text);
    };
    socket.on('data', onData);
    socket.once('error', reject);
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
  });
}

/** Whether the answer has its last byte: by content-length, else by the last chunk. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  if (length !== undefined) return text.length >= head + 4 + Number(length);
  return text.endsWith('\r\n0\r\n\r\n');
}

function measuredOf(item: LoadProbe, spec: LoadSpec, metrics: string): Measured {
  const phase = (name: string): number | null => {
    const found = new RegExp(`probe_http_duration_seconds\\{phase="${name}"\\} (\\S+)`).exec(
      metrics,
    );
    return found === null ? null : Number(found[1]) * 1000;
  };
  return {
    id: item.command.id,
    ok: metrics.includes('\nprobe_success 1'),
    suspect: false,
    dnsMs: spec.host === 'name' ? phase('resolve') : null,
    tlsMs: item.scheme === 'http' ? null : phase('tls'),
    waitMs: phase('processing'),
    transferMs: phase('transfer'),
    loopDelayMs: null,
  };
}

async function run(spec: LoadSpec): Promise<SubjectRun> {
  const probes = probesOf(spec);
  const measured: Measured[] = [];
  let failure: string | null = null;
  const from = performance.now();
  const cpuFrom = cpuMsOfProcess(pid);
  await pace(probes, async (item) => {
    const target = encodeURIComponent(urlOf(item, spec.host, place));
    const metrics = await ask(`/probe?module=${item.scheme}&target=${target}`);
    const result = measuredOf(item, spec, metrics);
    if (!result.ok) failure ??= metrics.slice(0, 400);
    measured.push(result);
  });
  const cpuMs = cpuMsOfProcess(pid) - cpuFrom;
  return { measured, cpuMs, elapsedMs: performance.now() - from, failure };
}

answerParent({ run });
