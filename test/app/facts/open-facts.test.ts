import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { factsTargets } from '../../../src/app/facts/facts-targets.ts';
import { type Facts, openFacts } from '../../../src/app/facts/open-facts.ts';
import type { Config } from '../../../src/core/config.ts';
import type { ScheduledTarget } from '../../../src/schedule/roster.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { openProbe } from '../../probe/open-probe.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';
import { type OriginServer, startOriginServer } from '../../support/origin-server.ts';
import { probeJob } from '../../support/probe-job.ts';
import { type RecordedLog, recordedLog } from '../../support/recorded-log.ts';

let dns: DnsServer;
let dir = '';
const open: Facts[] = [];

beforeAll(async () => {
  dns = await startDnsServer({
    'city.test': { nameServers: ['ns2.city.test', 'ns1.city.test'] },
    'www.city.test': { addresses: ['127.0.0.1'] },
    'silent.test': { silent: true },
    '*.silent.test': { silent: true },
  });
});
afterAll(() => dns.close());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yamabiko-facts-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((facts) => facts.close()));
  rmSync(dir, { recursive: true });
});

const series = (...urls: readonly string[]): ScheduledTarget[] =>
  urls.map((url, index) => ({
    target: probeJob(url, { id: `site-${index}` }).target,
    schedule: '* * * * *',
  }));

const CARRIED = target('site-0', { facts: { operator: 'Carrier' } });

function today(): Config {
  const council = councilOf([sector('gas', [member('m', [CARRIED])])]);
  return { ...council, resolver: { servers: [dns.address] } };
}

async function start(recorded: RecordedLog, config: Config = today()): Promise<Facts> {
  const facts = await openFacts({
    config,
    configDir: dir,
    dir,
    clock: systemClock,
    log: recorded.log,
  });
  open.push(facts);
  return facts;
}

const textsOf = ({ book }: Facts, id: string) =>
  book.factsOf(id).map(({ kind, text }) => `${kind}: ${text}`);

describe('the facts of what is measured', () => {
  it('are looked up soon by the configured resolver, once for two sites of a host', async () => {
    const recorded = recordedLog();
    const facts = await start(recorded);
    const lookedUp = recorded.next('facts.looked_up');
    const asked = dns.queries('www.city.test');
    facts.setTargets(series('https://www.city.test/a', 'http://www.city.test:8080/b'), today());
    await lookedUp;
    for (const id of ['site-0', 'site-1']) {
      expect(textsOf(facts, id)).toContain('name_servers: ns1.city.test ns2.city.test');
    }
    // One for aliases, one for name servers.
    expect(dns.queries('www.city.test') - asked).toBe(2);
  });

  it('are there at once after a restart, without a question', async () => {
    const before = recordedLog();
    const first = await start(before);
    const lookedUp = before.next('facts.looked_up');
    first.setTargets(series('https://www.city.test/'), today());
    await lookedUp;
    const probe = openProbe({ resolverServers: [dns.address] });
    const server = await startOriginServer(() => ({ headers: { server: 'nginx/1.2' } }));
    const { port } = new URL(server.origin);
    first.observe(await probe(`http://www.city.test:${port}/`, { id: 'site-0' }));
    await server.close();
    const known = textsOf(first, 'site-0');
    expect(known).toContain('network: 127.0.0.0/24');
    expect(known).toContain('server_family: nginx');
    await first.close();

    const asked = dns.questions.length;
    const second = await start(recordedLog());
    second.setTargets(series('https://www.city.test/'), today());
    expect(textsOf(second, 'site-0')).toEqual(known);
    await second.close();
    expect(dns.questions).toHaveLength(asked);
    expect(readdirSync(dir)).toEqual(['facts.json']);
  });

  it('begin anew where the file cannot be read, which the log says', async () => {
    writeFileSync(join(dir, 'facts.json'), '{"hosts":');
    const recorded = recordedLog();
    const facts = await start(recorded);
    facts.setTargets(series('https://www.city.test/'), today());
    expect(recorded.entries).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'facts.file_damaged' }),
    );
    expect(textsOf(facts, 'site-0')).toEqual(['operator: Carrier']);
  });

  it('tell the autonomous system where there is a file of them, and its bad lines', async () => {
    writeFileSync(join(dir, 'as.tsv'), '127.0.0.0/8\t64500\tOWN\nnonsense\n');
    const recorded = recordedLog();
    const facts = await start(recorded, { ...today(), asFile: 'as.tsv' });
    facts.setTargets(series('http://127.0.0.1/'), today());
    const server = await startOriginServer(() => ({}));
    facts.observe(await openProbe()(server.origin, { id: 'site-0' }));
    await server.close();
    expect(textsOf(facts, 'site-0')).toContain('autonomous_system: AS64500 OWN');
    expect(recorded.entries).toContainEqual({
      level: 'warn',
      event: 'facts.as_file_lines',
      fields: { file: 'as.tsv', count: 1, lines: [2] },
    });
  });

  it('do without a file of autonomous systems that is gone, which the log says', async () => {
    const recorded = recordedLog();
    await start(recorded, { ...today(), asFile: 'as.tsv' });
    expect(recorded.entries).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'facts.as_file_unreadable' }),
    );
  });
});

describe('lookups that get no answer', () => {
  let server: OriginServer;
  beforeAll(async () => {
    server = await startOriginServer(() => ({}));
  });
  afterAll(() => server.close());

  it('do not lengthen the name resolution of probes, and end with the service', async () => {
    const recorded = recordedLog();
    const facts = await start(recorded);
    // Answered (`looked_up`) or given up (`lookup_failed`).
    const lookupsOver = () =>
      recorded.entries.filter(({ event }) => event.startsWith('facts.look'));
    const urls = Array.from({ length: 30 }, (_, index) => `https://w${index}.silent.test/`);
    facts.setTargets(series(...urls), today());
    const probe = openProbe({ resolverServers: [dns.address] });
    const { port } = new URL(server.origin);
    for (let times = 0; times < 10; times += 1) {
      const { sample } = await probe(`http://www.city.test:${port}/`);
      expect(sample.outcome).toBe('success');
    }
    // All ten were through before any of the lookups was: none waited for one.
    expect(lookupsOver()).toEqual([]);
    expect(dns.questions.some(({ name }) => name.endsWith('.silent.test'))).toBe(true);
    await facts.close();
    expect(lookupsOver()).toEqual([]);
  });
});

describe('the targets whose facts are kept', () => {
  it('are named once, with host and declared operator; an address has no names', () => {
    const urls = ['https://WWW.City.test.:8443/a', 'http://[::1]/', 'http://localhost/'];
    const targets = series(...urls);
    expect(factsTargets([...targets, ...targets], today())).toEqual([
      { id: 'site-0', host: 'www.city.test', operator: 'Carrier' },
      { id: 'site-1', host: null, operator: null },
      { id: 'site-2', host: null, operator: null },
    ]);
  });
});
