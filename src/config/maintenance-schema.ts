import { z } from 'zod';
import { DAY_KINDS } from '../core/calendar.ts';
import {
  dateSchema,
  idSchema,
  listOf,
  localTimeSchema,
  mapping,
  nameSchema,
  pathSchema,
  says,
  timeOfDaySchema,
} from './leaf-schemas.ts';

/** The shape of planned work. Descriptions are what editors show: Japanese / English. */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const headShape = {
  id: idSchema.describe('計画作業の id。協議会で一意 / unique in the council'),
  title: nameSchema.optional().describe('件名 / title'),
};

const daysShape = {
  only: dayKinds().describe('この種別の日に始まるものだけ / only those that begin on such days'),
  except: dayKinds().describe('この種別の日に始まるものを除く / but those that begin on such days'),
  validFrom: dateSchema.optional().describe('始まりうる最初の日 / first day on which it may begin'),
  validTo: dateSchema.optional().describe('始まりうる最後の日 / last day on which it may begin'),
};

function dayKinds() {
  return listOf(z.enum(DAY_KINDS), 'dayKinds').min(1, says('dayKinds')).optional();
}

const FROM = '開始の時刻（例 "23:00"） / time at which it begins';
const TO = '終了の時刻。from 以前なら翌日 / time at which it ends; the next day if not after from';

const timesShape = {
  from: timeOfDaySchema.describe(FROM),
  to: timeOfDaySchema.describe(TO),
};
const optionalTimesShape = {
  from: timeOfDaySchema.optional().describe(`${FROM}（省くと終日 / whole day without）`),
  to: timeOfDaySchema.optional().describe(TO),
};

const weekdaySchema = z.enum(WEEKDAYS);
const nthSchema = z.union(
  [z.int(says('nth')).min(1, says('nth')).max(5, says('nth')), z.literal('last')],
  says('nth'),
);

/** One window of any kind, with the keys by which its place lets it name whom it concerns. */
function windowOf<Shape extends z.core.$ZodLooseShape>(scope: Shape) {
  const window = <Kind extends string, Rule extends z.core.$ZodLooseShape>(
    kind: Kind,
    rule: Rule,
  ) =>
    mapping({
      ...headShape,
      kind: z.literal(kind).describe('種類 / kind: once, weekly, monthly, dates, file'),
      ...scope,
      ...rule,
    });
  return z.discriminatedUnion(
    'kind',
    [
      window('once', {
        from: localTimeSchema.describe('開始（例 2026-10-01T22:00） / when it begins'),
        to: localTimeSchema.describe('終了（例 2026-10-02T05:00） / when it ends'),
      }),
      window('weekly', {
        days: listOf(weekdaySchema, 'weekdays')
          .min(1, says('weekdays'))
          .describe('曜日（例 [sat, sun]） / weekdays'),
        ...timesShape,
        ...daysShape,
      }),
      window('monthly', {
        nth: nthSchema.describe('第何（1〜5、last） / which one of the month'),
        weekday: weekdaySchema.describe('曜日 / weekday'),
        offsetDays: z
          .int(says('offsetDays'))
          .min(-27, says('offsetDays'))
          .max(27, says('offsetDays'))
          .optional()
          .describe('その何日後か（翌日は 1） / days after it; 1 = the day after'),
        ...timesShape,
        ...daysShape,
      }),
      window('dates', {
        dates: listOf(dateSchema, 'dates').min(1, says('dates')).describe('日付の一覧 / dates'),
        ...optionalTimesShape,
        ...daysShape,
      }),
      window('file', {
        file: pathSchema(/\.(csv|ics)$/i, 'maintenanceFile').describe(
          'CSV（date,from,to,title）または iCalendar のファイル / CSV (date,from,to,title) or iCalendar file',
        ),
        ...optionalTimesShape,
        ...daysShape,
      }),
    ],
    says('maintenanceKind'),
  );
}

function ids(description: string) {
  return listOf(idSchema, 'ids').min(1, says('ids')).optional().describe(description);
}

const narrowShape = {
  members: ids('これらの構成員だけ / only these members'),
  targets: ids('これらの計測対象だけ / only these sites'),
};

/** On a member or a target, which it concerns. */
export const windowSchema = windowOf({});
/** In a sector's file. */
export const sectorWindowSchema = windowOf(narrowShape);
/** In `yamabiko.yaml`. */
export const councilWindowSchema = windowOf({
  sectors: ids('これらのセプターだけ / only these sectors'),
  ...narrowShape,
});

export type WindowFile = z.output<typeof windowSchema>;
export type CouncilWindowFile = z.output<typeof councilWindowSchema>;
