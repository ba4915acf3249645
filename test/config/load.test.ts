import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JAPANESE_HOLIDAYS } from '../../src/config/calendar-holidays.ts';
import { type LoadedConfig, loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { type Config, targetsOf } from '../../src/core/config.ts';
import { FIXTURES } from './rule-row.ts';

const COUNCIL = `
council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
`;

function sectorFile(target: string, defaults = ''): string {
  return `
sector: { id: gas, field: gas, name: Gas }
${defaults}
members:
  - id: gas-0001
    name: Member
    targets:
      - id: gas-0001-home
        url: https://www.example.jp/
        enrolment: { by: Desk, on: 2026-10-01 }
${target}`;
}

describe('loadConfig', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-config-'));
    await mkdir(join(dir, 'sectors'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function load(council: string, sector: string): Promise<LoadedConfig> {
    await writeFile(join(dir, 'yamabiko.yaml'), council);
    await writeFile(join(dir, 'sectors/gas.yaml'), sector);
    return loadConfig(dir);
  }

  async function configOf(council: string, sector: string): Promise<Config> {
    const loaded = await load(council, sector);
    if (!loaded.ok) throw new Error(loaded.problems.map((p) => formatProblem(p, 'en')).join('\n'));
    return loaded.config;
  }

  it('fills in every default', async () => {
    const config = await configOf(COUNCIL, sectorFile(''));
    expect(config).toEqual({
      council: { name: both('Council'), timezone: 'Asia/Tokyo', publicUrl: null },
      operator: {
        name: both('Office'),
        contactUrl: 'https://office.example/',
        sourceAddresses: [],
      },
      vantage: 'main',
      fields: [{ id: 'gas', name: both('Gas'), validFrom: null, validTo: null }],
      resolver: { servers: [] },
      asFile: null,
      probing: {
        maxInFlight: 2000,
        perAddressConcurrency: 4,
        perAddressStartsPerSecond: 2,
        workers: null,
      },
      store: {
        kind: 'embedded',
        sync: 'normal',
        retention: { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 },
        influx: {
          url: 'http://127.0.0.1:8086',
          org: 'yamabiko',
          tokenFile: 'secrets/influx/service.token',
        },
        spool: { capBytes: 4_294_967_296 },
      },
      board: { host: '127.0.0.1', port: 8080, exposure: 'loopback' },
      calendar: {
        holidays: JAPANESE_HOLIDAYS,
        days: [],
        yearEnd: { from: '12-29', to: '01-03' },
      },
      maintenance: [],
      reference: [],
      sectors: [
        {
          id: 'gas',
          field: 'gas',
          name: both('Gas'),
          secretariat: null,
          validFrom: null,
          validTo: null,
          alertsBy: 'service',
          allowPrivate: false,
          yearEnd: { from: '12-29', to: '01-03' },
          members: [
            {
              id: 'gas-0001',
              code: null,
              name: both('Member'),
              contacts: [],
              targets: [
                {
                  id: 'gas-0001-home',
                  url: 'https://www.example.jp/',
                  practice: null,
                  enrolment: { by: 'Desk', on: '2026-10-01', reference: null },
                  consent: 'counted',
                  family: 4,
                  schedule: '* * * * *',
                  timeoutMs: 10_000,
                  expect: { status: null, text: null, header: null, title: null, size: null },
                  bodyLimitBytes: 262_144,
                  signs: false,
                  facts: { operator: null },
                  thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
                  secretariatSees: 'detail',
                },
              ],
            },
          ],
        },
      ],
      practice: false,
    } satisfies Config);
  });

  it('takes the whole shape of the files', async () => {
    const loaded = await loadConfig(join(FIXTURES, 'whole'));
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    const config = loaded.ok ? loaded.config : null;
    expect(config?.council).toEqual({
      name: { ja: '協議会', en: 'Council' },
      timezone: 'Asia/Tokyo',
      publicUrl: 'https://board.example/yamabiko',
    });
    expect(config?.operator?.sourceAddresses).toEqual(['192.0.2.1', '2001:db8::/64']);
    expect(config?.resolver.servers).toEqual([
      '192.0.2.53',
      '192.0.2.54:5353',
      '[2001:db8::53]:53',
    ]);
    expect(config?.probing).toEqual({
      maxInFlight: 500,
      perAddressConcurrency: 2,
      perAddressStartsPerSecond: 0.5,
      workers: 3,
    });
    expect(config?.store).toEqual({
      kind: 'memory',
      sync: 'full',
      retention: { rawDays: 30, fiveMinuteMonths: 6, hourFiscalYears: 2 },
      influx: {
        url: 'https://influx.example/base',
        org: '協議会',
        tokenFile: '/run/secrets/influx',
      },
      spool: { capBytes: 512 * 2 ** 20 },
    });
    expect(config?.board).toEqual({ host: '0.0.0.0', port: 0, exposure: 'container' });
    expect(config?.fields[0]).toMatchObject({ validFrom: '2009-02-26', validTo: '2040-03-31' });
    expect(config?.reference).toMatchObject([
      {
        id: 'uplink',
        url: 'https://reference.example/',
        practice: null,
        enrolment: null,
        consent: 'own',
        family: 'both',
        schedule: '*/10 * * * * *',
        timeoutMs: 5000,
        thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
      },
      { id: 'uplink-6', family: 6, schedule: '* * * * *', timeoutMs: 10_000 },
    ]);
    const [sector] = config?.sectors ?? [];
    expect(sector).toMatchObject({
      secretariat: {
        name: { ja: '事務局', en: 'Secretariat' },
        contacts: [{ kind: 'telephone', to: '+81 3-0000-0000', role: null, verifiedOn: null }],
      },
      validFrom: '2009-02-26',
      alertsBy: 'grafana',
      allowPrivate: true,
    });
    expect(sector?.members[0]).toMatchObject({
      code: '011002',
      contacts: [
        { kind: 'mail', to: 'web@example.jp', role: 'webmaster', verifiedOn: '2026-10-01' },
        { kind: 'webhook', to: 'https://hook.example/x', role: null, verifiedOn: null },
        { kind: 'mail', to: 'night@example.jp' },
      ],
    });
    expect(sector?.members[0]?.targets[0]).toEqual({
      id: 'gas-0001-home',
      url: 'https://xn--wgv71a119e.example/',
      practice: null,
      enrolment: { by: 'Desk', on: '2026-10-01', reference: 'No. 7' },
      consent: 'named',
      family: 'both',
      schedule: '*/5 * * * *',
      timeoutMs: 2500,
      expect: {
        status: [200, 304],
        text: 'ようこそ',
        header: [
          { name: 'content-type', equals: null, contains: 'text/html' },
          { name: 'x-frame-options', equals: 'DENY', contains: null },
          { name: 'etag', equals: null, contains: null },
        ],
        title: 'ガス',
        size: { of: 'decoded', minBytes: 1024, maxBytes: 2_097_152 },
      },
      bodyLimitBytes: 1_048_576,
      signs: true,
      facts: { operator: 'Hosting' },
      thresholds: { warnMs: 1500, criticalMs: 3000, failingShareRatio: 0.2 },
      secretariatSees: 'judgement',
    });
  });

  it('lets the target override its sector, the sector the council, and thresholds one by one', async () => {
    const council = `${COUNCIL}defaults: { schedule: "*/2 * * * *", timeout: 20s, family: 6, thresholds: { warnMs: 1000, criticalMs: 9000 } }`;
    const defaults = 'defaults: { timeout: 1m, consent: sector, thresholds: { warnMs: 2000 } }';
    const target = '        consent: own\n        thresholds: { failingShareRatio: 0.5 }\n';
    const config = await configOf(council, sectorFile(target, defaults));
    expect(targetsOf(config)[0]?.target).toMatchObject({
      schedule: '*/2 * * * *',
      timeoutMs: 60_000,
      family: 6,
      consent: 'own',
      thresholds: { warnMs: 2000, criticalMs: 9000, failingShareRatio: 0.5 },
    });
  });

  it('counts a reference site among no targets, and lets it inherit from the council alone', async () => {
    const council = `${COUNCIL}defaults: { timeout: 20s, family: 6, consent: named }\nreference: [{ id: uplink, url: https://reference.example/ }]\n`;
    const config = await configOf(council, sectorFile('', 'defaults: { timeout: 30s }'));
    expect(config.reference).toMatchObject([{ timeoutMs: 20_000, family: 6, consent: 'own' }]);
    expect(targetsOf(config).map(({ target }) => target.id)).toEqual(['gas-0001-home']);
  });

  it.each([
    ['500ms', 500],
    ['1.5s', 1500],
    ['0.9m', 54_000],
  ])('reads the duration %s', async (text, timeoutMs) => {
    const config = await configOf(COUNCIL, sectorFile(`        timeout: ${text}\n`));
    expect(targetsOf(config)[0]?.target.timeoutMs).toBe(timeoutMs);
  });

  it.each([
    ['1000', 1000],
    ['256KiB', 262_144],
    ['1MB', 1_000_000],
  ])('reads the size %s', async (text, bodyLimitBytes) => {
    const config = await configOf(COUNCIL, sectorFile(`        bodyLimit: ${text}\n`));
    expect(targetsOf(config)[0]?.target.bodyLimitBytes).toBe(bodyLimitBytes);
  });

  it('says everything that is wrong in several files at once, in their order', async () => {
    const loaded = await loadConfig(join(FIXTURES, 'many'));
    const said = loaded.ok ? [] : loaded.problems;
    expect(said.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'yamabiko.yaml:1 bad_timezone',
      'yamabiko.yaml:6 board_exposed',
      'sectors/gas.yaml:7 bad_url',
      'sectors/gas.yaml:9 unknown_key',
      'sectors/gas.yaml:10 bad_cron',
      'sectors/gas.yaml:11 enrolment_missing',
      'sectors/gas.yaml:11 duplicate_id',
      'sectors/medical.yaml:2 yaml_syntax',
      'sectors/water.yaml:1 unknown_field',
    ]);
    expect(loaded.warnings.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'yamabiko.yaml not_used',
      'sectors/rail.yml file_ignored',
      'sectors/water.yaml sector_empty',
    ]);
  });

  it('warns of passwords in clear, files not read and empty sectors, and loads all the same', async () => {
    const loaded = await loadConfig(join(FIXTURES, 'warnings'));
    expect(loaded.ok).toBe(true);
    expect(loaded.warnings.map((warning) => formatProblem(warning, 'en'))).toEqual([
      'yamabiko.yaml:5:49 notify.mail.security: user name and password go over the network in clear (use tls or starttls) [mail_in_clear]',
      'sectors/notes.txt:1:1: not read (only files that end in .yaml are) [file_ignored]',
      'sectors/water.yaml:2:10 members: this sector has no sites yet [sector_empty]',
    ]);
    expect(loaded.warnings.map((warning) => formatProblem(warning, 'ja'))[0]).toBe(
      'yamabiko.yaml:5:49 notify.mail.security: 利用者名とパスワードが暗号化されずに送られます（security を tls か starttls にしてください） [mail_in_clear]',
    );
  });

  it('reports a folder that is not there as problems, not as a rejection', async () => {
    const loaded = await loadConfig(join(dir, 'nowhere'));
    expect(loaded.ok ? [] : loaded.problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'yamabiko.yaml file_unreadable',
      'sectors file_unreadable',
    ]);
  });

  it('reports a sector that is a folder, and still reads the others', async () => {
    await cp(join(FIXTURES, 'invalid-date'), dir, { recursive: true });
    await mkdir(join(dir, 'sectors/water.yaml'));
    const loaded = await loadConfig(dir);
    expect(loaded.ok ? [] : loaded.problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'sectors/gas.yaml bad_date',
      'sectors/water.yaml file_unreadable',
    ]);
  });

  it('takes files with a byte order mark and Windows line ends', async () => {
    const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    expect((await load(windows(COUNCIL), windows(sectorFile('')))).ok).toBe(true);
  });

  it('reads values through anchors and points at where they are written', async () => {
    const sector = sectorFile(
      '        thresholds: &t { warnMs: -1 }\n      - { id: b, url: https://b.example/, enrolment: { by: Desk, on: 2026-10-01 }, thresholds: *t }\n',
    );
    const loaded = await load(COUNCIL, sector);
    const said = loaded.ok ? [] : loaded.problems;
    expect(said.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '11 members[0].targets[0].thresholds.warnMs',
      '11 members[0].targets[1].thresholds.warnMs',
    ]);
  });
});

function both(text: string): { ja: string; en: string } {
  return { ja: text, en: text };
}
