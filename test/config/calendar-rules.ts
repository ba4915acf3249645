import type { RuleRow } from './rule-row.ts';

export const CALENDAR_RULES: readonly RuleRow[] = [
  {
    folder: 'invalid-calendar-both',
    place: 'yamabiko.yaml:8:33 calendar.days[1].kind',
    code: 'day_kinds_differ',
    en: 'found "workday"; expected 2026-08-13 as either a holiday or a workday (it is holiday at yamabiko.yaml:7)',
    ja: '「workday」となっています。書けるもの: 2026-08-13 を休日か平日の一方だけに（yamabiko.yaml:7 では holiday）',
  },
  {
    folder: 'invalid-calendar-file-both',
    place: 'calendar/days.csv:2:1 kind',
    code: 'day_kinds_differ',
    en: 'found "holiday"; expected 2026-08-13 as either a holiday or a workday (it is workday at yamabiko.yaml:7)',
    ja: '「holiday」となっています。書けるもの: 2026-08-13 を休日か平日の一方だけに（yamabiko.yaml:7 では workday）',
  },
  {
    folder: 'invalid-calendar-file-column',
    place: 'calendar/days.csv:1:1',
    code: 'bad_row',
    en: 'missing; expected the column kind in the header',
    ja: '書かれていません。必要なもの: 見出し行の列 kind',
  },
  {
    folder: 'invalid-calendar-file-date',
    place: 'calendar/days.csv:3:1 date',
    code: 'bad_date',
    en: 'found "2026-02-30"; expected a date of the calendar (such as 2026-10-01)',
    ja: '「2026-02-30」となっています。書けるもの: 実在する日付（例 2026-10-01）',
  },
  {
    folder: 'invalid-calendar-file-encoding',
    place: 'calendar/days.csv:1:1',
    code: 'file_encoding',
    en: 'found "calendar/days.csv"; expected a file saved as UTF-8 or Windows-31J (Shift_JIS)',
    ja: '「calendar/days.csv」となっています。書けるもの: UTF-8 か Windows-31J（Shift_JIS）で保存されたファイル',
  },
  {
    folder: 'invalid-calendar-file-kind',
    place: 'calendar/days.csv:2:1 kind',
    code: 'not_listed',
    en: 'found "休み"; expected one of holiday, workday',
    ja: '「休み」となっています。書けるもの: holiday（休日）、workday（平日）のいずれか',
  },
  {
    folder: 'invalid-calendar-file-missing',
    place: 'calendar/days.csv:1:1',
    code: 'file_unreadable',
    en: 'there is no file calendar/days.csv',
    ja: 'ファイル calendar/days.csv がありません',
  },
  {
    folder: 'invalid-calendar-file-path',
    place: 'yamabiko.yaml:5:22 calendar.dayFile',
    code: 'bad_path',
    en: 'found "../days.csv"; expected a .csv file inside the configuration folder (such as calendar/days.csv; at most two folders deep, none of them templates, schema or the like)',
    ja: '「../days.csv」となっています。書けるもの: 設定フォルダの中の .csv のファイル（例 calendar/days.csv。フォルダは2段まで、templates や schema などの中は不可）',
  },
  {
    folder: 'invalid-calendar-holidays',
    place: 'yamabiko.yaml:5:23 calendar.holidays',
    code: 'not_listed',
    en: 'found "jp"; expected one of japan, none',
    ja: '「jp」となっています。書けるもの: japan、none のいずれか',
  },
  {
    folder: 'invalid-calendar-year-end',
    place: 'yamabiko.yaml:5:30 calendar.yearEnd.from',
    code: 'bad_date',
    en: 'found "12-32"; expected a month and a day (such as "12-29")',
    ja: '「12-32」となっています。書けるもの: 月-日（例 "12-29"）',
  },
];
