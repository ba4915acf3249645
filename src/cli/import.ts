import {
  fieldLines,
  type ImportReport,
  importLines,
  importList,
  importWarnings,
} from '../app/import.ts';
import { AppError } from '../core/errors.ts';
import type { Language, Text } from '../core/words/language.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { counted } from './counted.ts';
import { complain, print } from './outlet.ts';

/** `import`: a spreadsheet of sites into a sector's file, whole or not at all. */
export const importSites: Command = {
  name: 'import',
  usage: 'FILE --sector ID [--config DIR] [--sheet NAME] [--dry-run] [--json]',
  summary: {
    ja: '表計算のファイル（.xlsx、CSV）から計測対象を取り込みます。',
    en: 'Takes sites from a spreadsheet (.xlsx or CSV) into a sector’s file.',
  },
  details: {
    ja: [
      '  FILE                1行が1つの計測対象。ひな形は config/templates/',
      '                      CSV は UTF-8 でも Shift_JIS でもかまいません',
      '  --sector ID         取り込み先（sectors/ID.yaml）。足りない id は自動で付きます',
      '  --sheet NAME        読み込むシート（既定は一覧のある唯一のシート）',
      '  --dry-run           書き込まずに、何が起きるかだけを示す',
      '  --config DIR        設定の場所（既定 ./config）',
      '  --data DIR          以前使われた id を調べる場所（既定 ./data）',
      '  --json              JSON で出力',
      '  誤りが1つでもあれば何も書き込まず、すべての誤りを行と列で示します。',
      '  一覧にない計測対象は、そのまま残ります。',
    ].join('\n'),
    en: [
      '  FILE                one site a row; templates are in config/templates/',
      '                      CSV may be UTF-8 or Shift_JIS',
      '  --sector ID         where to (sectors/ID.yaml); missing ids are given',
      '  --sheet NAME        the sheet to read (default: the only one with a list)',
      '  --dry-run           say what would happen and write nothing',
      '  --config DIR        where the configuration lies (default ./config)',
      '  --data DIR          where ids used before are looked up (default ./data)',
      '  --json              as JSON',
      '  With a single fault nothing is written, and every fault is told by row and column.',
      '  Sites that the list does not name stay as they are.',
    ].join('\n'),
  },
  options: {
    sector: { type: 'string' },
    config: { type: 'string' },
    data: { type: 'string' },
    sheet: { type: 'string' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  positionals: [1, 1],
  run: runImport,
};

async function runImport(call: Call): Promise<number> {
  const sector = call.text('sector');
  if (sector === null) throw new AppError('usage', SECTOR_MISSING);
  const report = await importList({
    file: call.positionals[0] ?? '',
    sector,
    configDir: call.text('config') ?? 'config',
    dataDir: call.text('data') ?? 'data',
    sheet: call.text('sheet'),
    isDryRun: call.flag('dry-run'),
  });
  const exit = report.done === null ? EXIT.problem : EXIT.ok;
  if (call.flag('json')) {
    print(JSON.stringify(report));
    return exit;
  }
  for (const line of importWarnings(report, call.language)) complain(warning(line, call.language));
  for (const line of importLines(report, call.language)) complain(line);
  if (report.done === null) complain(refusal(report)[call.language]);
  else for (const line of outcome(report)) print(line[call.language]);
  return exit;
}

const SECTOR_MISSING: Text = {
  ja: '--sector で取り込み先のセプターを指定してください',
  en: 'name the sector to import into with --sector',
};

function warning(line: string, language: Language): string {
  return language === 'ja' ? `警告: ${line}` : `warning: ${line}`;
}

function refusal({ faults, problems, file }: ImportReport): Text {
  if (faults.length > 0) {
    return {
      ja: `${faults.length} 件の誤りがあるため、何も取り込んでいません。`,
      en: `Nothing was imported: ${faults.length === 1 ? 'there is a fault' : `there are ${faults.length} faults`}.`,
    };
  }
  return {
    ja: `取り込むと設定に ${problems.length} 件の誤りが生じるため、${file} は変えていません。`,
    en: `${file} was left as it is: the configuration would have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`} after the import.`,
  };
}

function outcome(report: ImportReport): readonly Text[] {
  const { done, rows, file, isDryRun, notInSheet } = report;
  if (done === null) return [];
  const { newMembers, added, changed, unchanged } = done;
  const isChange = added + changed > 0;
  return [
    {
      ja: `${rows.length} 行: 追加 ${added}（うち新しい構成員 ${newMembers}）、変更 ${changed}、変わらず ${unchanged}`,
      en: `${counted(rows.length, 'row')}: ${added} added (${counted(newMembers, 'new member')}), ${changed} changed, ${unchanged} unchanged`,
    },
    ...rowsDone(rows),
    ...(notInSheet.length === 0 ? [] : [staying(notInSheet)]),
    isDryRun
      ? {
          ja: `${file} には書き込んでいません（--dry-run）。`,
          en: `${file} was not written (--dry-run).`,
        }
      : isChange
        ? {
            ja: `${file} に書き込みました。次は npx yamabiko plan で確かめてください。`,
            en: `${file} was written. Next: npx yamabiko plan.`,
          }
        : { ja: `${file} に変わりはありません。`, en: `${file} is as it was.` },
  ];
}

const ROWS_SHOWN = 20;

/** What became, or would become, of the first rows that change something. */
function rowsDone(rows: ImportReport['rows']): readonly Text[] {
  const done = rows.filter(({ change }) => change !== 'unchanged');
  const more = done.length - ROWS_SHOWN;
  const lines = done.slice(0, ROWS_SHOWN).flatMap((each): Text[] => {
    const { row, member, target, change } = each;
    const isAdded = change === 'added';
    const head = {
      ja: `  ${row}行目: ${isAdded ? '追加' : '変更'} ${target}（構成員 ${member}）`,
      en: `  row ${row}: ${isAdded ? 'added' : 'changed'} ${target} (member ${member})`,
    };
    const japanese = fieldLines(each, 'ja');
    const fields = fieldLines(each, 'en').map((en, at) => ({
      ja: `      ${japanese[at] ?? en}`,
      en: `      ${en}`,
    }));
    return [head, ...fields];
  });
  if (more <= 0) return lines;
  const rest = {
    ja: `  ほか ${more} 行（すべては --json）`,
    en: `  and ${more} more (all by --json)`,
  };
  return [...lines, rest];
}

const SHOWN = 5;

function staying(ids: readonly string[]): Text {
  const shown = ids.slice(0, SHOWN).join(', ');
  const isMore = ids.length > SHOWN;
  return {
    ja: `一覧にない計測対象 ${ids.length} 件は、そのまま残っています: ${shown}${isMore ? ' など' : ''}`,
    en: `${counted(ids.length, 'site')} not in the list, left as before: ${shown}${isMore ? ', …' : ''}`,
  };
}
