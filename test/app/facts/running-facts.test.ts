import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from '@hono/zod-openapi';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { targetSchema } from '../../../src/board/target-schema.ts';
import { boardEvents } from '../../support/board-events.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';
import {
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  startCouncil,
  startNotingSite,
} from '../running-council.ts';

let dns: DnsServer;
let site: NotingSite;
let folder: CouncilFolder;
let running: RunningCouncil | null = null;

beforeEach(async () => {
  dns = await startDnsServer({
    'city.test': { nameServers: ['ns1.names.test'] },
    'town.test': { nameServers: ['ns1.names.test'] },
    '*.city.test': { addresses: ['127.0.0.1'] },
    '*.town.test': { addresses: ['127.0.0.1'] },
  });
  site = await startNotingSite();
  folder = councilFolder();
  folder.writeCouncil(`resolver: { servers: ["${dns.address}"] }\nasFile: facts/as.tsv`);
});

afterEach(async () => {
  await running?.service.close();
  running = null;
  await site.close();
  await dns.close();
  folder.remove();
});

/** A sector of one site a host, which must have a title and has none. */
function writeSites(hosts: readonly string[]): void {
  const members = hosts.map(
    (host) => `
  - id: ${host}
    name: ${host}
    targets:
      - id: ${host}-home
        url: http://www.${host}.test:${site.port}/${host}
        enrolment: { by: somebody, on: 2026-10-01 }
        schedule: "*/5 * * * * *"
        timeout: 4s
        expect: { title: 山びこ }
        facts: { operator: Carrier }
`,
  );
  folder.writeFile(
    'sectors/gas.yaml',
    `sector: { id: gas, field: energy, name: gas, allowPrivate: true }\nmembers:${members.join('')}`,
  );
}

/** What the API says of a site, once it has a kept record; asked again with every event. */
async function shown(id: string): Promise<z.infer<typeof targetSchema>> {
  const { url } = running?.service ?? {};
  for await (const _ of boardEvents(String(url))) {
    const response = await fetch(`${url}/api/targets/${id}`);
    if (!response.ok) continue;
    const { data } = envelopeOf(targetSchema).parse(await response.json());
    if (data.records.length > 0) return data;
  }
  throw new Error(`the service ended before it had a record of ${id}`);
}

describe('a service that measures', () => {
  it('tells the facts of a site, and what it expected and did not find', async () => {
    mkdirSync(join(folder.dir, 'facts'));
    folder.writeFile('facts/as.tsv', '127.0.0.0/8\t64500\tOWN\n');
    writeSites(['city']);
    running = await startCouncil(folder);
    const looked = running.recorded.entries.some(({ event }) => event === 'facts.looked_up');
    if (!looked) await running.recorded.next('facts.looked_up');
    const { facts, records } = await shown('city-home');
    expect(facts).toContainEqual({ kind: 'name_servers', text: 'ns1.names.test' });
    expect(facts).toContainEqual({ kind: 'operator', text: 'Carrier' });
    expect(records[0]).toMatchObject({
      sample: { outcome: 'failure', reason: 'body', statusCode: 200 },
      detail: 'title: found nothing, expected a value that contains "山びこ"',
      unmet: { kind: 'title', found: null, contains: '山びこ' },
    });

    // A host that a reload brings is looked up soon.
    const next = running.recorded.next('facts.looked_up');
    writeSites(['city', 'town']);
    await running.service.reload('signal');
    expect((await next).fields).toMatchObject({ host: 'www.town.test' });
    expect((await shown('town-home')).facts).toContainEqual({
      kind: 'name_servers',
      text: 'ns1.names.test',
    });
  });
});
