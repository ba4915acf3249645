import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cpuMsOfEndedChildren } from '../process/cpu-time.ts';
import type { TruthPlace } from '../truth/truth.ts';

/**
 * CPU per full TLS handshake with one small answer, µs, of `openssl s_time -new` on the truth's
 * HTTP/1.1 port: one connection after the other, the chain verified. null where it does not run.
 * Nothing else that this process started may end meanwhile.
 */
export async function opensslCpuUsPerConnection(
  place: TruthPlace,
  options: { readonly seconds: number; readonly bodyBytes: number },
): Promise<number | null> {
  const cpuFrom = cpuMsOfEndedChildren();
  try {
    const { stdout } = await promisify(execFile)('openssl', [
      's_time',
      '-new',
      '-connect',
      `127.0.0.1:${place.ports.https}`,
      '-CAfile',
      place.caFile,
      '-verify',
      '2',
      '-www',
      `/i0/w0/g0/b${options.bodyBytes}`,
      '-time',
      String(options.seconds),
    ]);
    const connections = Number(/(\d+) connections in \d+ real seconds/.exec(stdout)?.[1] ?? 0);
    const cpuMs = cpuMsOfEndedChildren() - cpuFrom;
    return connections === 0 ? null : (cpuMs * 1000) / connections;
  } catch {
    return null;
  }
}
