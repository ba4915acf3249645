import { isIP } from 'node:net';
import { z } from 'zod';
import { CONSENTS } from '../core/config.ts';
import { LONGEST_TIMER_MS } from '../core/time/longest-timer.ts';
import type { ExpectationKey } from './expectation.ts';
import { isWatchedPath } from './watched-path.ts';

/** The schemas of single values. The message of each issue is a key of `EXPECTATIONS`. */

/** A mapping that refuses other keys; the message lists those it has: `keys a b`. */
export function mapping<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? `keys ${Object.keys(shape).join(' ')}` : says('mapping'),
  });
}

/** A list; `key` is what is said of a value that is none. */
export function listOf<Item extends z.core.$ZodType>(item: Item, key: ExpectationKey = 'list') {
  return z.array(item, says(key));
}

/** Holds the message to the table of expectations. */
export function says(key: ExpectationKey): ExpectationKey {
  return key;
}

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const DURATION = /^\d+(\.\d+)?(ms|s|m|h)$/;
const SIZE = /^\d+(B|KiB|MiB|GiB|kB|KB|MB|GB)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const HTTP = /^https?:\/\/\S+$/i;

export const idSchema = z.string(says('id')).regex(ID, says('id'));

export const textSchema = z.string(says('text')).regex(/\S/, says('text'));

export const codeSchema = z.string(says('code')).regex(/\S/, says('code'));

/** A name in both languages; one text stands for both. */
export const nameSchema = z
  .union(
    [z.string(says('name')).regex(/\S/, says('name')), mapping({ ja: textSchema, en: textSchema })],
    says('name'),
  )
  .transform((name) => (typeof name === 'string' ? { ja: name, en: name } : name));

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `10s`, `500ms`, `1m` as ms, rounded to whole ones; at most 24 days. */
export const durationSchema = z
  .string(says('duration'))
  .regex(DURATION, says('duration'))
  .refine((text) => msOf(text) >= 1, says('duration'))
  .refine((text) => msOf(text) <= LONGEST_TIMER_MS, says('durationLong'))
  .transform(msOf);

function msOf(text: string): number {
  const unit = /[a-z]+$/.exec(text)?.[0] ?? '';
  return Math.round(Number.parseFloat(text) * (UNIT_MS[unit] ?? Number.NaN));
}

const UNIT_BYTES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1000,
  KB: 1000,
  MB: 1_000_000,
  KiB: 1024,
  MiB: 1_048_576,
  GB: 1_000_000_000,
  GiB: 1_073_741_824,
};

/** Bytes as a number or `256KiB`. */
export const sizeSchema = z
  .union(
    [
      z.int(says('size')).min(1, says('size')),
      z
        .string(says('size'))
        .regex(SIZE, says('size'))
        .refine((text) => bytesOf(text) >= 1, says('size')),
    ],
    says('size'),
  )
  .transform((size) => (typeof size === 'number' ? size : bytesOf(size)));

function bytesOf(text: string): number {
  const unit = /[A-Za-z]+$/.exec(text)?.[0] ?? '';
  return Number.parseInt(text, 10) * (UNIT_BYTES[unit] ?? Number.NaN);
}

/** Whether it fires is checked apart, once for each distinct expression. */
export const scheduleSchema = z.string(says('cron')).regex(/\S/, says('cron'));

export const dateSchema = z
  .string(says('date'))
  .regex(DATE, says('date'))
  .refine((text) => {
    const date = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  }, says('date'));

/** An IANA name in its usual spelling; offsets such as `+09:00` are no zones. */
export const timezoneSchema = z
  .string(says('timezone'))
  .refine((text) => canonicalTimezone(text) !== null, says('timezone'))
  .transform((text) => canonicalTimezone(text) ?? text);

function canonicalTimezone(text: string): string | null {
  if (!/^[a-z]/i.test(text)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** http or https, without credentials or fragment. */
export function isHttpUrl(text: string): boolean {
  if (!HTTP.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.username === '' && url.password === '' && !text.includes('#') && !/\/\/[^/?]*@/.test(text)
  );
}

/** As the URL standard writes it. */
export const urlSchema = z
  .string(says('url'))
  .regex(HTTP, says('url'))
  .refine(isHttpUrl, says('url'))
  .transform((text) => new URL(text).href);

/** Without a trailing slash. */
export const publicUrlSchema = z
  .string(says('publicUrl'))
  .regex(HTTP, says('publicUrl'))
  .refine((text) => isHttpUrl(text) && !text.includes('?'), says('publicUrl'))
  .transform((text) => new URL(text).href.replace(/\/+$/, ''));

/** `address`, `address:port` or `[v6]:port`. */
export const serverSchema = z.string(says('server')).refine((text) => {
  if (isIP(text) !== 0) return true;
  const [, v6, v4, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const isPort = port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
  return isPort && (isIP(v6 ?? '') === 6 || isIP(v4 ?? '') === 4);
}, says('server'));

export const sourceAddressSchema = z.string(says('sourceAddress')).refine((text) => {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}, says('sourceAddress'));

export const hostSchema = z
  .string(says('host'))
  .refine((text) => text === 'localhost' || isIP(text) !== 0, says('host'));

/** Whether it is one mail address, without a name beside it. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@<>,;]+@[^\s@.<>,;]+(\.[^\s@.<>,;]+)+$/.test(text);
}

export const mailAddressSchema = z
  .string(says('mailAddress'))
  .refine(isMailAddress, says('mailAddress'));

/** Whether it is written like a telephone number: digits, hyphens, brackets, spaces, a leading +. */
export function isTelephone(text: string): boolean {
  return /^\+?[\d()\-\s]{5,}$/.test(text);
}

/** A host name or an address, without a port. */
export const mailHostSchema = z
  .string(says('mailHost'))
  .refine((text) => isIP(text) !== 0 || HOST_NAME.test(text), says('mailHost'));

const HOST_NAME =
  /^(?=.{1,253}\.?$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.?$/i;

export const familySchema = z.literal([4, 6, 'both']);
export const consentSchema = z.enum(CONSENTS);
export const booleanSchema = z.boolean(says('boolean'));
export const millisecondsSchema = z.number(says('milliseconds')).gt(0, says('milliseconds'));
export const ratioSchema = z.number(says('ratio')).min(0, says('ratio')).max(1, says('ratio'));
export const countSchema = z.int(says('count')).min(1, says('count'));
export const rateSchema = z.number(says('rate')).gt(0, says('rate'));
export const portSchema = z.int(says('port')).min(0, says('port')).max(65_535, says('port'));
export const remotePortSchema = z
  .int(says('remotePort'))
  .min(1, says('remotePort'))
  .max(65_535, says('remotePort'));
export const statusSchema = z.int(says('status')).min(200, says('status')).max(599, says('status'));

/** A token of RFC 9110 §5.6.2, as lower case. */
export const headerNameSchema = z
  .string(says('headerName'))
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, says('headerName'))
  .transform((name) => name.toLowerCase());

const CLOCK = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** `02:00` as minutes after midnight; `24:00` is the next one. */
export const timeOfDaySchema = z
  .string(says('timeOfDay'))
  .regex(CLOCK, says('timeOfDay'))
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** {@link timeOfDaySchema} without `24:00`, which is no part of its day. */
export const startOfDayPartSchema = z
  .string(says('dayPartStart'))
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, says('dayPartStart'))
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** A day and a time on it, `2026-10-01T22:00`, also with a space between. */
export const localTimeSchema = z.string(says('localTime')).refine((text) => {
  const [date, time = '', ...rest] = text.split(/[T ]/);
  return rest.length === 0 && dateSchema.safeParse(date).success && CLOCK.test(time);
}, says('localTime'));

/** `12-29`, of a leap year. */
export const monthDaySchema = z
  .string(says('monthDay'))
  .refine((text) => dateSchema.safeParse(`2000-${text}`).success, says('monthDay'));

/** A file below the configuration's folder, with `/`, that ends in one of these and is watched. */
export function pathSchema(endings: RegExp, key: ExpectationKey) {
  const isMeant = (path: string) => endings.test(path) && isBelow(path) && isWatchedPath(path);
  return z.string(says(key)).refine(isMeant, says(key));
}

function isBelow(path: string): boolean {
  return !/^\/|^[a-z]:|\\/i.test(path) && path.split('/').every((step) => !/^\.*$/.test(step));
}
