import { readFileSync } from 'node:fs';
import { type Service, startService } from '../../src/app.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { answerParent } from '../process/answer-parent.ts';
import { type ResidentParts, residentParts } from '../process/resident-parts.ts';
import type { TruthPlace } from '../truth/truth.ts';
import { benchConfig, type CouncilShape } from './bench-config.ts';

/** The whole service as `run` composes it, on a council of the bench. */
export interface ServiceOrder extends Omit<CouncilShape, 'place'> {
  readonly dataDir: string;
  readonly place: TruthPlace | null;
}

export interface ServiceUsage {
  /** User and system time of the process since its start, ms. */
  readonly cpuMs: number;
  readonly residentBytes: number;
  /** After a full collection where that was asked for. */
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly parts: ResidentParts;
}

let service: Service | null = null;

async function start(order: ServiceOrder): Promise<string> {
  service = await startService({
    config: benchConfig(order),
    dataDir: order.dataDir,
    listen: { host: '127.0.0.1', port: 0 },
    extraCa: order.place === null ? [] : [readFileSync(order.place.caFile, 'utf8')],
    log: noLog,
  });
  return service.url;
}

/** A collection that is asked for is in no figure but those of memory. */
function usage({ collects }: { readonly collects: boolean }): ServiceUsage {
  const { user, system } = process.cpuUsage();
  if (collects) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1000,
    residentBytes: rss,
    heapBytes: heapUsed,
    externalBytes: external,
    parts: residentParts(),
  };
}

answerParent({ start, usage, close: () => service?.close() });
