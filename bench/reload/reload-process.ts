import { readFileSync } from 'node:fs';
import { loadFolder } from '../../src/app/load-config.ts';
import { type Service, startService } from '../../src/app.ts';
import { type Log, type LogFields, noLog } from '../../src/core/ports/log.ts';
import { answerParent } from '../process/answer-parent.ts';

export interface ReloadOrder {
  readonly configDir: string;
  readonly dataDir: string;
  readonly caFile: string;
}

/** What the service's log says of a reload. */
export interface ReloadEvent {
  /** Epoch ms. */
  readonly at: number;
  readonly event: string;
  readonly fields: LogFields;
}

const events: ReloadEvent[] = [];
const note = (event: string, fields: LogFields = {}): void => {
  if (event.startsWith('config.')) events.push({ at: Date.now(), event, fields });
};
const log: Log = { ...noLog, info: note, warn: note, error: note };
let service: Service | null = null;
let largestBytes = 0;
setInterval(() => {
  largestBytes = Math.max(largestBytes, process.memoryUsage().rss);
}, 200).unref();

async function start({ configDir, dataDir, caFile }: ReloadOrder): Promise<string> {
  const loaded = await loadFolder(configDir);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems[0]));
  service = await startService({
    config: loaded.config,
    configDir,
    dataDir,
    listen: { host: '127.0.0.1', port: 0 },
    extraCa: [readFileSync(caFile, 'utf8')],
    log,
  });
  return service.url;
}

/** Events since the last call. */
function takeEvents(): ReloadEvent[] {
  return events.splice(0);
}

answerParent({
  start,
  takeEvents,
  largestBytes: () => largestBytes,
  close: () => service?.close(),
});
