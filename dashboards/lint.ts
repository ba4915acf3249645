import type { DashboardJson } from './frame.ts';
import { type ReadDashboard, type ReadPanel, readDashboard } from './read-dashboard.ts';

/** A dashboard of a set under the path of its file, of which its twin in the other language differs by `ja` and `en`. */
export interface LintedDashboard {
  readonly path: string;
  readonly dashboard: DashboardJson;
}

/** What is wrong with dashboards that Grafana would take without a word; one line each. */
export function lintDashboards(dashboards: readonly LintedDashboard[]): readonly string[] {
  const read = dashboards.map(({ path, dashboard }) => ({ path, ...readDashboard(dashboard) }));
  return [
    ...read.flatMap((each) =>
      [
        ...panelProblems(each),
        ...queryProblems(each),
        ...variableProblems(each),
        ...linkProblems(each, read),
      ].map((problem) => `${each.path}: ${problem}`),
    ),
    ...repeatedUids(read),
    ...missingTwins(dashboards.map(({ path }) => path)),
    ...dashboards.flatMap(forbiddenWords),
  ];
}

type Read = ReadDashboard & { readonly path: string };

function panelProblems({ panels }: Read): string[] {
  const ids = panels.map(({ id }) => id);
  const problems = panels.length === 0 ? ['it has no panel'] : [];
  for (const panel of panels) {
    if (panel.id === null || panel.id < 1) problems.push(`${panel.title}: it has no id`);
    else if (ids.indexOf(panel.id) !== ids.lastIndexOf(panel.id)) {
      problems.push(`${panel.title}: another panel has the id ${panel.id}`);
    }
    problems.push(...ownProblems(panel).map((problem) => `${panel.title}: ${problem}`));
  }
  return problems;
}

function ownProblems(panel: ReadPanel): string[] {
  if (panel.type === 'text') return panel.text.trim() === '' ? ['it says nothing'] : [];
  const problems: string[] = [];
  if (panel.title === '') problems.push('it has no title');
  if (panel.description === '') problems.push('it has no description');
  if (panel.queries.length === 0) problems.push('it asks nothing');
  if (panel.unit === null) problems.push('its fields have no unit');
  const bare =
    panel.type === 'table' ? panel.columns.filter((name) => !panel.withUnit.includes(name)) : [];
  problems.push(...bare.map((name) => `the column ${name} has no unit`));
  for (const query of panel.queries) {
    if (/FROM "probe"/.test(query) && !query.includes(`"attempt" = '1'`)) {
      problems.push('it counts confirmations as samples');
    }
  }
  return problems;
}

/** Of panels, variables and annotations alike. */
function queryProblems({ queries, sources }: Read): string[] {
  const problems: string[] = [];
  if (queries.some(({ query }) => query.trim() === '')) problems.push('a query asks nothing');
  if (sources.some((uid) => !/^\$\{\w+\}$/.test(uid))) {
    problems.push('a data source is not taken from a variable');
  }
  return problems;
}

/** Of Grafana itself. */
const BUILT_IN = /^(__|timeFilter$|tag_|col$)/;

function variableProblems({ variables, queries, sources }: Read): string[] {
  const used = [...queries.map(({ query }) => query), ...sources].flatMap((text) =>
    [...text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? ''),
  );
  const unknown = used.filter((name) => !BUILT_IN.test(name) && !variables.includes(name));
  return [...new Set(unknown)].map((name) => `there is no variable ${name}`);
}

/** Those of the same organisation. */
function folderOf(path: string): string {
  return path.split('/').slice(0, -2).join('/');
}

function linkProblems(from: Read, all: readonly Read[]): string[] {
  const near = all.filter(({ path }) => folderOf(path) === folderOf(from.path));
  const uids = near.map(({ uid }) => uid);
  const lost = from.links.filter((url) => {
    const uid = /^\/d\/([\w-]+)/.exec(url)?.[1];
    return uid !== undefined && !uids.includes(uid);
  });
  const tags = new Set(near.flatMap((each) => each.tags));
  return [
    ...lost.map((url) => `it links to ${url}, which is not there`),
    ...from.linkedTags
      .filter((tag) => !tags.has(tag))
      .map((tag) => `it links to dashboards with the tag ${tag}; there are none`),
  ];
}

function repeatedUids(all: readonly Read[]): string[] {
  const seen = new Map<string, string>();
  return all.flatMap(({ path, uid }) => {
    if (uid === '' || uid.length > 40) return [`${path}: the uid ${uid} has 1 to 40 characters`];
    const key = `${folderOf(path)} ${uid}`;
    const other = seen.get(key);
    seen.set(key, path);
    return other === undefined ? [] : [`${path}: ${other} has the uid ${uid}`];
  });
}

function missingTwins(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const twin = path.includes('/ja/')
      ? path.replace('/ja/', '/en/')
      : path.replace('/en/', '/ja/');
    return paths.includes(twin) && twin !== path ? [] : [`${path}: there is no ${twin}`];
  });
}

const FORBIDDEN = /標的|ターゲット|攻撃|原因|\battack\b|\bcause\b/i;

/** Words that say more than was measured; the standing sentence says that we do not say it. */
function forbiddenWords({ path, dashboard }: LintedDashboard): string[] {
  return readDashboard(dashboard)
    .texts.filter((text) => FORBIDDEN.test(text))
    .map((text) => `${path}: "${text}" holds a forbidden word`);
}
