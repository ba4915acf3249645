import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  ConstantVariableBuilder,
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCE_UIDS } from '../src/core/grafana-names.ts';
import { PROBE, PROBER } from '../src/core/schema.ts';
import type { Text } from '../src/core/words/language.ts';
import { type DashboardSet, DETAIL, detailUid, LONG, SHARED } from './dashboard-set.ts';
import { dataSource } from './dress.ts';
import { wordsOf } from './influxql.ts';

export type Variable = Builder<VariableModel>;

const probe = wordsOf(PROBE);
const prober = wordsOf(PROBER);

/** The whole of a tag's values: Grafana puts it between `/^` and `$/`. */
const EVERY = '.*';

const LABELS = {
  [DETAIL]: { ja: 'データソース（計測値）', en: 'Data source (samples)' },
  [SHARED]: { ja: 'データソース（共有）', en: 'Data source (shared)' },
  [LONG]: { ja: 'データソース（1時間集計）', en: 'Data source (1 h roll-ups)' },
} as const satisfies Record<string, Text>;

/** The data source of a dashboard, which its reader may exchange. */
export function sourceVariable(set: DashboardSet, name: keyof typeof LABELS): Variable {
  const uid = {
    [DETAIL]: detailUid(set),
    [SHARED]: DATA_SOURCE_UIDS.shared,
    [LONG]: DATA_SOURCE_UIDS.rollups['1h'],
  }[name];
  return new DatasourceVariableBuilder(name)
    .label(LABELS[name][set.language])
    .type('influxdb')
    .current({ selected: true, text: uid, value: uid });
}

/** One sector by its name; in a sector's own organisation there is nothing to choose. */
export function sectorVariable({ council, sector, language }: DashboardSet): Variable {
  if (sector !== null) return new ConstantVariableBuilder('sector').value(sector.id);
  const options = council.sectors.map(({ id, name }, at) => ({
    selected: at === 0,
    text: name[language],
    value: id,
  }));
  const builder = new CustomVariableBuilder('sector')
    .label({ ja: 'セプター', en: 'Sector' }[language])
    .values(options.map(({ text, value }) => `${escapedOption(text)} : ${value}`).join(','))
    .options(options);
  const [first] = options;
  return first === undefined ? builder : builder.current(first);
}

/** Grafana parts options at commas. */
function escapedOption(text: string): string {
  return text.replaceAll(',', '\\,');
}

/** Members of the chosen sector that have samples. */
export function memberVariable({ language }: DashboardSet): Variable {
  return tagVariable({
    name: 'member',
    label: { ja: '構成員', en: 'Member' }[language],
    query: probe.valuesOf('member', [probe.is('sector', '$sector')]),
    isMany: true,
  });
}

/** One site of the chosen members. */
export function targetVariable({ language }: DashboardSet): Variable {
  const where = [probe.is('sector', '$sector'), probe.isChosen('member', 'member')];
  return tagVariable({
    name: 'target',
    label: { ja: '計測対象', en: 'Site' }[language],
    query: probe.valuesOf('target', where),
    isMany: false,
  });
}

export function vantageVariable({ language }: DashboardSet): Variable {
  return tagVariable({
    name: 'vantage',
    label: { ja: '観測点', en: 'Vantage' }[language],
    query: prober.valuesOf('vantage'),
    isMany: true,
  });
}

interface TagVariable {
  readonly name: string;
  readonly label: string;
  readonly query: string;
  readonly isMany: boolean;
}

function tagVariable({ name, label, query, isMany }: TagVariable): Variable {
  const builder = new QueryVariableBuilder(name)
    .label(label)
    .datasource(dataSource(DETAIL))
    .query(query)
    .refresh(VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.NaturalAsc);
  if (!isMany) return builder;
  return builder
    .multi(true)
    .includeAll(true)
    .allValue(EVERY)
    .current({ selected: true, text: ['All'], value: ['$__all'] });
}

/** IPv4, IPv6 or both; a site's own page shows one at a time. */
export function familyVariable({ language }: DashboardSet, isMany: boolean): Variable {
  const options = [
    { selected: !isMany, text: 'IPv4', value: '4' },
    { selected: false, text: 'IPv6', value: '6' },
  ];
  const builder = new CustomVariableBuilder('family')
    .label({ ja: 'IPの版', en: 'IP family' }[language])
    .values('IPv4 : 4,IPv6 : 6')
    .options(options);
  if (!isMany) return builder.current({ selected: true, text: 'IPv4', value: '4' });
  return builder
    .multi(true)
    .includeAll(true)
    .allValue(EVERY)
    .current({ selected: true, text: ['All'], value: ['$__all'] });
}
