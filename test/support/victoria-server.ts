import { privateDirectory, startChildServer } from './child-server.ts';
import { freePort } from './free-port.ts';

/** Debian's VictoriaMetrics on loopback: takes `/api/v2/write` itself, keeps numbers, no texts. */
export interface VictoriaServer {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Everything stored of one field as [epoch ms, value], by its labels. */
  values(measurement: string, field: string): Promise<readonly VictoriaSeries[]>;
  close(): Promise<void>;
}

export interface VictoriaSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, number])[];
}

/** Starts it with a private directory; another port is tried where somebody took the free one first. */
export async function startVictoriaServer(tries = 3): Promise<VictoriaServer> {
  const directory = privateDirectory('victoria');
  const port = await freePort();
  try {
    const server = await startChildServer({
      program: 'victoria-metrics',
      words: [
        `-httpListenAddr=127.0.0.1:${port}`,
        `-storageDataPath=${directory.path}`,
        '-retentionPeriod=100y',
        '-memory.allowedBytes=64MB',
      ],
      ready: /started VictoriaMetrics in/,
    });
    const url = `http://127.0.0.1:${port}`;
    return {
      url,
      values: (measurement, field) => valuesOf(url, `${measurement}_${field}`),
      async close() {
        await server.stop();
        directory.remove();
      },
    };
  } catch (error) {
    directory.remove();
    if (tries <= 1) throw error;
    return startVictoriaServer(tries - 1);
  }
}

async function valuesOf(url: string, name: string): Promise<VictoriaSeries[]> {
  await fetch(`${url}/internal/force_flush`);
  const query = new URLSearchParams({ 'match[]': name, start: '0' });
  const answer = await fetch(`${url}/api/v1/export?${query}`);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { metric, values, timestamps } = JSON.parse(line);
    return {
      labels: metric,
      values: timestamps.map((at: number, index: number) => [at, values[index]]),
    };
  });
}
