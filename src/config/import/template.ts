import { type CellValue, type ColumnDef, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { BYTE_ORDER_MARK, csvLine } from '../../core/csv-cell.ts';
import type { Language, Text } from '../../core/words/language.ts';
import { COLUMNS, type Column, HEADINGS_EN, HEADINGS_JA } from './columns.ts';

/** The files that a list is begun with; `build-templates.ts` writes them to `config/templates/`. */
export const TEMPLATES: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'sites.ja.csv': () => Promise.resolve(csvOf('ja')),
  'sites.en.csv': () => Promise.resolve(csvOf('en')),
  'sites.ja.xlsx': () => xlsxOf('ja'),
  'sites.en.xlsx': () => xlsxOf('en'),
};

/** What is read as it stands in the heading row. */
export function headingOf(column: Column, language: Language): string {
  const headings = language === 'ja' ? HEADINGS_JA : HEADINGS_EN;
  return headings[column][0] ?? column;
}

/** An evidently fictional row; the import knows it by its name and leaves it out. */
const EXAMPLE: Readonly<Record<Column, Text>> = {
  member_id: { ja: '', en: '' },
  code: { ja: '099991', en: '099991' },
  member_ja: { ja: '（記入例）架空市', en: '(Example) 架空市' },
  member_en: { ja: 'Kakū City', en: 'Kakū City' },
  target_id: { ja: '', en: '' },
  url: { ja: 'https://www.kaku.example.jp/', en: 'https://www.kaku.example.jp/' },
  consent: { ja: '件数だけ', en: 'counted' },
  schedule: { ja: '毎分', en: '1 min' },
  family: { ja: '4', en: '4' },
  contact: { ja: 'web@kaku.example.jp', en: 'web@kaku.example.jp' },
  enrolled_by: { ja: '架空市 情報政策課', en: 'Kakū City, information policy' },
  enrolled_on: { ja: '2026-10-01', en: '2026-10-01' },
  enrolment_reference: { ja: '情政第123号', en: 'IP-123' },
};

const NOTES: Readonly<Record<Column, Text>> = {
  member_id: {
    ja: '空けておけば自動で付きます。すでに登録された構成員を指すときだけ書きます。',
    en: 'Left empty, one is given. Write it only to mean a member that is there already.',
  },
  code: {
    ja: '団体コードなど外部の番号。先頭の 0 も書きます（列の書式は文字列です）。',
    en: 'An outside number, with its leading zeros (the column is formatted as text).',
  },
  member_ja: { ja: '必須。組織の名称。', en: 'Needed. Name of the organisation.' },
  member_en: { ja: '英語の名称。なければ日本語名を使います。', en: 'Its name in English.' },
  target_id: {
    ja: '空けておけば自動で付きます。URL を変えるときは、その計測対象の id を書きます。',
    en: 'Left empty, one is given. To change a URL, write the id of the site.',
  },
  url: {
    ja: '必須。http:// か https:// から書きます。1行に1つです。',
    en: 'Needed. With http:// or https://, one in a row.',
  },
  consent: {
    ja: '本人だけ、件数だけ（既定）、セプター内、全体 のいずれか。',
    en: 'own, counted (default), sector or named.',
  },
  schedule: {
    ja: '毎分（既定）、5分ごと、1時間ごと など。cron 式も使えます。',
    en: '1 min (default), 5 min, 1 hour; cron expressions too.',
  },
  family: { ja: '4（既定）、6、両方 のいずれか。', en: '4 (default), 6 or both.' },
  contact: {
    ja: 'メールアドレスか電話番号。複数なら改行か「,」で区切ります。',
    en: 'Mail address or telephone number; several are parted by line breaks or commas.',
  },
  enrolled_by: {
    ja: '必須。計測に同意した人・部署。同意のないサイトは計測できません。',
    en: 'Needed. Who agreed to be measured; a site without consent cannot be measured.',
  },
  enrolled_on: {
    ja: '必須。同意した日。2026-10-01、2026/10/1、令和8年10月1日 のように書きます。',
    en: 'Needed. The day of the consent, such as 2026-10-01.',
  },
  enrolment_reference: { ja: '同意文書の番号など。', en: 'Number of the document or the like.' },
};

const WIDTHS: Readonly<Partial<Record<Column, number>>> = {
  member_ja: 24,
  member_en: 24,
  url: 40,
  contact: 28,
  enrolled_by: 24,
};
/** Rows that are prepared: formats of columns alone are lost in some spreadsheets. */
const PREPARED_ROWS = 300;

function csvOf(language: Language): Uint8Array {
  const lines = [
    COLUMNS.map((column) => headingOf(column, language)),
    COLUMNS.map((column) => EXAMPLE[column][language]),
  ];
  const text = lines.map((cells) => csvLine(cells)).join('');
  return new TextEncoder().encode(BYTE_ORDER_MARK + text);
}

async function xlsxOf(language: Language): Promise<Uint8Array> {
  return await writeXlsx({
    sheets: [listSheet(language), notesSheet(language)],
    properties: {
      created: new Date('2026-01-01T00:00:00Z'),
      modified: new Date('2026-01-01T00:00:00Z'),
    },
  });
}

function listSheet(language: Language): WriteSheet {
  const columns: ColumnDef[] = COLUMNS.map((column) => ({
    width: WIDTHS[column] ?? 16,
    style: { numFmt: '@' },
  }));
  const blank: CellValue[] = COLUMNS.map(() => null);
  const last = PREPARED_ROWS + 2;
  const consents =
    language === 'ja'
      ? ['本人だけ', '件数だけ', 'セプター内', '全体']
      : ['own', 'counted', 'sector', 'named'];
  const letter = String.fromCharCode(65 + COLUMNS.indexOf('consent'));
  return {
    name: language === 'ja' ? '計測対象' : 'Sites',
    columns,
    rows: [
      COLUMNS.map((column) => headingOf(column, language)),
      COLUMNS.map((column) => EXAMPLE[column][language] || null),
      ...Array.from({ length: PREPARED_ROWS }, () => blank),
    ],
    cells: new Map(
      COLUMNS.map((_, index) => [
        `0,${index}`,
        { style: { font: { bold: true }, fill: HEADING_FILL } },
      ]),
    ),
    freezePane: { rows: 1 },
    dataValidations: [
      { type: 'list', values: consents, allowBlank: true, range: `${letter}2:${letter}${last}` },
    ],
  };
}

const HEADING_FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E6EEF5' } } as const;

function notesSheet(language: Language): WriteSheet {
  const isJapanese = language === 'ja';
  return {
    name: isJapanese ? '書き方' : 'How to fill in',
    columns: [{ width: 26 }, { width: 90 }],
    rows: [
      [
        isJapanese
          ? '1行が1つの計測対象です。見出しの行は消さないでください。'
          : 'One site a row. Keep the row of headings.',
        null,
      ],
      [
        isJapanese
          ? '2行目は記入例です。そのまま残しても取り込まれません。'
          : 'Row 2 is an example; it is never imported.',
        null,
      ],
      ...COLUMNS.map((column): CellValue[] => [
        headingOf(column, language),
        NOTES[column][language],
      ]),
    ],
  };
}
