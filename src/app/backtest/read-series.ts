import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { AppError, codeOf, messageOf } from '../../core/errors.ts';
import { readTime } from '../../core/time/read-time.ts';
import type { Text } from '../../core/words/language.ts';

/** One plain series of a file, in its order. */
export interface PlainSeries {
  /** Epoch ms. */
  readonly times: Float64Array;
  /** NaN = a failed sample. */
  readonly values: Float64Array;
  /** As the file writes them. */
  readonly timeTexts: readonly string[];
}

const TIME_COLUMNS: readonly string[] = ['time', 'time_s', 'timestamp'];

/**
 * Reads a CSV file, compressed where its name ends in .gz. Only the columns of time and value are
 * read. Rejects with `usage`, naming file and line.
 */
export async function readSeries(path: string): Promise<PlainSeries> {
  const lines = (await textOf(path)).split('\n');
  const columns = columnsOf(lines[0] ?? '', path);
  const times: number[] = [];
  const values: number[] = [];
  const timeTexts: string[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '' || line === '\r') continue;
    const cells = line.split(',');
    const timeText = plain(cells[columns.time] ?? '');
    const time = timeOf(timeText);
    if (time === null) throw wrong(path, index + 1, NO_TIME, timeText);
    if (time < (times.at(-1) ?? time)) throw wrong(path, index + 1, GOES_BACK, timeText);
    const valueText = plain(cells[columns.value] ?? '');
    const value = valueText === '' ? Number.NaN : Number(valueText);
    if (valueText !== '' && !Number.isFinite(value)) {
      throw wrong(path, index + 1, NO_NUMBER, valueText);
    }
    times.push(time);
    values.push(value);
    timeTexts.push(timeText);
  }
  if (times.length === 0) throw wrong(path, 1, EMPTY, '');
  return { times: Float64Array.from(times), values: Float64Array.from(values), timeTexts };
}

async function textOf(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    return text.replace(/^\u{FEFF}/u, '');
  } catch (error) {
    const said = codeOf(error) === 'ENOENT' ? null : messageOf(error);
    throw new AppError(
      'usage',
      {
        ja: said === null ? `${path} がありません` : `${path} を読み込めません（${said}）`,
        en: said === null ? `there is no file ${path}` : `${path} cannot be read (${said})`,
      },
      { cause: error },
    );
  }
}

function columnsOf(head: string, path: string): { readonly time: number; readonly value: number } {
  const names = head.split(',').map((name) => plain(name).toLowerCase());
  const time = names.findIndex((name) => TIME_COLUMNS.includes(name));
  const value = names.indexOf('value');
  if (time < 0) throw wrong(path, 1, NO_TIME_COLUMN, head.trim());
  if (value < 0) throw wrong(path, 1, NO_VALUE_COLUMN, head.trim());
  return { time, value };
}

/** A cell without the quotes and spaces around it. */
function plain(cell: string): string {
  const text = cell.trim();
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** Epoch seconds or ISO; without an offset it is UTC. */
function timeOf(text: string): number | null {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = text.endsWith('Z') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? readTime(text, 'UTC') : at;
}

const NO_TIME: Text = {
  ja: '時刻はエポック秒か ISO 8601 で書いてください',
  en: 'the time is neither epoch seconds nor ISO 8601',
};
const GOES_BACK: Text = {
  ja: '時刻が前の行より戻っています',
  en: 'the time lies before that of the line above',
};
const NO_NUMBER: Text = {
  ja: '値が数ではありません（失敗した計測は空欄にします）',
  en: 'the value is no number (a failed sample has an empty one)',
};
const EMPTY: Text = { ja: '計測値がありません', en: 'there are no samples' };
const NO_TIME_COLUMN: Text = {
  ja: '見出しに time、time_s、timestamp のどれもありません',
  en: 'the header has none of time, time_s, timestamp',
};
const NO_VALUE_COLUMN: Text = {
  ja: '見出しに value がありません',
  en: 'the header has no value',
};

function wrong(path: string, line: number, text: Text, found: string): AppError {
  const said = found === '' ? '' : `: ${found.slice(0, 60)}`;
  return new AppError('usage', {
    ja: `${path}:${line}: ${text.ja}${said}`,
    en: `${path}:${line}: ${text.en}${said}`,
  });
}
