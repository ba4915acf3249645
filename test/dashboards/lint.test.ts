import { describe, expect, it } from 'vitest';
import { type LintedDashboard, lintDashboards } from '../../dashboards/lint.ts';
import { generated } from './sample-council.ts';

const ALL: readonly LintedDashboard[] = [...generated().dashboards].map(([path, dashboard]) => ({
  path,
  dashboard,
}));

/** The set with one piece of text replaced in one of its dashboards. */
function withChange(path: string, from: string | RegExp, to: string): readonly LintedDashboard[] {
  return ALL.map((each) => {
    if (each.path !== path) return each;
    const text = JSON.stringify(each.dashboard);
    const changed = text.replace(from, to);
    expect(changed, `${from} is in ${path}`).not.toBe(text);
    return { path, dashboard: JSON.parse(changed) };
  });
}

const SECTOR = 'operators/ja/sector.json';
const PROBER = 'operators/en/prober.json';

describe('the lint of dashboards', () => {
  it('finds nothing in what is made', () => {
    expect(lintDashboards(ALL)).toEqual([]);
  });

  it.each([
    ['two panels with one id', SECTOR, '"id":3,', '"id":4,', 'another panel has the id 4'],
    ['a panel without an id', SECTOR, '"id":3,', '', 'it has no id'],
    [
      'a data source by its uid',
      SECTOR,
      /"uid":"\$\{detail\}"\},"targets"|"uid":"\$\{detail\}"/,
      '"uid":"yamabiko"',
      'a data source is not taken from a variable',
    ],
    ['a variable that is not there', SECTOR, "'$sector'", "'$sectr'", 'there is no variable sectr'],
    [
      'a panel that asks nothing',
      PROBER,
      /"query":"SELECT[^"\\]*(\\.[^"\\]*)*"/,
      '"query":""',
      'a query asks nothing',
    ],
    ['a panel without queries', PROBER, /"targets":\[[^\]]*\]/, '"targets":[]', 'it asks nothing'],
    ['a panel without a title', PROBER, '"title":"Probes done"', '"title":""', 'it has no title'],
    [
      'a panel without a description',
      PROBER,
      /"description":"Memory of the program."/,
      '"description":""',
      'it has no description',
    ],
    ['fields without a unit', PROBER, '"unit":"short"', '"unit":""', 'its fields have no unit'],
    [
      'a column without a unit',
      PROBER,
      '{"id":"unit","value":"none"}',
      '{"id":"min","value":0}',
      'the column slots has no unit',
    ],
    [
      'confirmations counted as samples',
      SECTOR,
      `\\"attempt\\" = '1' AND `,
      '',
      'it counts confirmations as samples',
    ],
    [
      'a link to nothing',
      SECTOR,
      '/d/yamabiko-target?',
      '/d/yamabiko-targt?',
      'which is not there',
    ],
    [
      'links by a tag that nobody has',
      SECTOR,
      '"type":"dashboards","icon":"","tooltip":"","tags":["yamabiko-ja"]',
      '"type":"dashboards","icon":"","tooltip":"","tags":["yamabiko-jp"]',
      'the tag yamabiko-jp',
    ],
    [
      'a uid that is taken',
      SECTOR,
      '"uid":"yamabiko-sector"',
      '"uid":"yamabiko-target"',
      'has the uid yamabiko-target',
    ],
    ['no uid', SECTOR, '"uid":"yamabiko-sector"', '"uid":""', 'has 1 to 40 characters'],
    [
      'a forbidden word',
      SECTOR,
      '"title":"失敗の割合"',
      '"title":"失敗の原因"',
      'a forbidden word',
    ],
    [
      'a forbidden word',
      PROBER,
      '"title":"Probes done"',
      '"title":"The cause"',
      'a forbidden word',
    ],
    ['words without any', SECTOR, /"content":"[^"]*"/, '"content":""', 'it says nothing'],
  ])('finds %s in %s', (_, path, from, to, problem) => {
    expect(lintDashboards(withChange(path, from, to)).join('\n')).toContain(problem);
  });

  it('finds a dashboard without panels', () => {
    const empty = ALL.map((each) =>
      each.path === PROBER ? { ...each, dashboard: { ...each.dashboard, panels: [] } } : each,
    );
    expect(lintDashboards(empty)).toContain(`${PROBER}: it has no panel`);
  });

  it('finds a dashboard that one language lacks', () => {
    const without = ALL.filter(({ path }) => path !== 'sectors/gas/en/target.json');
    expect(lintDashboards(without)).toContain(
      'sectors/gas/ja/target.json: there is no sectors/gas/en/target.json',
    );
  });

  it('lets "because" and the standing sentence pass', () => {
    const changed = withChange(PROBER, '"title":"Probes done"', '"title":"Because"');
    expect(lintDashboards(changed)).toEqual([]);
  });
});
