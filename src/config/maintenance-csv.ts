import { readCsvTable } from './calendar-csv.ts';
import { isoDateOf } from './date-text.ts';
import { EXPECTATIONS, type ExpectationKey } from './expectation.ts';
import { timeOfDaySchema } from './leaf-schemas.ts';
import type { FileDate, FileDates } from './maintenance-file.ts';
import { problemAt } from './maintenance-source.ts';
import { timesOf } from './maintenance-times.ts';
import type { Problem } from './problem.ts';

const COLUMNS = [
  { name: 'date', synonyms: ['日付', '年月日', '実施日'], isRequired: true },
  { name: 'from', synonyms: ['開始', '開始時刻'], isRequired: false },
  { name: 'to', synonyms: ['終了', '終了時刻'], isRequired: false },
  { name: 'title', synonyms: ['件名', '作業名', '名称'], isRequired: false },
];

/** The dates of a CSV: `date`, and where they are given `from`, `to` and `title`. */
export function readCsvDates(file: string, text: string): FileDates {
  const table = readCsvTable(file, text, COLUMNS);
  const problems: Problem[] = [...table.problems];
  const days: FileDate[] = [];
  for (const { line, cell } of table.rows) {
    const date = isoDateOf(cell('date'));
    const [from, to] = [minuteOf(cell('from')), minuteOf(cell('to'))];
    const wrong = (column: string, key: ExpectationKey): void => {
      const { code, text: expected } = EXPECTATIONS[key];
      const found = cell(column) || null;
      problems.push(problemAt({ file, line, path: column }, { code, found, expected }));
    };
    if (date === null) wrong('date', 'date');
    if (from === undefined || (from === null && to !== null)) wrong('from', 'timeOfDay');
    if (to === undefined || (to === null && from !== null)) wrong('to', 'timeOfDay');
    if (date === null || from === undefined || to === undefined) continue;
    const times = from === null || to === null ? null : timesOf(from, to);
    const title = cell('title') === '' ? null : { ja: cell('title'), en: cell('title') };
    days.push({ firstDate: date, lastDate: date, times, title });
  }
  return { days, stretches: [], problems };
}

/** `2:00`, `02:00` or `2:00:00` as minutes; null where nothing stands, undefined where it is no time. */
function minuteOf(cell: string): number | null | undefined {
  if (cell === '') return null;
  const text = cell.replace(/^(\d:)/, '0$1').replace(/^(\d\d:\d\d):00$/, '$1');
  return timeOfDaySchema.safeParse(text).data;
}
