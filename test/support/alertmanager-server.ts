import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateDirectory, startChildServer } from './child-server.ts';

/** Debian's Alertmanager on loopback, which hands on what it decides to tell. */
export interface AlertmanagerServer {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** What is active now. */
  alerts(): Promise<readonly GettableAlert[]>;
  close(): Promise<void>;
}

export interface GettableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** ISO. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
}

/** Starts it with a private directory and a receiver at `tellAt`, which it tells within a second. */
export async function startAlertmanagerServer(tellAt: string): Promise<AlertmanagerServer> {
  const directory = privateDirectory('alertmanager');
  const config = join(directory.path, 'alertmanager.yml');
  writeFileSync(config, configTelling(tellAt));
  try {
    const server = await startChildServer({
      program: 'prometheus-alertmanager',
      words: [
        `--config.file=${config}`,
        `--storage.path=${directory.path}`,
        '--web.listen-address=127.0.0.1:0',
        '--cluster.listen-address=',
      ],
      ready: /msg="?Listening on"? address=(127\.0\.0\.1:\d+)/,
    });
    const url = `http://${server.found[1]}`;
    return {
      url,
      async alerts() {
        const answer = await fetch(`${url}/api/v2/alerts`);
        return (await answer.json()) as GettableAlert[];
      },
      async close() {
        await server.stop();
        directory.remove();
      },
    };
  } catch (error) {
    directory.remove();
    throw error;
  }
}

function configTelling(url: string): string {
  return JSON.stringify({
    route: {
      receiver: 'test',
      group_by: ['...'],
      group_wait: '1ms',
      group_interval: '50ms',
      repeat_interval: '4h',
    },
    receivers: [{ name: 'test', webhook_configs: [{ url, send_resolved: true }] }],
  });
}
