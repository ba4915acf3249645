import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type EditedText, editedText } from '../config/import/edited-text.ts';
import type { ImportedRow } from '../config/import/edits-of-rows.ts';
import {
  type Fault,
  faultAt,
  formatFault,
  isWarningFault,
  WHOLE_FILE,
} from '../config/import/fault.ts';
import { type ImportWork, importSheet } from '../config/import/import-sheet.ts';
import { misnamed } from '../config/import/misnamed.ts';
import { readSectors, type SectorFiles } from '../config/import/read-sectors.ts';
import { MAX_FILE_BYTES, readSpreadsheet } from '../config/import/read-spreadsheet.ts';
import { unplacedSource } from '../config/import/unplaced-source.ts';
import { loadConfig } from '../config/load.ts';
import type { SectorOutline } from '../config/outline.ts';
import { fieldLine } from '../config/plan/field-line.ts';
import { formatProblem, type Problem } from '../config/problem.ts';
import { replaceFile } from '../config/replace-file.ts';
import { parseSource, type ReadFile } from '../config/source-file.ts';
import { accessDenied } from '../core/access-denied.ts';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import { nearestOf } from '../core/nearest.ts';
import type { Language, Text } from '../core/words/language.ts';
import { isGloballyReachable } from '../probe/address-guard.ts';
import { requireFolder } from './load-config.ts';
import { usedIdsIn } from './used-ids.ts';

export interface ImportCall {
  readonly file: string;
  readonly sector: string;
  readonly configDir: string;
  /** Where ids of removed sites are known from. */
  readonly dataDir: string;
  readonly sheet: string | null;
  /** Nothing is written. */
  readonly isDryRun: boolean;
}

export interface ImportReport {
  /** The sector's file, below the configuration folder. */
  readonly file: string;
  readonly isDryRun: boolean;
  /** null where a fault or a problem forbids the import; nothing was written then. */
  readonly done: ImportCounts | null;
  /** One for each row that is a site; empty without `done`. */
  readonly rows: readonly ImportedRow[];
  readonly notInSheet: readonly string[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** What would be wrong with the configuration afterwards. */
  readonly problems: readonly Problem[];
}

export interface ImportCounts {
  readonly newMembers: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * Reads a list of sites into a sector's file, or finds everything that is wrong with the list and
 * changes nothing. Rejects with `usage` for a file, folder or sector that is not there.
 */
export async function importList(call: ImportCall): Promise<ImportReport> {
  const bytes = await readList(call.file);
  await requireFolder(call.configDir);
  const files = await sectorsOf(call.configDir);
  const own = sectorNamed(files, call.sector);
  const report = reporter(call, own);
  const spreadsheet = await readSpreadsheet(bytes);
  const named = (found: readonly Fault[]): readonly Fault[] => {
    const fault = misnamed(call.file, bytes, found);
    return fault === null ? found : [fault];
  };
  if (spreadsheet.sheets === null) return report({ faults: named([spreadsheet.fault]) });
  const { faults, work } = importSheet({
    sheets: spreadsheet.sheets,
    sheetName: call.sheet,
    sector: own,
    others: files.sectors.filter((each) => each !== own),
    usedIds: await usedIdsIn(call.dataDir),
    timezone: files.timezone,
    isReachable: (address, family) => isGloballyReachable({ address, family }),
  });
  if (work === null) return report({ faults: named(faults) });
  return await write(call, { own, faults, work, report });
}

interface Writing {
  readonly own: SectorOutline;
  readonly faults: readonly Fault[];
  readonly work: ImportWork;
  readonly report: Reporter;
}

async function write(call: ImportCall, writing: Writing): Promise<ImportReport> {
  const { own, faults, work, report } = writing;
  const { file } = own.source;
  if (work.edits.length === 0) return report({ faults, work });
  const path = join(call.configDir, file);
  const before = await readFile(path, 'utf8');
  const after = editedText(file, before, work.edits);
  if (after === null) return report({ faults: [...faults, notEditable(file)] });
  const problems = await problemsWith(call.configDir, file, after);
  if (problems.length > 0) return report({ faults, problems });
  if (!call.isDryRun) await replaceUnchanged(path, before, after.text);
  return report({ faults, work });
}

/** What would be wrong with the configuration; only then are the lines of the new text looked for. */
async function problemsWith(
  dir: string,
  file: string,
  { text, data }: EditedText,
): Promise<readonly Problem[]> {
  const load = (read: ReadFile) =>
    loadConfig(dir, {
      isReachable: (address, family) => isGloballyReachable({ address, family }),
      instead: new Map([[file, read]]),
    });
  if ((await load(unplacedSource(file, data))).ok) return [];
  const loaded = await load(parseSource(file, text));
  return loaded.ok ? [] : loaded.problems;
}

async function replaceUnchanged(path: string, before: string, after: string): Promise<void> {
  if ((await readFile(path, 'utf8')) !== before) {
    throw new AppError('config_invalid', {
      ja: `取り込みの間に ${path} が変更されました。もう一度実行してください`,
      en: `${path} was changed while the import ran; run it again`,
    });
  }
  try {
    await replaceFile(path, after);
  } catch (error) {
    const text = accessDenied(dirname(path), 'write', error) ?? {
      ja: `${path} を書き込めません（${messageOf(error)}）`,
      en: `${path} cannot be written (${messageOf(error)})`,
    };
    throw new AppError('config_invalid', text, { cause: error });
  }
}

type Reporter = (found: {
  readonly faults: readonly Fault[];
  readonly problems?: readonly Problem[];
  readonly work?: ImportWork;
}) => ImportReport;

function reporter({ isDryRun }: ImportCall, own: SectorOutline): Reporter {
  return ({ faults, problems = [], work }) => ({
    file: own.source.file,
    isDryRun,
    done: work === undefined ? null : countsOf(work),
    rows: work?.rows ?? [],
    notInSheet: work?.notInSheet ?? [],
    faults: faults.filter((fault) => !isWarningFault(fault)),
    warnings: faults.filter(isWarningFault),
    problems,
  });
}

function countsOf({ rows, newMembers }: ImportWork): ImportCounts {
  const count = (change: ImportedRow['change']) =>
    rows.filter((row) => row.change === change).length;
  return {
    newMembers: newMembers.length,
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
  };
}

/** Faults, problems and warnings in words, one a line. */
export function importLines(report: ImportReport, language: Language): readonly string[] {
  return [
    ...report.faults.map((fault) => formatFault(fault, language)),
    ...report.problems.map((problem) => formatProblem(problem, language)),
  ];
}

/** Of many changed names only the first are told one by one. */
const NAMES_TOLD = 5;

export function importWarnings(report: ImportReport, language: Language): readonly string[] {
  const isName = ({ code }: Fault) => code === 'name_changes';
  const names = report.warnings.filter(isName);
  const untold = new Set(names.slice(NAMES_TOLD));
  const lines = report.warnings
    .filter((fault) => !untold.has(fault))
    .map((fault) => formatFault(fault, language));
  if (untold.size === 0) return lines;
  const rest: Text = {
    ja: `構成員の名称は全部で ${names.length} 件変わります。残り ${untold.size} 件は --json で確かめてください [name_changes]`,
    en: `${names.length} names of members change in all; the other ${untold.size} are in --json [name_changes]`,
  };
  return [...lines, rest[language]];
}

/** What of a row's site and member becomes another, `URL: … → …` one a line. */
export function fieldLines({ fields }: ImportedRow, language: Language): readonly string[] {
  const ofMember = { ja: '構成員の', en: 'member: ' }[language];
  return fields.map(
    (field) => `${field.of === 'member' ? ofMember : ''}${fieldLine(field, language)}`,
  );
}

async function readList(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    // What is too big is told by its first bytes' number alone.
    return size > MAX_FILE_BYTES ? new Uint8Array(MAX_FILE_BYTES + 1) : await readFile(file);
  } catch (error) {
    const reason = messageOf(error).replace(/, \w+( '.*')?$/, '');
    const code = codeOf(error);
    const text =
      code === 'ENOENT'
        ? { ja: `ファイル ${file} がありません`, en: `there is no file ${file}` }
        : code === 'EISDIR'
          ? {
              ja: `${file} はフォルダです。ファイルを指定してください`,
              en: `${file} is a folder; name a file`,
            }
          : (accessDenied(file, 'read', error) ?? {
              ja: `${file} を読み取れません（${reason}）`,
              en: `${file} cannot be read (${reason})`,
            });
    throw new AppError('usage', text, { cause: error });
  }
}

async function sectorsOf(configDir: string): Promise<SectorFiles> {
  let files: SectorFiles;
  try {
    files = await readSectors(configDir);
  } catch (error) {
    const text = accessDenied(join(configDir, 'sectors'), 'read', error) ?? {
      ja: `${configDir} に sectors フォルダがありません`,
      en: `there is no folder sectors in ${configDir}`,
    };
    throw new AppError('usage', text, { cause: error });
  }
  if (files.problems.length === 0) return files;
  const lines = (language: Language): string =>
    files.problems.map((each) => `\n  ${formatProblem(each, language)}`).join('');
  throw new AppError('config_invalid', {
    ja: `${configDir} の設定を先に直してください${lines('ja')}`,
    en: `mend the configuration ${configDir} first${lines('en')}`,
  });
}

function sectorNamed({ sectors }: SectorFiles, id: string): SectorOutline {
  const own = sectors.find(({ head }) => head.values.id === id);
  if (own !== undefined) return own;
  const ids = sectors.flatMap(({ head }) => head.values.id ?? []);
  const nearest = nearestOf(id, ids);
  const known = ids.join(', ');
  throw new AppError('usage', {
    ja: `セプター ${id} がありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}。あるもの: ${known}。新しいセプターは、先に sectors/${id}.yaml を作ってください`,
    en: `there is no sector ${id}${nearest === null ? '' : ` (did you mean ${nearest}?)`}; there are ${known}. Make sectors/${id}.yaml first for a new one`,
  });
}

function notEditable(file: string): Fault {
  return faultAt(WHOLE_FILE, 'not_editable', {
    ja: `${file} は別名（&、*）などを使っており、ほかの部分を変えずには書き込めません。手で直してください`,
    en: `${file} uses aliases (&, *) or a layout that cannot be written without changing other parts; edit it by hand`,
  });
}
