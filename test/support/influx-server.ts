import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateDirectory, startChildServer } from './child-server.ts';

/** Debian's InfluxDB 1.6 on loopback. */
export interface InfluxServer {
  /** `http://127.0.0.1:port`; speaks `/write` and `/query`. Another one after `restart`. */
  readonly url: string;
  readonly pid: number;
  /** Runs InfluxQL as the owner; rejects with the server's text. */
  command(query: string): Promise<void>;
  /** Ends it as a crash does; `restart` brings it back with its data. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  close(): Promise<void>;
}

/** Starts `influxd` with a private directory, reporting off, nothing but loopback open. */
export async function startInfluxServer(): Promise<InfluxServer> {
  const directory = privateDirectory('influxd');
  const config = join(directory.path, 'influxdb.conf');
  writeFileSync(config, configOf(directory.path));
  const start = async () => {
    const server = await startChildServer({
      program: 'influxd',
      words: ['-config', config],
      ready: /Listening on HTTP.*addr=127\.0\.0\.1:(\d+)/,
    });
    const url = `http://127.0.0.1:${server.found[1]}`;
    await answering(url);
    return { server, url };
  };
  let running = await start();
  return {
    get url() {
      return running.url;
    },
    get pid() {
      return running.server.pid;
    },
    command: (query) => command(running.url, query),
    kill: () => running.server.kill(),
    async restart() {
      running = await start();
    },
    async close() {
      await running.server.stop();
      directory.remove();
    },
  };
}

async function answering(url: string): Promise<void> {
  const { status } = await fetch(`${url}/ping`);
  if (status !== 204) throw new Error(`influxd answers /ping with ${status}`);
}

async function command(url: string, query: string): Promise<void> {
  const body = new URLSearchParams({ q: query });
  const answer = await fetch(`${url}/query`, { method: 'POST', body });
  const text = await answer.text();
  if (!answer.ok || text.includes('"error"')) throw new Error(`${query}: ${text}`);
}

function configOf(directory: string): string {
  return `
reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = "${directory}/meta"
[data]
  dir = "${directory}/data"
  wal-dir = "${directory}/wal"
  query-log-enabled = false
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:0"
  log-enabled = false
[subscriber]
  enabled = false
[continuous_queries]
  enabled = false
[logging]
  format = "logfmt"
`;
}
