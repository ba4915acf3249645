import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import {
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
  type DynamicConfigValue,
  type Threshold,
  type ThresholdsConfig,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Column, DataLink, PanelQuery, PanelSpec } from './panel-spec.ts';

/** What the builders of all panels with data have in common. */
interface Dressable {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  datasource(source: DataSourceRef): this;
  withTarget(target: Builder<Dataquery>): this;
  interval(interval: string): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  mappings(mappings: ValueMapping[]): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  noValue(noValue: string): this;
  dataLinks(links: Builder<DashboardLink>[]): this;
  overrideByName(name: string, properties: DynamicConfigValue[]): this;
  timeFrom(timeFrom: string): this;
}

/** Gives a builder what a panel's description says, whatever its kind. */
export function dress<B extends Dressable>(
  builder: B,
  spec: PanelSpec,
  format: 'time_series' | 'table',
): B {
  builder
    .id(spec.id)
    .title(spec.title)
    .description(spec.description)
    .datasource(dataSource(spec.source))
    .interval(SHORTEST_INTERVAL)
    .unit(spec.unit)
    .thresholds(absolute(spec.steps ?? [{ value: null, color: 'text' }]));
  spec.queries.forEach((query, at) => {
    builder.withTarget(influxQuery(query, { refId: refIdOf(at), source: spec.source, format }));
  });
  if (spec.decimals !== undefined) builder.decimals(spec.decimals);
  if (spec.min !== undefined) builder.min(spec.min);
  if (spec.max !== undefined) builder.max(spec.max);
  if (spec.mappings !== undefined) builder.mappings([...spec.mappings]);
  if (spec.noValue !== undefined) builder.noValue(spec.noValue);
  if (spec.links !== undefined) builder.dataLinks(spec.links.map(linkOf));
  if (spec.timeFrom !== undefined) builder.timeFrom(spec.timeFrom);
  for (const column of spec.columns ?? []) {
    builder.overrideByName(column.field, propertiesOf(column));
  }
  return builder;
}

/** Most sites are measured once a minute; finer intervals would show holes. */
const SHORTEST_INTERVAL = '1m';

/** The variable's data source, as Grafana wants it in every query. */
export function dataSource(variable: string): DataSourceRef {
  return { type: 'influxdb', uid: `\${${variable}}` };
}

interface QueryPlace {
  readonly refId: string;
  readonly source: string;
  readonly format: 'time_series' | 'table';
}

/** A query as Grafana's InfluxDB data source stores it; the SDK has no builder for it. */
function influxQuery({ query, alias }: PanelQuery, place: QueryPlace): Builder<Dataquery> {
  const stored = {
    refId: place.refId,
    datasource: dataSource(place.source),
    rawQuery: true,
    query,
    resultFormat: place.format,
    ...(alias === undefined ? {} : { alias }),
  };
  return { build: () => asDataquery(stored) };
}

/** Any plain object is a query to Grafana; the SDK marks the type by a method that is left out of JSON. */
export function asDataquery<T extends object>(query: T): T & Dataquery {
  return { ...query, _implementsDataqueryVariant: () => {} };
}

/** A, B, C, … */
function refIdOf(at: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + at);
}

function absolute(steps: readonly Threshold[]): Builder<ThresholdsConfig> {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]);
}

function linkOf({ title, url }: DataLink): Builder<DashboardLink> {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url);
}

function propertiesOf(column: Column): DynamicConfigValue[] {
  const properties: (DynamicConfigValue | null)[] = [
    propertyOf('displayName', column.title),
    propertyOf('unit', column.unit),
    propertyOf('decimals', column.decimals),
    propertyOf('mappings', column.mappings),
    propertyOf('links', column.links),
    propertyOf('custom.width', column.width),
  ];
  if (column.colour !== undefined) {
    properties.push(propertyOf('color', { mode: 'fixed', fixedColor: column.colour }));
  }
  if (column.steps !== undefined) {
    properties.push(propertyOf('thresholds', { mode: 'absolute', steps: column.steps }));
  }
  if (column.steps !== undefined || column.isColoured === true) {
    properties.push(propertyOf('custom.cellOptions', { type: 'color-text' }));
  }
  if (column.isDashed === true) {
    properties.push(propertyOf('custom.lineStyle', { fill: 'dash', dash: [8, 8] }));
    properties.push(propertyOf('custom.fillOpacity', 0));
    properties.push(propertyOf('custom.stacking', { mode: 'none', group: 'B' }));
  }
  return properties.filter((each) => each !== null);
}

function propertyOf(id: string, value: unknown): DynamicConfigValue | null {
  return value === undefined ? null : { id, value };
}
