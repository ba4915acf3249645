import { STANDING_SENTENCE } from '../src/core/words/language.ts';
import type { DashboardJson } from './frame.ts';
import type { Json } from './without-unknown.ts';

/** What a dashboard's JSON says, as far as it is looked at; nothing is taken for granted. */
export interface ReadDashboard {
  readonly uid: string;
  readonly tags: readonly string[];
  readonly variables: readonly string[];
  readonly panels: readonly ReadPanel[];
  /** Every query: of panels, variables and annotations. */
  readonly queries: readonly ReadQuery[];
  /** Uid of every data source named. */
  readonly sources: readonly string[];
  /** URLs of links of the dashboard and of its data. */
  readonly links: readonly string[];
  readonly linkedTags: readonly string[];
  /** What people read, without the standing sentence. */
  readonly texts: readonly string[];
}

export interface ReadQuery {
  readonly query: string;
  /** Uid of the data source that is asked. */
  readonly source: string;
}

export interface ReadPanel {
  readonly id: number | null;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly queries: readonly string[];
  /** null = none for the fields without one of their own. */
  readonly unit: string | null;
  /** Fields that have a unit of their own. */
  readonly withUnit: readonly string[];
  /** Columns that the queries of a table give. */
  readonly columns: readonly string[];
  /** Of a panel of words. */
  readonly text: string;
}

export function readDashboard(dashboard: DashboardJson): ReadDashboard {
  const panels = listAt(dashboard, 'panels').map(readPanel);
  const variables = listAt(at(dashboard, 'templating'), 'list');
  const annotations = listAt(at(dashboard, 'annotations'), 'list');
  const dataLinks = findAll(dashboard['panels'] ?? null, 'url');
  const links = listAt(dashboard, 'links');
  return {
    uid: textAt(dashboard, 'uid'),
    tags: listAt(dashboard, 'tags').map(String),
    variables: variables.map((each) => textAt(each, 'name')),
    panels,
    queries: [
      ...listAt(dashboard, 'panels').flatMap((panel) => listAt(panel, 'targets').map(readQuery)),
      ...variables.filter((each) => textAt(each, 'type') === 'query').map(readQuery),
      ...annotations.map((each) => ({
        ...readQuery(each),
        query: textAt(at(each, 'target'), 'query'),
      })),
    ],
    sources: findAll(dashboard, 'datasource').map((each) => textAt(each, 'uid')),
    links: [...dataLinks.map(String), ...links.map((each) => textAt(each, 'url'))],
    linkedTags: links.flatMap((each) => listAt(each, 'tags').map(String)),
    texts: TEXT_KEYS.flatMap((key) => findAll(dashboard, key))
      .map((text) => (typeof text === 'string' ? withoutStanding(text) : ''))
      .filter((text) => text !== ''),
  };
}

function readQuery(asking: Json): ReadQuery {
  return { query: textAt(asking, 'query'), source: textAt(at(asking, 'datasource'), 'uid') };
}

const TEXT_KEYS = ['title', 'description', 'content', 'text', 'label', 'noValue', 'displayName'];

function withoutStanding(text: string): string {
  return Object.values(STANDING_SENTENCE).reduce((left, each) => left.replaceAll(each, ''), text);
}

function readPanel(panel: Json): ReadPanel {
  const targets = listAt(panel, 'targets');
  const fieldConfig = at(panel, 'fieldConfig');
  const unit = textAt(at(fieldConfig, 'defaults'), 'unit');
  const queries = targets.map((target) => textAt(target, 'query'));
  const id = at(panel, 'id');
  return {
    id: typeof id === 'number' ? id : null,
    type: textAt(panel, 'type'),
    title: textAt(panel, 'title'),
    description: textAt(panel, 'description'),
    queries,
    unit: unit === '' ? null : unit,
    withUnit: listAt(fieldConfig, 'overrides')
      .filter((each) =>
        listAt(each, 'properties').some((property) => textAt(property, 'id') === 'unit'),
      )
      .map((each) => textAt(at(each, 'matcher'), 'options')),
    columns: ['Time', ...queries.flatMap(columnsOf)],
    text: textAt(at(panel, 'options'), 'content'),
  };
}

/** Names given by AS, and the tags by which a query is grouped. */
function columnsOf(query: string): readonly string[] {
  const names = [...query.matchAll(/ AS "(\w+)"/g)].map(([, name]) => name ?? '');
  const [, groups = ''] = /GROUP BY ([^)]*)$/.exec(query) ?? [];
  return [...names, ...[...groups.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? '')];
}

function at(value: Json, key: string): Json {
  return isRecord(value) ? (value[key] ?? null) : null;
}

function listAt(value: Json, key: string): readonly Json[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}

function textAt(value: Json, key: string): string {
  const found = at(value, key);
  return typeof found === 'string' ? found : '';
}

/** What stands under a key, however deep. */
function findAll(value: Json, key: string): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap((each) => findAll(each, key));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === key ? [each, ...findAll(each, key)] : findAll(each, key),
  );
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
