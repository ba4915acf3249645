import type { Text } from '../../core/words/language.ts';
import { type Fault, type FaultCode, faultAt, WHOLE_FILE } from './fault.ts';
import { isWorkbook } from './read-spreadsheet.ts';

/** What text that is no list of sites is refused for. */
const UNREADABLE: ReadonlySet<FaultCode> = new Set(['bad_encoding', 'bad_csv', 'header_missing']);
/** Bytes looked at to tell what a file is. */
const LOOKED_AT = 512;

/**
 * In the place of faults found in a file whose name promises a workbook and that is none: what it is
 * instead. A CSV under such a name that can be read has no such fault and is taken as it is.
 */
export function misnamed(name: string, bytes: Uint8Array, faults: readonly Fault[]): Fault | null {
  const ending = /\.xls[xm]?$/i.exec(name)?.[0].toLowerCase();
  if (ending === undefined || isWorkbook(bytes)) return null;
  if (!faults.some(({ code }) => UNREADABLE.has(code))) return null;
  const looks = looksLike(bytes);
  return faultAt(WHOLE_FILE, 'not_a_spreadsheet', {
    ja: `名前は ${ending} ですが、表計算ソフトのファイルではありません（中身は${looks.ja}のようです）。一覧の元のファイルを表計算ソフトで開き、「名前を付けて保存」で .xlsx か CSV にしてください`,
    en: `the name ends in ${ending}, but this is no spreadsheet: it looks like ${looks.en}. Open the list itself in a spreadsheet program and save it as .xlsx or CSV`,
  });
}

function looksLike(bytes: Uint8Array): Text {
  const start = Buffer.from(bytes.subarray(0, LOOKED_AT));
  const text = start.toString('latin1').trimStart().toLowerCase();
  if (text.startsWith('%pdf')) return { ja: ' PDF ', en: 'a PDF' };
  if (/<(!doctype html|html|table|meta)\b/.test(text)) {
    return { ja: ' Web ページ（HTML）', en: 'a web page (HTML)' };
  }
  // Text has no byte zero, but for UTF-16, which begins with its mark.
  const isText = !start.includes(0) || start[0] === 0xff || start[0] === 0xfe;
  return isText
    ? { ja: 'ただのテキスト', en: 'plain text' }
    : { ja: '表計算ソフト以外のデータ', en: 'data of another program' };
}
