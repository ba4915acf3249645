import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Text } from '../../core/words/language.ts';
import type { JsonAnswer } from './json-request.ts';

const LONGEST_MESSAGE = 200;
const messageSchema = z.object({ message: z.string() });

/** `setup_failed`, saying what InfluxDB was asked for and why it did not do it. */
export function influxRefusal(what: Text, answer: JsonAnswer): AppError {
  const found = foundIn(answer);
  return new AppError('setup_failed', {
    ja: `InfluxDB: ${what.ja}: ${found.ja}`,
    en: `InfluxDB: ${what.en}: ${found.en}`,
  });
}

/** Whether the token is known and may not do what was asked. */
export function lacksPermission(answer: JsonAnswer): boolean {
  const message = messageOf(answer) ?? '';
  return (
    answer.statusCode === 403 || (answer.statusCode === 401 && /is unauthorized/.test(message))
  );
}

function foundIn(answer: JsonAnswer): Text {
  const { statusCode } = answer;
  const message = messageOf(answer);
  const said = message === null ? `HTTP ${statusCode}` : `HTTP ${statusCode}, ${message}`;
  if (lacksPermission(answer)) {
    return {
      ja: `トークンにこの操作の権限がありません（${said}）。operator トークンか all-access トークンが必要です`,
      en: `the token may not do this (${said}); an operator or all-access token is needed`,
    };
  }
  if (statusCode === 401) {
    return {
      ja: `トークンが受け入れられませんでした（${said}）`,
      en: `the token was not accepted (${said})`,
    };
  }
  if (statusCode === 404 && (message === null || message === 'path not found')) {
    return {
      ja: `この URL に InfluxDB 2.x の API がありません（${said}）`,
      en: `there is no API of InfluxDB 2.x at this URL (${said})`,
    };
  }
  return { ja: `${said} が返りました`, en: `it answered ${said}` };
}

function messageOf({ data }: JsonAnswer): string | null {
  const { message } = messageSchema.safeParse(data).data ?? {};
  return message?.slice(0, LONGEST_MESSAGE) ?? null;
}
