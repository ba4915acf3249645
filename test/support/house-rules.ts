import type { SourceModule } from './source-tree.ts';

/** A rule of the house: what it says, and the places that break it. */
export interface HouseRule {
  readonly name: string;
  broken(modules: readonly SourceModule[]): string[];
}

export const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 60;

/** `main`, `app`, the folder under src, or null outside src. */
function roomOf(path: string): string | null {
  const [top, second, third] = path.split('/');
  if (top !== 'src' || second === undefined) return null;
  return third === undefined ? second.replace(/\.[a-z]+$/, '') : second;
}

function isPure(path: string): boolean {
  return path.startsWith('src/core/') || /^src\/(\w+)\/(rules|stages)\//.test(path);
}

function isWeb(path: string): boolean {
  return path.startsWith('src/board/web/');
}

function mayImport(from: string, to: string): boolean {
  const room = roomOf(from);
  const other = roomOf(to);
  if (room === other || other === 'core') return true;
  if (room === 'main') return other === 'cli';
  if (room === 'cli') return other === 'app';
  if (room === 'app' && to.startsWith('dashboards/')) return true;
  return room === 'app' && other !== null && other !== 'cli' && other !== 'main';
}

const star: HouseRule = {
  name: 'a folder imports core and itself; app sees every part; cli and main stand above it',
  broken: (modules) =>
    relativeImports(modules).flatMap(({ from, to }) =>
      roomOf(from) !== null && !isWeb(from) && !mayImport(from, to)
        ? [`${from} imports ${to}`]
        : [],
    ),
};

const web: HouseRule = {
  name: 'the pages import core, board/dto.ts and dto/, preact and uplot; nothing imports the pages',
  broken: (modules) =>
    modules.flatMap((module) =>
      module.imports.flatMap(({ specifier, target }) => {
        const toWeb = target !== null && isWeb(target);
        if (!isWeb(module.path)) return toWeb ? [`${module.path} imports ${target}`] : [];
        const allowed =
          target === null
            ? /^(preact|uplot)(\/|$)/.test(specifier)
            : toWeb || /^src\/(core\/|board\/dto(\.ts$|\/))/.test(target);
        return allowed || module.path.endsWith('vite.config.ts')
          ? []
          : [`${module.path} imports ${specifier}`];
      }),
    ),
};

const OF_CORE_FOR_DASHBOARDS = /^src\/core\/((schema|buckets|influxql|grafana-names)\.ts$|words\/)/;

const dashboards: HouseRule = {
  name: "dashboards import core's stored names, InfluxQL and words; app alone imports dashboards",
  broken: (modules) =>
    relativeImports(modules).flatMap(({ from, to }) =>
      from.startsWith('dashboards/') && to.startsWith('src/') && !OF_CORE_FOR_DASHBOARDS.test(to)
        ? [`${from} imports ${to}`]
        : [],
    ),
};

const acyclic: HouseRule = {
  name: 'no import cycles, types included',
  broken: (modules) => {
    const edges = new Map(
      modules.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' > '));
        return;
      }
      if (done.has(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    return cycles;
  },
};

const IMPURE =
  /\b(process|console|performance|fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\b(?!\s*[:?])|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/;

const pure: HouseRule = {
  name: 'core, rules and stages are pure: no node:, no package, no clock, no I/O',
  broken: (modules) =>
    modules.flatMap(({ path, imports, code }) => {
      if (!isPure(path)) return [];
      const outside = imports.filter(({ target }) => target === null);
      const impure = IMPURE.exec(code)?.[0];
      return [
        ...outside.map(({ specifier }) => `${path} imports ${specifier}`),
        ...(impure === undefined ? [] : [`${path} uses ${impure}`]),
      ];
    }),
};

const size: HouseRule = {
  name: `a file has at most ${MAX_FILE_LINES} lines, a function at most ${MAX_FUNCTION_LINES}`,
  broken: (modules) =>
    modules.flatMap(({ path, lines, functions }) => [
      ...(lines > MAX_FILE_LINES ? [`${path} has ${lines} lines`] : []),
      ...functions
        .filter((each) => each.lines > MAX_FUNCTION_LINES)
        .map((each) => `${path}:${each.line} has a function of ${each.lines} lines`),
    ]),
};

const GRAB_BAGS = /(^|\/)(index|utils?|helpers?|types|common|misc)(\.|\/)/;

const names: HouseRule = {
  name: 'no barrels and no grab-bags',
  broken: (modules) =>
    modules.filter(({ path }) => GRAB_BAGS.test(path)).map(({ path }) => `${path} is a grab-bag`),
};

/** Rooms whose words and data reach people or other programs. */
const OUTLET_ROOMS = new Set(['board', 'cli', 'notify', 'report', 'share', 'app', 'main']);
const WRITERS =
  /\bprocess\.std(out|err)\b|\bconsole\.\w+|\bc\.(json|text|html|body)\(|\bnew Response\(|\bResponse\.json\(|\bstream(SSE|Text)?\(c\b|\b(writeFile|appendFile|createWriteStream)(Sync)?\(/;

const outlet: HouseRule = {
  name: 'only share/seal.ts closes marked data, only an outlet.ts opens it or writes to the outside',
  broken: (modules) =>
    modules.flatMap(({ path, code }) => {
      if (!path.startsWith('src/') || path === 'src/core/words/marked.ts' || isWeb(path)) return [];
      const isOutlet = path.endsWith('/outlet.ts');
      const found: string[] = [];
      if (/\bMarked\s*\.\s*close\b/.test(code) && path !== 'src/share/seal.ts') {
        found.push(`${path} closes marked data`);
      }
      if (isOutlet) return found;
      if (/\bMarked\s*\.\s*open\b/.test(code)) found.push(`${path} opens marked data`);
      const writer = OUTLET_ROOMS.has(roomOf(path) ?? '') ? WRITERS.exec(code)?.[0] : undefined;
      if (writer !== undefined) found.push(`${path} writes with ${writer}`);
      return found;
    }),
};

const lookup: HouseRule = {
  name: 'dns.lookup is forbidden: its four threads let one dead name falsify every dns phase',
  broken: (modules) =>
    modules.flatMap(({ path, code, imports }) => {
      const named = imports.some(
        ({ specifier, names: imported }) =>
          /^node:dns(\/promises)?$/.test(specifier) && imported.includes('lookup'),
      );
      return path.startsWith('src/') &&
        (named || /\bdns(Promises|\.promises)?\.lookup\b/.test(code))
        ? [`${path} uses dns.lookup`]
        : [];
    }),
};

const HTTP_CLIENT = /(?<![.\w])fetch\(|\bhttps?\.(request|get)\(/;
const CLIENT_NAMES: ReadonlySet<string> = new Set(['request', 'get', 'Agent']);

/** The second runs in the spool's thread, where the official client of InfluxDB writes. */
const OUTGOING: ReadonlySet<string> = new Set([
  'src/app/outgoing.ts',
  'src/store/spool/bucket-writer.ts',
]);
const MAIL = 'src/notify/channels/mail.ts';

const outgoing: HouseRule = {
  name: 'app/outgoing.ts and the writer of the spool alone make HTTP requests that are not probes, channels/mail.ts alone speaks SMTP; a probe knows no proxy',
  broken: (modules) =>
    modules.flatMap(({ path, code, imports }) => {
      if (!path.startsWith('src/') || isWeb(path) || OUTGOING.has(path)) return [];
      const isProbe = roomOf(path) === 'probe';
      const client = imports.some(({ specifier, names: imported }) => {
        if (/^nodemailer(\/|$)/.test(specifier)) return path !== MAIL;
        if (specifier === 'undici') return !isProbe || imported.some((each) => !isOfProbe(each));
        return /^node:https?$/.test(specifier) && imported.some((each) => CLIENT_NAMES.has(each));
      });
      return client || HTTP_CLIENT.test(code) ? [`${path} makes outgoing requests`] : [];
    }),
};

/** What probes take of undici: one connection of their own, never what may choose a proxy. */
function isOfProbe(name: string): boolean {
  return ['Client', 'Dispatcher', 'buildConnector'].includes(name);
}

function relativeImports(modules: readonly SourceModule[]): { from: string; to: string }[] {
  return modules.flatMap(({ path, imports }) =>
    imports.flatMap(({ target }) => (target === null ? [] : [{ from: path, to: target }])),
  );
}

export const HOUSE_RULES: Readonly<Record<string, HouseRule>> = {
  star,
  web,
  dashboards,
  acyclic,
  pure,
  size,
  names,
  outlet,
  lookup,
  outgoing,
};
