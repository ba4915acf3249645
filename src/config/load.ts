import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../core/config.ts';
import { codeOf } from '../core/errors.ts';
import { localDateOf } from '../core/time/local-date.ts';
import { buildConfig } from './build.ts';
import { loadCalendar } from './calendar-load.ts';
import { checkAddresses, type Reachability } from './check-addresses.ts';
import { checkAsFile } from './check-as-file.ts';
import { checkContacts } from './check-contacts.ts';
import { checkCouncil } from './check-council.ts';
import { checkEnrolment } from './check-enrolment.ts';
import { checkIds } from './check-ids.ts';
import { checkLimits } from './check-limits.ts';
import { checkNotify } from './check-notify.ts';
import { checkOpenId } from './check-openid.ts';
import { checkSectors } from './check-sectors.ts';
import { checkTargets } from './check-targets.ts';
import { checkUrls } from './check-urls.ts';
import { checkValidDays } from './check-valid-days.ts';
import { type CouncilFile, councilFileSchema } from './council-schema.ts';
import { DEFAULTS } from './defaults.ts';
import { timezoneSchema } from './leaf-schemas.ts';
import { loadMaintenance } from './maintenance-load.ts';
import { type Outline, outlineOfCouncil, outlineOfSector } from './outline.ts';
import { inOrder, isWarning, type Problem } from './problem.ts';
import { type SectorFile, sectorFileSchema } from './sector-schema.ts';
import { problemsOfShape } from './shape-problems.ts';
import { type ReadFile, readSourceFile, unreadable, valueAt } from './source-file.ts';

/** The configuration, or everything that is wrong with it; both in the order of the files. */
export type LoadedConfig =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly Problem[] }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      readonly warnings: readonly Problem[];
    };

export interface LoadOptions {
  /** Epoch ms; omitted = the time of the call. */
  readonly now?: number;
  /** Omitted = addresses written in URLs are not looked at. */
  readonly isReachable?: Reachability;
  /** What stands in for files (`sectors/gas.yaml`), to look at a change before it is written. */
  readonly instead?: ReadonlyMap<string, ReadFile>;
  /** `sectors/` is not looked at; the configuration has none. */
  readonly withoutSectors?: boolean;
}

/**
 * Reads `yamabiko.yaml` and `sectors/*.yaml` below `dir`. Never rejects for what the
 * files say or for files that cannot be read: those are problems, all of them at once. What is not
 * valid on the day of `now` is a warning, and in the configuration all the same.
 */
export async function loadConfig(dir: string, options: LoadOptions = {}): Promise<LoadedConfig> {
  const folder = options.withoutSectors === true ? NO_SECTORS : await listSectors(dir);
  const [council, ...sectors] = await Promise.all(
    ['yamabiko.yaml', ...folder.files].map((file) => readOr(dir, file, options.instead)),
  );
  const files = parseFiles({ council: council ?? NOT_READ, sectors });
  const outline: Outline = {
    ...files.outline,
    isComplete: files.outline.isComplete && folder.isRead,
  };
  const day = dayOf(outline, options);
  const calendar = await loadCalendar(dir, outline, day.today);
  const maintenance = await loadMaintenance(outline, { dir, calendar, ...day });
  const found = inOrder([
    ...folder.problems,
    ...files.problems,
    ...calendar.problems,
    ...maintenance.problems,
    ...(await checkAsFile(dir, outline)),
    ...problemsBetween(outline, day, options),
  ]);
  const warnings = found.filter(isWarning);
  const problems = found.filter((problem) => !isWarning(problem));
  if (problems.length > 0 || files.council === null) return { ok: false, problems, warnings };
  const config = buildConfig(files.council, files.sectors, { calendar, maintenance });
  return { ok: true, config, warnings };
}

/** As a folder that could not be read: what is missing in it is nobody's mistake. */
const NO_SECTORS: SectorFolder = { files: [], isRead: false, problems: [] };
const NOT_READ: ReadFile = { source: null, problems: [] };

async function readOr(
  dir: string,
  file: string,
  instead: LoadOptions['instead'],
): Promise<ReadFile> {
  return instead?.get(file) ?? (await readSourceFile(dir, file));
}

interface SectorFolder {
  readonly files: readonly string[];
  readonly isRead: boolean;
  readonly problems: readonly Problem[];
}

async function listSectors(dir: string): Promise<SectorFolder> {
  let names: readonly string[];
  try {
    names = (await readdir(join(dir, 'sectors'))).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    const problems = codeOf(error) === null ? [] : [unreadable('sectors', error)];
    if (problems.length === 0) throw error;
    return { files: [], isRead: false, problems };
  }
  const isYaml = (name: string) => name.endsWith('.yaml');
  return {
    files: names.filter(isYaml).map((name) => `sectors/${name}`),
    isRead: true,
    problems: names.filter((name) => !isYaml(name)).map(ignored),
  };
}

function ignored(name: string): Problem {
  return {
    file: `sectors/${name}`,
    line: 1,
    column: 1,
    path: '',
    code: 'file_ignored',
    found: name,
    expected: {
      ja: '読み込まれません（読み込むのは .yaml で終わるファイルだけです）',
      en: 'not read (only files that end in .yaml are)',
    },
  };
}

interface ParsedFiles {
  readonly outline: Outline;
  /** null where `yamabiko.yaml` has the wrong shape. */
  readonly council: CouncilFile | null;
  /** Those of the right shape. */
  readonly sectors: readonly SectorFile[];
  readonly problems: readonly Problem[];
}

function parseFiles(read: { council: ReadFile; sectors: readonly ReadFile[] }): ParsedFiles {
  const problems = [read.council, ...read.sectors].flatMap((file) => file.problems);
  const sources = read.sectors.flatMap(({ source }) => source ?? []);
  const wholes = sources.map((source): SectorFile | null => {
    const parsed = sectorFileSchema.safeParse(source.data);
    if (parsed.success) return parsed.data;
    problems.push(...problemsOfShape(source, parsed.error));
    return null;
  });
  const { source } = read.council;
  const parsed = source === null ? null : councilFileSchema.safeParse(source.data);
  if (source !== null && parsed?.error) problems.push(...problemsOfShape(source, parsed.error));
  return {
    outline: {
      council: source === null ? null : outlineOfCouncil(source),
      sectors: sources.map((each, at) => outlineOfSector(each, wholes[at] ?? null)),
      isComplete: source !== null && sources.length === read.sectors.length,
    },
    council: parsed?.data ?? null,
    sectors: wholes.filter((whole) => whole !== null),
    problems,
  };
}

/** The day of the load, as the council has it. */
interface LoadDay {
  /** Epoch ms. */
  readonly now: number;
  /** IANA name. */
  readonly timezone: string;
  /** ISO date. */
  readonly today: string;
}

function dayOf({ council }: Outline, { now = Date.now() }: LoadOptions): LoadDay {
  const given = council === null ? null : valueAt(council.source.data, ['council', 'timezone']);
  const timezone = timezoneSchema.safeParse(given).data ?? DEFAULTS.timezone;
  return { now, timezone, today: localDateOf(now, timezone) };
}

/** What is wrong between values that are each right. */
function problemsBetween(
  outline: Outline,
  { timezone, today }: LoadDay,
  { isReachable }: LoadOptions,
): readonly Problem[] {
  return [
    ...checkCouncil(outline),
    ...checkIds(outline),
    ...checkSectors(outline),
    ...checkContacts(outline),
    ...checkNotify(outline),
    ...checkOpenId(outline),
    ...checkValidDays(outline, today),
    ...checkTargets(outline),
    ...checkUrls(outline),
    ...checkEnrolment(outline, today),
    ...(isReachable === undefined ? [] : checkAddresses(outline, isReachable)),
    ...checkLimits(outline, timezone),
  ];
}
