import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFolder } from '../../src/app/load-config.ts';
import { type Service, startService } from '../../src/app.ts';
import { type RecordedLog, recordedLog } from '../support/recorded-log.ts';

/** A web server that notes who was asked when; every path answers. */
export interface NotingSite {
  readonly port: number;
  /** Wall clock, epoch ms, of every request to a path. */
  readonly askedAt: ReadonlyMap<string, readonly number[]>;
  /** How many requests it answered at the same time at most. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

export async function startNotingSite(waitMs = 0): Promise<NotingSite> {
  const askedAt = new Map<string, number[]>();
  let atOnce = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    askedAt.set(path, [...(askedAt.get(path) ?? []), Date.now()]);
    atOnce += 1;
    most = Math.max(most, atOnce);
    setTimeout(() => {
      atOnce -= 1;
      response.end('ok');
    }, waitMs);
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    askedAt,
    mostAtOnce: () => most,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface CouncilFolder {
  readonly dir: string;
  readonly dataDir: string;
  /** Replaces `yamabiko.yaml`; `extra` are further lines of it. */
  writeCouncil(extra?: string): void;
  /** Replaces a sector's file as editors do, by renaming. */
  writeSector(id: string, targets: readonly TargetLine[], head?: string): void;
  removeSector(id: string): void;
  writeFile(name: string, text: string): void;
  remove(): void;
}

export interface TargetLine {
  readonly id: string;
  readonly url: string;
  /** Default every second. */
  readonly schedule?: string;
}

/** A configuration on the disk, of sites on this machine, with a data directory beside it. */
export function councilFolder(): CouncilFolder {
  const root = mkdtempSync(join(tmpdir(), 'yamabiko-council-'));
  const dir = join(root, 'config');
  mkdirSync(join(dir, 'sectors'), { recursive: true });
  const writeFile = (name: string, text: string): void => {
    const fresh = join(dir, `${name}.tmp`);
    writeFileSync(fresh, text);
    renameSync(fresh, join(dir, name));
  };
  const folder: CouncilFolder = {
    dir,
    dataDir: join(root, 'data'),
    writeFile,
    writeCouncil: (extra = '') =>
      writeFile(
        'yamabiko.yaml',
        `council: { name: { ja: 試験, en: Test } }
operator: { name: { ja: 試験, en: Test }, contactUrl: https://contact.example/ }
fields: [{ id: energy, name: { ja: エネルギー, en: Energy } }]
${extra}`,
      ),
    writeSector: (id, targets, head = '') =>
      writeFile(`sectors/${id}.yaml`, sectorText(id, targets, head)),
    removeSector: (id) => rmSync(join(dir, 'sectors', `${id}.yaml`), { force: true }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  folder.writeCouncil();
  return folder;
}

function sectorText(id: string, targets: readonly TargetLine[], head: string): string {
  const lines = targets.map(
    (target) => `  - id: m-${target.id}
    name: { ja: 団体, en: Organisation }
    targets:
      - id: ${target.id}
        url: ${target.url}
        enrolment: { by: somebody, on: 2026-10-01 }
        schedule: "${target.schedule ?? '* * * * * *'}"
        timeout: ${target.schedule === undefined ? '900ms' : '5s'}`,
  );
  return `sector: { id: ${id}, field: energy, name: { ja: ${id}, en: ${id} }, allowPrivate: true${head} }
members:
${lines.join('\n')}
`;
}

/** `count` sites, each at an address of its own, because starts are limited by address. */
export function sitesOf(prefix: string, count: number, port: number): TargetLine[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${prefix}-${index + 1}`,
    url: `http://127.0.${prefix.length}.${index + 1}:${port}/${prefix}-${index + 1}`,
  }));
}

export interface RunningCouncil {
  readonly service: Service;
  readonly recorded: RecordedLog;
}

/** The service itself on a council's folder. */
export async function startCouncil(folder: CouncilFolder): Promise<RunningCouncil> {
  const recorded = recordedLog();
  const loaded = await loadFolder(folder.dir);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const service = await startService({
    config: loaded.config,
    configDir: folder.dir,
    dataDir: folder.dataDir,
    listen: { host: '127.0.0.1', port: 0 },
    ...{ extraCa: [], onlyFreshPages: true },
    log: recorded.log,
  });
  return { service, recorded };
}

/** Resolves when every path was asked `more` times more often than at the call. */
export async function askedAgain(
  site: NotingSite,
  paths: readonly string[],
  more = 1,
): Promise<void> {
  const goal = new Map(paths.map((path) => [path, (site.askedAt.get(path)?.length ?? 0) + more]));
  const isDone = () =>
    [...goal].every(([path, count]) => (site.askedAt.get(path)?.length ?? 0) >= count);
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** What the board's API says of the targets. */
export async function shownTargets(url: string): Promise<string[]> {
  const response = await fetch(`${url}/api/overview`);
  const { data } = (await response.json()) as {
    data: { sectors: { sites: { id: string }[] }[] };
  };
  return data.sectors.flatMap(({ sites }) => sites.map(({ id }) => id));
}
