import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planFolder, planTable, planText } from '../../src/app/plan.ts';
import { requireConfig } from '../../src/app/validate.ts';
import { writeApplied } from '../../src/config/applied-config.ts';
import { removalDigest } from '../../src/config/plan.ts';
import { takeApproval } from '../../src/config/removal-approval.ts';

const COUNCIL = `council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
`;

interface Site {
  readonly id: string;
  readonly url?: string;
  readonly more?: string;
}

function sectorText(sites: readonly Site[]): string {
  const members = sites.map(
    ({ id, url, more }) =>
      `  - { id: m-${id}, name: { ja: 社${id}, en: Firm ${id} }, targets: [{ id: ${id}, url: "${url ?? `https://${id}.example/`}", enrolment: { by: D, on: 2026-10-01 }${more ?? ''} }] }\n`,
  );
  return `sector: { id: gas, field: gas, name: Gas }\nmembers:\n${members.join('')}`;
}

const THESE = { count: 2, digest: removalDigest(['d', 'c']) };

describe('planFolder', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-plan-'));
    await mkdir(join(dir, 'data'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function folder(name: string, sites: readonly Site[]): Promise<string> {
    const path = join(dir, name);
    await mkdir(join(path, 'sectors'), { recursive: true });
    await writeFile(join(path, 'yamabiko.yaml'), COUNCIL);
    await writeFile(join(path, 'sectors/gas.yaml'), sectorText(sites));
    return path;
  }
  const call = (configDir: string, given: Partial<Parameters<typeof planFolder>[0]> = {}) =>
    planFolder(
      {
        configDir,
        againstDir: null,
        dataDir: join(dir, 'data'),
        confirmedRemovals: null,
        ...given,
      },
      1000,
    );

  const before: readonly Site[] = [
    { id: 'a' },
    { id: 'b', more: ', consent: counted' },
    { id: 'c' },
    { id: 'd' },
  ];
  const after: readonly Site[] = [
    { id: 'a', more: ', schedule: "*/5 * * * *"' },
    { id: 'b', more: ', consent: named' },
    { id: 'c2', url: 'https://c.example/' },
    { id: 'e', url: 'https://e.example/?a=1' },
  ];

  it('compares with the configuration that the service has in force', async () => {
    const old = await folder('old', before);
    await writeApplied(join(dir, 'data'), await requireConfig(old), { appliedAt: 5 });
    const same = await call(old);
    expect([same.appliedAt, same.isEmpty]).toEqual([5, true]);
    const { plan, isEmpty } = await call(await folder('new', after));
    expect(isEmpty).toBe(false);
    expect(plan.sectors).toEqual([
      { sector: 'gas', change: 'kept', added: 1, removed: 1, renamed: 1, changed: 2, kept: 0 },
    ]);
    expect(plan.removals).toMatchObject({ count: 2, of: 4, isMany: true, isRefused: true });
  });

  it('reads as a diff, in both languages', async () => {
    const against = { againstDir: await folder('old', before) };
    const report = await call(await folder('new', after), against);
    expect(planText(report, 'en')).toEqual([
      'gas: 1 added, 1 removed, 1 renamed, 2 changed, 0 kept',
      '',
      '- d  Firm d  https://d.example/',
      '',
      '! c → c2 (the same URL under another id: its history does not follow it)',
      '',
      '+ member m-c2',
      '+ member m-e',
      '- member m-c',
      '- member m-d',
      '',
      '~ a',
      '    schedule: * * * * * → */5 * * * *',
      '~ b',
      '    sharing: counted → named (shared more widely)',
      '',
      '+ e  Firm e  https://e.example/?a=1',
      '',
      '2 of the 4 sites in force (50.0 %) would no longer be measured. Above 5 % a reload is refused.',
      'If this is meant: npx yamabiko plan --confirm-removals 2',
    ]);
    const japanese = planText(report, 'ja').join('\n');
    expect(japanese).toContain('共有範囲: counted → named（共有範囲が広がります）');
    expect(japanese).toContain('計測中の 4 件のうち 2 件（50.0 %）が外れます');
  });

  it('is a table that a spreadsheet takes for no formula', async () => {
    const against = {
      againstDir: await folder('old', [{ id: 'a', more: ', facts: { operator: "=1+1" }' }]),
    };
    const report = await call(
      await folder('new', [{ id: 'a', more: ', facts: { operator: "＠x, y" }' }]),
      against,
    );
    expect(planTable(report)).toBe(
      '\ufeffchange,kind,sector,id,field,before,after\r\n' +
        `changed,target,gas,a,facts.operator,'=1+1,"'＠x, y"\r\n`,
    );
  });

  it('marks what a running service takes at its next start only', async () => {
    const old = await folder('old', before);
    const fresh = await folder('new', before);
    const limits = 'defaults: { limits: { perAddressConcurrency: 3 } }\n';
    await writeFile(join(fresh, 'yamabiko.yaml'), COUNCIL + limits);
    const report = await call(fresh, { againstDir: old });
    expect(report.restart).toEqual(['probing.perAddressConcurrency']);
    expect(planText(report, 'en')).toContain(
      '    probing.perAddressConcurrency: 4 → 3 (from the next start on)',
    );
    expect(planText(report, 'ja').join('\n')).toContain('4 → 3（再起動後に有効）');
  });

  it('notes the approval of the very number, for one reload', async () => {
    const data = join(dir, 'data');
    await writeApplied(data, await requireConfig(await folder('old', before)), { appliedAt: 5 });
    const fresh = await folder('new', after);
    await expect(call(fresh, { confirmedRemovals: 3 })).rejects.toMatchObject({ code: 'usage' });
    expect(await takeApproval(data, THESE, 1000)).toEqual({ kind: 'none' });
    const report = await call(fresh, { confirmedRemovals: 2 });
    expect([report.isApproved, report.plan.removals.isRefused]).toEqual([true, false]);
    expect(await takeApproval(data, THESE, 1000)).toEqual({ kind: 'approved' });
    const few = call(await folder('few', before.slice(0, 4)), { confirmedRemovals: 0 });
    await expect(few).rejects.toMatchObject({
      code: 'usage',
      text: { en: expect.stringContaining('no approval is needed') },
    });
  });

  it('plans nothing against the practice council that the program brings along, nor takes an approval', async () => {
    const config = await folder('after', after);
    const built = await requireConfig(await folder('before', before));
    await writeApplied(join(dir, 'data'), built, { appliedAt: 900, isBuiltIn: true });
    const report = await call(config);
    expect(report).toMatchObject({ isBuiltIn: true, appliedAt: 900 });
    expect(report.plan).toMatchObject({ removed: [], removals: { count: 0 } });
    expect(report.plan.added).toHaveLength(4);
    await expect(call(config, { confirmedRemovals: 4 })).rejects.toMatchObject({ code: 'usage' });
  });

  it('counts everything as added before the first start', async () => {
    const { plan, appliedAt } = await call(await folder('new', after));
    expect([plan.added.length, appliedAt, plan.removals.isRefused]).toEqual([4, null, false]);
  });
});
