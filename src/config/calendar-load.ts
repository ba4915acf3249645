import type { Calendar, OwnDay, YearEnd } from '../core/calendar.ts';
import { readCsvTable } from './calendar-csv.ts';
import { JAPANESE_HOLIDAYS, lastYearOf } from './calendar-holidays.ts';
import {
  calendarSchema,
  OWN_DAY_KINDS,
  ownDaySchema,
  type YearEndFile,
} from './calendar-schema.ts';
import { isoDateOf } from './date-text.ts';
import { EXPECTATIONS } from './expectation.ts';
import { problemAt, readPlainFile } from './maintenance-source.ts';
import type { Outline } from './outline.ts';
import type { Problem } from './problem.ts';
import { type FileLine, type SourceFile, valueAt } from './source-file.ts';

/** The days around New Year where no file says otherwise. */
const YEAR_END: YearEnd = { from: '12-29', to: '01-03' };

export interface LoadedCalendar {
  readonly calendar: Calendar;
  readonly problems: readonly Problem[];
}

/** The calendar that `yamabiko.yaml` asks for, with its day file; `today` is an ISO date. */
export async function loadCalendar(
  dir: string,
  { council }: Outline,
  today: string,
): Promise<LoadedCalendar> {
  const source = council?.source ?? null;
  const { shape } = calendarSchema;
  const given = (key: keyof typeof shape): unknown =>
    source === null ? undefined : valueAt(source.data, ['calendar', key]);
  const dayFile = shape.dayFile.safeParse(given('dayFile')).data;
  const inFile = dayFile === undefined ? NO_DAYS : await readDayFile(dir, dayFile);
  const inline = source === null ? [] : inlineDays(source);
  const { days, problems } = withoutContradiction([...inline, ...inFile.days]);
  const wanted = shape.holidays.safeParse(given('holidays')).data ?? 'japan';
  const holidays = wanted === 'japan' ? JAPANESE_HOLIDAYS : [];
  return {
    calendar: {
      holidays,
      days,
      yearEnd: yearEndOf(shape.yearEnd.safeParse(given('yearEnd')).data, YEAR_END),
    },
    problems: [
      ...inFile.problems,
      ...problems,
      ...(source === null ? [] : nextYearIsKnown(source, lastYearOf(holidays), today)),
    ],
  };
}

/** What a file says of the days around New Year; nothing = `otherwise`. */
export function yearEndOf(
  given: YearEndFile | undefined,
  otherwise: YearEnd | null,
): YearEnd | null {
  if (given === undefined) return otherwise;
  return given === 'none' ? null : given;
}

interface PlacedDay extends OwnDay {
  readonly place: FileLine;
  problem(expected: Problem['expected']): Problem;
}

interface DayFile {
  readonly days: readonly PlacedDay[];
  readonly problems: readonly Problem[];
}

const NO_DAYS: DayFile = { days: [], problems: [] };

function inlineDays(source: SourceFile): readonly PlacedDay[] {
  const list = valueAt(source.data, ['calendar', 'days']);
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: unknown, index): readonly PlacedDay[] => {
    const parsed = ownDaySchema.safeParse(value).data;
    if (parsed === undefined) return [];
    const path = ['calendar', 'days', index, 'kind'];
    const problem = (expected: Problem['expected']): Problem =>
      source.problem(path, { code: 'day_kinds_differ', expected });
    return [{ ...parsed, name: parsed.name ?? null, place: source.place(path), problem }];
  });
}

const COLUMNS = [
  { name: 'date', synonyms: ['日付', '年月日'], isRequired: true },
  { name: 'kind', synonyms: ['種別', '区分'], isRequired: true },
  { name: 'name', synonyms: ['名称', '名前'], isRequired: false },
];

const KINDS: Readonly<Record<string, OwnDay['kind']>> = {
  holiday: 'holiday',
  休日: 'holiday',
  休業日: 'holiday',
  workday: 'workday',
  平日: 'workday',
  営業日: 'workday',
};

async function readDayFile(dir: string, file: string): Promise<DayFile> {
  const { text, problems } = await readPlainFile(dir, file);
  if (text === null) return { days: [], problems };
  const table = readCsvTable(file, text, COLUMNS);
  const days: PlacedDay[] = [];
  const found: Problem[] = [...table.problems];
  for (const { line, cell } of table.rows) {
    const date = isoDateOf(cell('date'));
    const kind = KINDS[cell('kind').toLowerCase()];
    const place = { file, line };
    if (date === null) found.push(badDate(place, cell('date')));
    if (kind === undefined) found.push(badKind(place, cell('kind')));
    if (date === null || kind === undefined) continue;
    const name = cell('name') === '' ? null : { ja: cell('name'), en: cell('name') };
    const problem = (expected: Problem['expected']): Problem =>
      problemAt({ ...place, path: 'kind' }, { code: 'day_kinds_differ', found: kind, expected });
    days.push({ date, kind, name, place, problem });
  }
  return { days, problems: found };
}

function badDate(place: FileLine, found: string): Problem {
  const { code, text } = EXPECTATIONS.date;
  return problemAt({ ...place, path: 'date' }, { code, found: found || null, expected: text });
}

function badKind(place: FileLine, found: string): Problem {
  return problemAt(
    { ...place, path: 'kind' },
    {
      code: 'not_listed',
      found: found || null,
      expected: {
        ja: `${OWN_DAY_KINDS.join('（休日）、')}（平日）のいずれか`,
        en: `one of ${OWN_DAY_KINDS.join(', ')}`,
      },
    },
  );
}

/** One entry a date, in order; a date that is said to be both is a problem where it is said again. */
function withoutContradiction(placed: readonly PlacedDay[]): {
  readonly days: readonly OwnDay[];
  readonly problems: readonly Problem[];
} {
  const byDate = new Map<string, PlacedDay>();
  const problems: Problem[] = [];
  for (const day of placed) {
    const first = byDate.get(day.date);
    if (first === undefined) byDate.set(day.date, day);
    else if (first.kind !== day.kind) problems.push(day.problem(differsFrom(first)));
  }
  const days = [...byDate.values()]
    .map(({ date, kind, name }) => ({ date, kind, name }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  return { days, problems };
}

function differsFrom({ date, kind, place }: PlacedDay): Problem['expected'] {
  const { file, line } = place;
  return {
    ja: `${date} を休日か平日の一方だけに（${file}:${line} では ${kind}）`,
    en: `${date} as either a holiday or a workday (it is ${kind} at ${file}:${line})`,
  };
}

function nextYearIsKnown(source: SourceFile, lastYear: number, today: string): readonly Problem[] {
  const nextYear = Number(today.slice(0, 4)) + 1;
  if (lastYear === 0 || nextYear <= lastYear) return [];
  return [
    source.problem(['calendar', 'holidays'], {
      code: 'holidays_unknown',
      expected: {
        ja: `国民の祝日は ${lastYear} 年までしか分かりません。それより後の祝日は calendar.days に書くか、山びこを更新してください`,
        en: `the public holidays are known until ${lastYear} only: list later ones in calendar.days, or upgrade Yamabiko`,
      },
    }),
  ];
}
