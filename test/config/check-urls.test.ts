import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { FIXTURES } from './rule-row.ts';

async function warningsIn(folder: string, language: 'ja' | 'en'): Promise<readonly string[]> {
  const loaded = await loadConfig(folder);
  expect(loaded.ok).toBe(true);
  return loaded.warnings.map((warning) => formatProblem(warning, language));
}

describe('one URL under two ids', () => {
  it('is a warning that names both places, in one file or in two, however it is written', async () => {
    expect(await warningsIn(join(FIXTURES, 'url-twice'), 'en')).toEqual([
      'sectors/gas.yaml:10:14 members[0].targets[1].url: site gas-0001-again has the same URL as gas-0001-home (sectors/gas.yaml:7) and is measured twice in IPv4: remove one of them, or leave both where two members share one site [url_twice]',
      'sectors/gas.yaml:14:14 members[0].targets[2].url: site gas-0001-v6 has the same URL as gas-0001-again (sectors/gas.yaml:10) and is measured twice in IPv6: remove one of them, or leave both where two members share one site [url_twice]',
      'sectors/water.yaml:7:14 members[0].targets[0].url: site water-0001-home has the same URL as gas-0001-home (sectors/gas.yaml:7) and is measured twice in IPv4: remove one of them, or leave both where two members share one site [url_twice]',
    ]);
    expect((await warningsIn(join(FIXTURES, 'url-twice'), 'ja'))[2]).toBe(
      'sectors/water.yaml:7:14 members[0].targets[0].url: 計測対象 water-0001-home の URL は gas-0001-home（sectors/gas.yaml:7）と同じで、IPv4 で二重に計測されます。一方を消すか、2つの構成員が1つのサイトを共有しているのであれば、このままにしてください [url_twice]',
    );
  });

  it('is told of no id that stands twice: that is a problem of its own', async () => {
    const loaded = await loadConfig(join(FIXTURES, 'invalid-id-duplicate-across-files'));
    expect(loaded).toMatchObject({ ok: false, problems: [{ code: 'duplicate_id' }], warnings: [] });
  });
});

describe('two sites', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-urls-'));
    await mkdir(join(dir, 'sectors'));
    await writeFile(
      join(dir, 'yamabiko.yaml'),
      `council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }, { id: old, name: Old, validTo: 2027-03-31 }]
`,
    );
  });
  afterEach(() => rm(dir, { recursive: true }));

  const writeSector = (id: string, head: string, site: string) =>
    writeFile(
      join(dir, `sectors/${id}.yaml`),
      `sector: { id: ${id}, name: ${id}, ${head} }
members:
  - id: ${id}-1
    name: Member
    targets:
      - { id: ${id}-home, enrolment: { by: Desk, on: 2026-10-01 }, ${site} }
`,
    );
  const WWW = 'url: "https://www.example.jp/"';

  it.each<[what: string, number, one: [head: string, site: string], other: [string, string]]>([
    ['of one URL', 1, ['field: gas', WWW], ['field: gas', WWW]],
    ['of two families', 0, ['field: gas', WWW], ['field: gas', `${WWW}, family: 6`]],
    ['of two paths', 0, ['field: gas', WWW], ['field: gas', 'url: "https://www.example.jp/a"']],
    ['of two ports', 0, ['field: gas', WWW], ['field: gas', 'url: "https://www.example.jp:8/"']],
    ['of two schemes', 0, ['field: gas', WWW], ['field: gas', 'url: "http://www.example.jp/"']],
    [
      'of one address, whose family it decides',
      1,
      ['field: gas, allowPrivate: true', 'url: "http://[2001:db8::1]/", family: 4'],
      ['field: gas, allowPrivate: true', 'url: "http://[2001:DB8:0::1]/", family: 6'],
    ],
    [
      'of sectors that follow each other',
      0,
      ['field: gas, validTo: 2027-03-31', WWW],
      ['field: gas, validFrom: 2027-04-01', WWW],
    ],
    [
      'of sectors that share a day',
      1,
      ['field: gas, validTo: 2027-04-01', WWW],
      ['field: gas, validFrom: 2027-04-01', WWW],
    ],
    [
      'of a field that ends before the other’s sector begins',
      0,
      ['field: old', WWW],
      ['field: gas, validFrom: 2027-04-01', WWW],
    ],
  ])('%s are told %i times', async (_, times, one, other) => {
    await writeSector('a', ...one);
    await writeSector('b', ...other);
    const said = await warningsIn(dir, 'en');
    expect(said.filter((line) => line.includes('[url_twice]'))).toHaveLength(times);
  });
});
