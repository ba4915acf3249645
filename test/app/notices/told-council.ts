import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFolder } from '../../../src/app/load-config.ts';
import { type Service, startService } from '../../../src/app.ts';
import type { Config } from '../../../src/core/config.ts';
import { NO_NOTICES, type NotifyConfig } from '../../../src/core/notify-config.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { type RecordedLog, recordedLog } from '../../support/recorded-log.ts';
import type { SmtpSink } from '../../support/smtp-sink.ts';
import { councilFolder } from '../running-council.ts';

/** Sites on this machine, each at an address of its own, that answer or do not. */
export interface Sites {
  readonly port: number;
  /** Numbers of those that answer 500 from now on. */
  readonly failing: Set<number>;
  /** How often each was asked. */
  readonly asked: ReadonlyMap<number, number>;
  /** From now on nothing is answered at all. */
  drop(): void;
  answer(): void;
  close(): Promise<void>;
}

export async function startSites(): Promise<Sites> {
  const failing = new Set<number>();
  const asked = new Map<number, number>();
  let isDropping = false;
  const server = createServer((request, response) => {
    const number = Number(/^\/site-(\d+)/.exec(request.url ?? '')?.[1]);
    asked.set(number, (asked.get(number) ?? 0) + 1);
    if (isDropping) request.socket.destroy();
    else {
      response.statusCode = failing.has(number) ? 500 : 200;
      response.end('ok');
    }
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    failing,
    asked,
    drop: () => {
      isDropping = true;
    },
    answer: () => {
      isDropping = false;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function mailTo(to: string, over: Partial<Contact> = {}): Contact {
  return { ...PLAIN_CONTACT, kind: 'mail', to, verifiedOn: '2026-10-01', ...over };
}

/** Nothing waits for what belongs with it, and a message may follow another at once. */
const AT_ONCE = { groupMs: 0, windowMs: 0, remindMs: 3_600_000 };

/** A council of `count` sites in two sectors, measured each second; every member has a mail contact. */
export async function toldConfig(
  count: number,
  { sites, sink, ...over }: { sites: Sites; sink: SmtpSink } & Partial<NotifyConfig>,
): Promise<Config> {
  const folder = councilFolder();
  try {
    folder.writeFile(
      'yamabiko.yaml',
      `council: { name: { ja: 試験, en: Test } }
operator: { name: { ja: 試験, en: Test }, contactUrl: https://contact.example/ }
fields: [{ id: energy, name: { ja: エネルギー, en: Energy } }, { id: water, name: { ja: 水, en: Water } }]
`,
    );
    const lines = Array.from({ length: count }, (_, n) => ({
      id: `site-${n}`,
      url: `http://127.9.${n}.1:${sites.port}/site-${n}`,
    }));
    folder.writeSector(
      'gas',
      lines.filter((_, n) => n % 2 === 0),
    );
    folder.writeSector(
      'tap',
      lines.filter((_, n) => n % 2 === 1),
      '',
    );
    const loaded = await loadFolder(folder.dir);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    return withContacts(loaded.config, {
      ...NO_NOTICES,
      mail: mailBy(sink),
      pace: AT_ONCE,
      operator: [mailTo('operator@example.org')],
      ...over,
    });
  } finally {
    folder.remove();
  }
}

export function mailBy({ port }: Pick<SmtpSink, 'port'>): NotifyConfig['mail'] {
  return {
    ...{ host: '127.0.0.1', port, security: 'none', user: null, passwordFile: null },
    ...{ from: 'notice@yamabiko.example', replyTo: null },
  };
}

function withContacts(config: Config, notify: NotifyConfig): Config {
  const fields = ['energy', 'water'];
  return {
    ...config,
    notify,
    sectors: config.sectors.map((sector) => ({
      ...sector,
      field: sector.id === 'tap' ? 'water' : (fields[0] ?? ''),
      secretariat: {
        name: { ja: `${sector.id} 事務局`, en: `office of ${sector.id}` },
        contacts: [mailTo(`office@${sector.id}.example`)],
      },
      members: sector.members.map((member) => ({
        ...member,
        contacts: [mailTo(`web@${member.id}.example`)],
      })),
    })),
  };
}

export interface ToldService {
  readonly service: Service;
  readonly recorded: RecordedLog;
}

export async function startTold(config: Config, dataDir: string): Promise<ToldService> {
  const recorded = recordedLog();
  const service = await startService({
    config,
    dataDir,
    listen: { host: '127.0.0.1', port: 0 },
    ...{ extraCa: [], onlyFreshPages: true },
    log: recorded.log,
  });
  return { service, recorded };
}

export function dataFolder(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-told-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Resolves when `found` gives something. */
export async function eventually<T>(found: () => T | null | undefined): Promise<T> {
  for (;;) {
    const value = found();
    if (value !== null && value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Resolves when a site was asked `more` times more often than at the call. */
export async function askedAgain({ asked }: Sites, site: number, more: number): Promise<void> {
  const goal = (asked.get(site) ?? 0) + more;
  await eventually(() => ((asked.get(site) ?? 0) >= goal ? true : null));
}

/** Subjects of what an address was sent, in order. */
export function subjectsTo(sink: SmtpSink, address: string): string[] {
  return sink.received
    .filter(({ to }) => to.includes(address))
    .map(({ parsed }) => parsed.subject ?? '');
}
