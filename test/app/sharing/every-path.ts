import type { Viewer } from '../../../src/core/words/viewer.ts';
import { readRightOf } from '../../../src/share/rules/read-right.ts';
import type { SharedTarget } from '../../../src/share/rules/shared-target.ts';
import type { SharedBoard } from './shared-board.ts';

/** The same for everybody: what the program is, and how many sites the operator tells all that it measures. */
const PUBLIC: ReadonlySet<string> = new Set(['/api/openapi.json', '/about-measurement', '/*']);

/**
 * Every route of data that the router has, with each kind of id and filter, some of incidents and a day by
 * a moment of it, epoch ms; streams are listened to.
 */
export function pathsOf(
  { routes }: Pick<SharedBoard, 'routes'>,
  council: readonly SharedTarget[],
  viewer: Viewer,
  { incidents, at }: { readonly incidents: readonly string[]; readonly at: number },
): string[] {
  const sectors = [...new Set(council.map(({ sector }) => sector))];
  const rights = new Map(council.map((each) => [each.id, readRightOf(viewer, each)]));
  const ofRight = (right: string) => [...rights].find(([, own]) => own === right)?.[0] ?? 'none';
  const targets = ['detail', 'judgement', 'bands', 'nothing', 'gone'].map(ofRight);
  const ids: Readonly<Record<string, readonly string[]>> = {
    '/api/targets/': targets,
    '/api/export/samples/': targets,
    '/api/sectors/': [...sectors, 'gone'],
    '/api/export/sectors/': [...sectors, 'gone'],
    '/api/members/': ['detail', 'judgement', 'bands', 'nothing'].map((right) => {
      return council.find(({ id }) => rights.get(id) === right)?.member ?? 'none';
    }),
    '/api/incidents/': ['20261122-1', 'pattern-1', ...incidents.slice(0, 4)],
  };
  const filters: Readonly<Record<string, readonly string[]>> = {
    '/api/judging': ['', ...targets.map((id) => `?target=${id}`), '?sector=bank', '?sector=rail'],
    '/api/export/bands': ['', '?format=ndjson&sector=bank'],
    '/api/export/incidents': ['', '?format=ndjson&sector=rail'],
    '/api/export/incident-list': ['', '?format=ndjson'],
    '/api/day': ['', '?sector=bank', '?sector=rail', `?on=${at}`],
    '/api/incidents': ['', '?open=true', ...targets.map((id) => `?target=${id}`)],
    '/api/audit/lines': ['?format=csv', '?format=ndjson'],
    '/api/sites': ['?search=bank', '?search=rail-1', '?search=new', '?search='],
  };
  return routes
    .filter(({ method, path }) => method === 'GET' && !PUBLIC.has(path) && path !== '/api/stream')
    .flatMap(({ path }) => {
      const folder = path.slice(0, path.indexOf(':'));
      if (path.includes(':id')) return (ids[folder] ?? ['x']).map((id) => path.replace(':id', id));
      return (filters[path] ?? ['']).map((filter) => path + filter);
    });
}

/** What is answered to a viewer, with its headers, and his snapshot; a line each. */
export async function askedOf(
  board: SharedBoard,
  viewer: Viewer,
  paths: readonly string[],
): Promise<string[]> {
  const lines: string[] = [];
  for (const path of paths) {
    const { status, headers, text } = await board.ask(viewer, path);
    lines.push(`${path} ${status} ${JSON.stringify(headers)} ${text}`);
  }
  lines.push(JSON.stringify(await board.snapshot(viewer)));
  return lines;
}
