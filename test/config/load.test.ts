import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JAPANESE_HOLIDAYS } from '../../src/config/calendar-holidays.ts';
import { loadConfig } from '../../src/config/load.ts';
import { type Config, targetsOf } from '../../src/core/config.ts';
import { COUNCIL, LoadedFolder, sectorFile } from './loaded-folder.ts';
import { FIXTURES } from './rule-row.ts';

describe('loadConfig', () => {
  const folder = new LoadedFolder();

  it('fills in every default', async () => {
    const config = await folder.configOf(COUNCIL, sectorFile(''));
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
    const config = await folder.configOf(council, sectorFile(target, defaults));
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
    const config = await folder.configOf(council, sectorFile('', 'defaults: { timeout: 30s }'));
    expect(config.reference).toMatchObject([{ timeoutMs: 20_000, family: 6, consent: 'own' }]);
    expect(targetsOf(config).map(({ target }) => target.id)).toEqual(['gas-0001-home']);
  });

  it.each([
    ['500ms', 500],
    ['1.5s', 1500],
    ['0.9m', 54_000],
  ])('reads the duration %s', async (text, timeoutMs) => {
    const config = await folder.configOf(COUNCIL, sectorFile(`        timeout: ${text}\n`));
    expect(targetsOf(config)[0]?.target.timeoutMs).toBe(timeoutMs);
  });

  it.each([
    ['1000', 1000],
    ['256KiB', 262_144],
    ['1MB', 1_000_000],
  ])('reads the size %s', async (text, bodyLimitBytes) => {
    const config = await folder.configOf(COUNCIL, sectorFile(`        bodyLimit: ${text}\n`));
    expect(targetsOf(config)[0]?.target.bodyLimitBytes).toBe(bodyLimitBytes);
  });

  it('takes files with a byte order mark and Windows line ends', async () => {
    const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    expect((await folder.load(windows(COUNCIL), windows(sectorFile('')))).ok).toBe(true);
  });

  it('reads values through anchors and points at where they are written', async () => {
    const sector = sectorFile(
      '        thresholds: &t { warnMs: -1 }\n      - { id: b, url: https://b.example/, enrolment: { by: Desk, on: 2026-10-01 }, thresholds: *t }\n',
    );
    const loaded = await folder.load(COUNCIL, sector);
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
