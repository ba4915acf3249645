import { z } from 'zod';
import { DAY_KINDS } from '../core/calendar.ts';
import { LANGUAGES } from '../core/words/language.ts';
import { MARKINGS } from '../core/words/marking.ts';
import { CONTACT_KINDS, NOTICE_WEIGHTS } from '../core/words/recipient.ts';
import {
  dateSchema,
  durationSchema,
  listOf,
  mapping,
  says,
  startOfDayPartSchema,
  textSchema,
  timeOfDaySchema,
} from './leaf-schemas.ts';

/** The shape of a way to reach somebody. Descriptions are what editors show: Japanese / English. */

const quietHoursSchema = mapping({
  from: startOfDayPartSchema.describe('開始の時刻（例 "22:00"） / time at which they begin'),
  to: timeOfDaySchema.describe(
    '終了の時刻。from 以前なら翌日 / time at which they end; the next day if not after from',
  ),
  days: listOf(z.enum(DAY_KINDS), 'dayKinds')
    .min(1, says('dayKinds'))
    .optional()
    .describe(
      'この種別の日に始まるものだけ（既定はすべての日） / kinds of day on which they begin; default every day',
    ),
}).describe('通知しない時間帯 / hours in which it is told nothing');

export const contactSchema = mapping({
  kind: z
    .enum(CONTACT_KINDS)
    .describe(
      '手段。telephone は人がかける番号で、何も送らない / kind; telephone is for people, nothing is sent to it',
    ),
  to: textSchema.describe('宛先 / address, URL or number'),
  role: textSchema.optional().describe('役割 / role'),
  verifiedOn: dateSchema
    .optional()
    .describe(
      '到達を確かめた日。ないと確認のお知らせだけを送る / day it was verified; without it only the verification is sent',
    ),
  language: z
    .enum(LANGUAGES)
    .optional()
    .describe('お知らせの言語（既定 ja） / language of its notices; default ja'),
  floor: z
    .enum(NOTICE_WEIGHTS)
    .optional()
    .describe(
      'これより軽いことは知らせない: slow、failing、pattern の順に重い（既定 slow） / tells nothing lighter: slow, failing, pattern; default slow',
    ),
  quietHours: quietHoursSchema.optional(),
  escalateAfter: durationSchema
    .optional()
    .describe(
      'この時間続き、だれも確認していないときに知らせる（既定はすぐ） / told of what lasts so long and nobody has acknowledged; default at once',
    ),
  ceiling: z
    .enum(MARKINGS)
    .exclude(['TLP:RED'])
    .optional()
    .describe(
      'ほかの構成員についてこの宛先へ送れる、最も厳しい取扱区分（既定 TLP:GREEN） / strictest marking of data about others that may go there; default TLP:GREEN',
    ),
});

export type ContactFile = z.output<typeof contactSchema>;
