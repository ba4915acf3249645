import type { ParseArgsOptionsConfig } from 'node:util';
import {
  type AskedOrder,
  type NoticePlace,
  type NoticeReport,
  orderNotice,
} from '../app/notices/order-notice.ts';
import { warningLine } from '../app/validate.ts';
import { AppError } from '../core/errors.ts';
import type { Text } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';
import type { Call } from './command.ts';
import { complain } from './outlet.ts';

/** Options of every command about telling. */
export const NOTICE_OPTIONS = {
  data: { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

export function noticePlaceOf(call: Call): NoticePlace {
  return {
    dataDir: call.text('data') ?? 'data',
    configDir: call.text('config'),
    warn: (warning) => complain(warningLine(warning, call.language)),
  };
}

/** Gives an order where the data lies that the call names. */
export async function orderOf(call: Call, order: AskedOrder): Promise<NoticeReport> {
  return await orderNotice(order, noticePlaceOf(call));
}

/** Throws `usage` for an option that the command has and this act of it does not take. */
export function requireOnly(
  call: Call,
  {
    act,
    takes,
    options,
  }: {
    readonly act: string;
    readonly takes: readonly string[];
    readonly options: ParseArgsOptionsConfig;
  },
): void {
  const taken = new Set([...takes, ...Object.keys(NOTICE_OPTIONS)]);
  const surplus = Object.keys(options).find(
    (name) => !taken.has(name) && (call.flag(name) || call.text(name) !== null),
  );
  if (surplus === undefined) return;
  throw new AppError('usage', {
    ja: `${act} では --${surplus} を使えません`,
    en: `${act} does not take --${surplus}`,
  });
}

/** The word at a place after the act; throws `usage` naming what is missing. */
export function wordOf(call: Call, place: number, what: Text): string {
  const word = call.positionals[place];
  if (word !== undefined && word !== '') return word;
  throw new AppError('usage', { ja: `${what.ja}を指定してください`, en: `${what.en} is needed` });
}

/** Throws `usage` where there are more words than an act takes. */
export function requireWords(call: Call, most: number): void {
  const surplus = call.positionals[most];
  if (surplus === undefined) return;
  throw new AppError('usage', {
    ja: `余分な引数があります: ${surplus}`,
    en: `there is an argument too many: ${surplus}`,
  });
}

/** A whole number from 1; null where the option was not given. Throws `usage`. */
export function numberOf(call: Call, option: string): number | null {
  const text = call.text(option);
  return text === null ? null : wholeFrom1(text, `--${option}`);
}

/** Throws `usage` naming the option or word. */
export function wholeFrom1(text: string, what: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw wrongValue(what, { ja: ' 1 以上の整数', en: 'a whole number from 1' }, text);
}

export const RECIPIENT_WORD: Text = {
  ja: '宛先（member:<id>、sector:<id>、council、observer:<id>、operator）',
  en: 'a recipient (member:<id>, sector:<id>, council, observer:<id> or operator)',
};

export const INCIDENT_WORD: Text = {
  ja: '事象の番号（20261122-1 など）',
  en: 'the number of an incident (as 20261122-1)',
};
