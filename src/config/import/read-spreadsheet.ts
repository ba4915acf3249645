import { type Fault, faultAt, WHOLE_FILE } from './fault.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import type { Sheet } from './sheet.ts';
import { unpackedBytes } from './unpacked-bytes.ts';

/** The sheets of a file, or what keeps it from being read. */
export type ReadSpreadsheet =
  | { readonly sheets: readonly Sheet[]; readonly fault: null }
  | { readonly sheets: null; readonly fault: Fault };

/** Bytes of a file; 4,303 rows take about 0.5 MB. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** Bytes of all parts of a workbook once they are unpacked. */
const MAX_UNPACKED_BYTES = 300 * 1024 * 1024;
export const MAX_ROWS = 20_000;

const ZIP = [0x50, 0x4b];
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];

/** Tells the format by the file's first bytes, never by its name. */
export async function readSpreadsheet(bytes: Uint8Array): Promise<ReadSpreadsheet> {
  if (bytes.length > MAX_FILE_BYTES) return refused('too_big');
  if (bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))) {
    return refused('empty_file');
  }
  if (startsWith(bytes, COMPOUND_FILE)) {
    return refused(isEncrypted(bytes) ? 'password_protected' : 'old_format');
  }
  if (!startsWith(bytes, ZIP)) {
    const { sheet, fault } = readCsv(bytes);
    return sheet === null ? { sheets: null, fault } : limited([sheet]);
  }
  const unpacked = unpackedBytes(bytes);
  if (unpacked !== null && unpacked > MAX_UNPACKED_BYTES) return refused('too_big');
  try {
    return limited(await readXlsx(bytes, MAX_ROWS + 1));
  } catch {
    // Bytes of others can fail anywhere in the library, in words that help nobody mend the file.
    return refused('not_a_spreadsheet');
  }
}

/** Whether the first bytes are those of a workbook, new or old. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP) || startsWith(bytes, COMPOUND_FILE);
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

/** An encrypted workbook is a compound file with an entry of this name, in UTF-16. */
function isEncrypted(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

function limited(sheets: readonly Sheet[]): ReadSpreadsheet {
  if (sheets.some(({ rows }) => rows.length > MAX_ROWS)) return refused('too_big');
  const isEmpty = sheets.every(({ rows }) =>
    rows.every(({ cells }) => cells.every(({ text }) => text.trim() === '')),
  );
  return isEmpty ? refused('empty_file') : { sheets, fault: null };
}

const REFUSALS = {
  too_big: {
    ja: `大きすぎます（上限 ${MAX_FILE_BYTES / 1024 / 1024} MB、${MAX_ROWS.toLocaleString('en')} 行）。計測対象の一覧だけのファイルにしてください`,
    en: `the file is too big (at most ${MAX_FILE_BYTES / 1024 / 1024} MB and ${MAX_ROWS.toLocaleString('en')} rows); leave only the list of sites in it`,
  },
  empty_file: { ja: 'ファイルに何も書かれていません', en: 'the file is empty' },
  old_format: {
    ja: '古い形式（.xls）です。Excel で開き、「名前を付けて保存」で .xlsx にしてください',
    en: 'this is the old format (.xls); open it in Excel and save it as .xlsx',
  },
  password_protected: {
    ja: 'パスワードで保護されています。保護を外して保存してください',
    en: 'the file is protected by a password; save it without one',
  },
  not_a_spreadsheet: {
    ja: '.xlsx のファイルではないか、壊れています',
    en: 'this is no .xlsx file, or it is damaged',
  },
} as const;

function refused(code: keyof typeof REFUSALS): ReadSpreadsheet {
  return { sheets: null, fault: faultAt(WHOLE_FILE, code, REFUSALS[code]) };
}
