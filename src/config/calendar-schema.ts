import { z } from 'zod';
import {
  dateSchema,
  listOf,
  mapping,
  monthDaySchema,
  nameSchema,
  pathSchema,
} from './leaf-schemas.ts';

/** The shape of what the files say about days. Descriptions are what editors show: Japanese / English. */

export const yearEndSchema = z
  .union([
    z.literal('none'),
    mapping({
      from: monthDaySchema.describe('初日（例 "12-29"） / first day'),
      to: monthDaySchema.describe('末日（例 "01-03"） / last day'),
    }),
  ])
  .describe(
    '年末年始の日。none はなし（既定 12-29〜01-03、銀行は 12-31〜01-03） / days around New Year, or none; default 12-29 to 01-03',
  );

export const OWN_DAY_KINDS = ['holiday', 'workday'] as const;

export const ownDaySchema = mapping({
  date: dateSchema.describe('日付 / the date'),
  kind: z.enum(OWN_DAY_KINDS).describe('holiday は休日、workday は平日 / what it counts as'),
  name: nameSchema.optional().describe('名称 / what it is called'),
});

export const calendarSchema = mapping({
  holidays: z
    .enum(['japan', 'none'])
    .optional()
    .describe('国民の祝日（既定 japan） / public holidays; default japan'),
  yearEnd: yearEndSchema.optional(),
  days: listOf(ownDaySchema)
    .optional()
    .describe('独自の休日・平日の一覧 / days that are holidays or workdays by own decision'),
  dayFile: pathSchema(/\.csv$/i, 'dayFile')
    .optional()
    .describe('独自の休日・平日の CSV（date,kind,name） / the same as CSV: date,kind,name'),
}).describe('日の種別 / kinds of day');

export type CalendarFile = z.output<typeof calendarSchema>;
export type YearEndFile = z.output<typeof yearEndSchema>;
