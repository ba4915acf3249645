import type { NoticeDelivery, NoticePreview } from '../app/control/notice-order.ts';
import { listNotices, type NoticeReport } from '../app/notices/order-notice.ts';
import { AppError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import { OUTBOX_STATES, type OutboxEntry, type OutboxState } from '../core/ports/notice-store.ts';
import { timeText } from '../core/time/time-text.ts';
import { LANGUAGES, type Language, type Text } from '../core/words/language.ts';
import { NOTICE_KIND_LABELS } from '../core/words/notice.ts';
import { CONTACT_LABELS } from '../core/words/recipient.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { type Call, EXIT } from './command.ts';
import { durationMsOf } from './duration.ts';
import {
  INCIDENT_WORD,
  noticePlaceOf,
  numberOf,
  orderOf,
  RECIPIENT_WORD,
  wholeFrom1,
  wordOf,
} from './notice-call.ts';
import { isOnItsWay, STATE_LABELS, sayDeliveries, sayRefusal, unexpected } from './notice-words.ts';
import { complain, print, printBlock } from './outlet.ts';
import { table } from './table.ts';
import { toldLines } from './told-words.ts';
import { zoneLine } from './zone-line.ts';

export async function test(call: Call): Promise<number> {
  const recipient = wordOf(call, 1, RECIPIENT_WORD);
  const contact = numberOf(call, 'contact');
  const report = await orderOf(call, { action: 'notice-test', recipient, contact });
  return sayWritten(report, call, NOTHING_SENT, ({ state }) => state === 'sent');
}

export async function verify(call: Call): Promise<number> {
  const isAll = call.flag('all');
  if (isAll === call.positionals.length > 1) throw new AppError('usage', ONE_OR_ALL);
  const recipient = isAll ? null : wordOf(call, 1, RECIPIENT_WORD);
  const text = call.text('older-than');
  const olderThanMs = text === null ? null : durationMsOf(text, '--older-than');
  const report = await orderOf(call, { action: 'notice-verify', recipient, olderThanMs });
  return sayWritten(report, call, ALL_VERIFIED, isOnItsWay);
}

export async function resend(call: Call): Promise<number> {
  const seq = wholeFrom1(wordOf(call, 1, NUMBER_WORD), 'resend');
  const report = await orderOf(call, { action: 'notice-resend', seq });
  return sayWritten(report, call, NOTHING_SENT, ({ state }) => state === 'sent');
}

export async function correct(call: Call): Promise<number> {
  const incident = wordOf(call, 1, INCIDENT_WORD);
  const [ja, en] = [call.text('text-ja'), call.text('text-en')];
  if (ja === null || en === null) throw new AppError('usage', BOTH_TEXTS);
  const report = await orderOf(call, { action: 'notice-correct', incident, text: { ja, en } });
  return sayWritten(report, call, NOTHING_SENT, isOnItsWay);
}

function sayWritten(
  report: NoticeReport,
  call: Call,
  none: Text,
  isFine: (delivery: NoticeDelivery) => boolean,
): number {
  const refusal = sayRefusal(report, call);
  if (refusal !== null) return refusal;
  const { outcome, by } = report;
  if (outcome.kind !== 'notices_written') throw unexpected(report);
  if (call.flag('json')) print(JSON.stringify({ ...outcome, by }));
  else if (outcome.deliveries.length === 0) print(none[call.language]);
  else sayDeliveries(outcome, call.language);
  return outcome.deliveries.every(isFine) ? EXIT.ok : EXIT.problem;
}

export async function verified(call: Call): Promise<number> {
  const recipient = wordOf(call, 1, RECIPIENT_WORD);
  const code = call.text('code');
  if (code === null) throw new AppError('usage', CODE_MISSING);
  if (!/^\d{6}$/.test(code)) {
    throw wrongValue('--code', { ja: ' 6 桁の確認番号', en: 'a code of six digits' }, code);
  }
  return sayContact(await orderOf(call, { action: 'notice-verified', recipient, code }), call);
}

export async function bounced(call: Call): Promise<number> {
  const recipient = wordOf(call, 1, RECIPIENT_WORD);
  const contact = numberOf(call, 'contact');
  if (contact === null) throw new AppError('usage', CONTACT_MISSING);
  const reason = call.text('reason');
  const order = { action: 'notice-bounced', recipient, contact, reason } as const;
  return sayContact(await orderOf(call, order), call);
}

function sayContact(report: NoticeReport, call: Call): number {
  const refusal = sayRefusal(report, call);
  if (refusal !== null) return refusal;
  const { outcome, by } = report;
  if (outcome.kind !== 'contact_verified' && outcome.kind !== 'contact_bounced') {
    throw unexpected(report);
  }
  if (call.flag('json')) {
    print(JSON.stringify({ ...outcome, by }));
    return EXIT.ok;
  }
  const { recipient, number, contactKind, to } = outcome;
  const what = `${recipient} ${number} ${CONTACT_LABELS[contactKind][call.language]} ${oneLine(to)}`;
  const said =
    outcome.kind === 'contact_verified'
      ? { ja: `${what} を確認済みにしました。`, en: `${what} is verified.` }
      : { ja: `${what} を不達として記録しました。`, en: `${what} is noted as not reached.` };
  print(said[call.language]);
  return EXIT.ok;
}

export async function told(call: Call): Promise<number> {
  const incident = wordOf(call, 1, INCIDENT_WORD);
  const as = call.text('as');
  const report = await orderOf(call, { action: 'notice-told', incident, as });
  const refusal = sayRefusal(report, call);
  if (refusal !== null) return refusal;
  const { outcome, by } = report;
  if (outcome.kind !== 'told_listed') throw unexpected(report);
  if (call.flag('json')) print(JSON.stringify({ ...outcome, by }));
  else {
    const isWhole = call.flag('verbose');
    for (const line of toldLines(outcome, { language: call.language, isWhole })) print(line);
  }
  return EXIT.ok;
}

export async function list(call: Call): Promise<number> {
  const state = stateOf(call.text('state'));
  const limit = numberOf(call, 'limit') ?? 100;
  const { entries, timezone } = await listNotices({ state, limit }, noticePlaceOf(call));
  if (call.flag('json')) print(JSON.stringify({ entries: entries.map(entryOf), timezone }));
  else if (entries.length === 0) print(NO_NOTICES[call.language]);
  else {
    const rows = entries.map((entry) => rowOf(entry, timezone, call.language));
    for (const line of table([HEAD[call.language], ...rows])) print(line);
    print(zoneLine(timezone)[call.language]);
  }
  return EXIT.ok;
}

function stateOf(text: string | null): OutboxState | null {
  if (text === null) return null;
  const found = OUTBOX_STATES.find((state) => state === text);
  if (found !== undefined) return found;
  const expected = { ja: ' waiting、sent、dead のいずれか', en: 'waiting, sent or dead' };
  throw wrongValue('--state', expected, text);
}

/** What is in it is not listed: that is for its recipient, and `preview` shows it. */
function entryOf(entry: OutboxEntry) {
  const { seq, state, attempts, nextAt, lastError, settledAt, to, marking } = entry;
  const { recipient, kind, reference, at, exercise } = entry.notice;
  const contact = { kind: to.kind, to: to.to };
  const sending = { attempts, nextAt, lastError, settledAt };
  return { seq, state, recipient, contact, kind, reference, at, exercise, marking, ...sending };
}

const HEAD: Readonly<Record<Language, readonly string[]>> = {
  ja: ['番号', '状態', '作成', '宛先', '連絡先', '種類', '照会番号', '送信', '最後の失敗'],
  en: [
    'number',
    'state',
    'written',
    'recipient',
    'contact',
    'kind',
    'reference',
    'tries',
    'last failure',
  ],
};

function rowOf(entry: OutboxEntry, timezone: string, language: Language): readonly string[] {
  const { seq, state, attempts, lastError, to, notice } = entry;
  return [
    `${seq}`,
    STATE_LABELS[state][language],
    timeText(notice.at, timezone),
    notice.recipient,
    `${CONTACT_LABELS[to.kind][language]} ${oneLine(to.to)}`,
    NOTICE_KIND_LABELS[notice.kind][language],
    notice.reference,
    `${attempts}`,
    lastError === null ? '-' : oneLine(lastError),
  ];
}

export async function preview(call: Call): Promise<number> {
  const incident = wordOf(call, 1, INCIDENT_WORD);
  const recipient = call.text('as');
  if (recipient === null) throw new AppError('usage', AS_MISSING);
  const number = numberOf(call, 'contact');
  const report = await orderOf(call, { action: 'notice-preview', incident, recipient });
  const refusal = sayRefusal(report, call);
  if (refusal !== null) return refusal;
  const { outcome, by } = report;
  if (outcome.kind !== 'notices_previewed') throw unexpected(report);
  const { timezone } = outcome;
  const previews = outcome.previews.filter((each) => number === null || each.number === number);
  if (previews.length === 0) complain(NO_SUCH_CONTACT[call.language]);
  else if (call.flag('json')) print(JSON.stringify({ ...outcome, previews, by }));
  else if (call.flag('html')) await printPage(previews, call.language);
  else for (const each of previews) await printPreview(each, timezone, call);
  return previews.some(({ of }) => of !== null) ? EXIT.ok : EXIT.problem;
}

/** The first there is: a page is one document. */
async function printPage(previews: readonly NoticePreview[], language: Language): Promise<void> {
  const page = previews.find(({ of }) => of !== null)?.[language];
  if (page !== undefined && page !== null) await printBlock(page.html);
  else for (const { refusal } of previews) complain(refusal?.[language] ?? '');
}

async function printPreview(preview: NoticePreview, timezone: string, call: Call): Promise<void> {
  const { number, kind, to, of, at, refusal } = preview;
  const { language } = call;
  const contact = `${number} ${CONTACT_LABELS[kind][language]} ${oneLine(to)}`;
  if (of === null || at === null) {
    complain(`${contact}: ${refusal?.[language] ?? ''}`);
    return;
  }
  const when = timeText(at, timezone);
  const said =
    of === 'now'
      ? { ja: `${when} の時点で書かれるもの`, en: `as it would be written at ${when}` }
      : { ja: `${when} に書いたもの`, en: `as it was written at ${when}` };
  print(`=== ${contact} (${said[language]})`);
  if (refusal !== null) print(`${NOT_NOW[language]}${refusal[language]}`);
  const languages = call.text('lang') === null ? LANGUAGES : [language];
  for (const each of languages) {
    const message = preview[each];
    if (message === null) continue;
    print(`--- ${each}: ${message.subject}`);
    print('');
    await printBlock(`${message.text}\n`);
  }
}

const NOT_NOW: Text = { ja: 'いまは書きません: ', en: 'Nothing is written now: ' };
const ONE_OR_ALL: Text = {
  ja: '宛先か --all のどちらか一方を指定してください',
  en: 'either a recipient or --all is needed',
};
const BOTH_TEXTS: Text = {
  ja: '訂正の文を --text-ja と --text-en の両方で指定してください',
  en: 'the correction is needed in both languages: --text-ja and --text-en',
};
const CODE_MISSING: Text = {
  ja: '--code で確認番号を指定してください',
  en: 'the code is needed (--code)',
};
const CONTACT_MISSING: Text = {
  ja: '--contact で連絡先の番号を指定してください（notify told や設定の順、1 から）',
  en: 'the number of the contact is needed (--contact; from 1, in the order of the configuration)',
};
const AS_MISSING: Text = {
  ja: '--as で、誰へのお知らせを見るかを指定してください',
  en: 'whose notice is to be shown is needed (--as)',
};
const NO_SUCH_CONTACT: Text = {
  ja: 'その番号の連絡先はありません',
  en: 'there is no contact of this number',
};
const NUMBER_WORD: Text = {
  ja: 'お知らせの番号（notify list で分かります）',
  en: 'the number of a notice (see notify list)',
};
const NOTHING_SENT: Text = { ja: '送るものはありませんでした。', en: 'There was nothing to send.' };
const ALL_VERIFIED: Text = {
  ja: '確認番号を送る連絡先はありません（すべて確認済み、または電話番号だけです）。',
  en: 'No contact needs a code: all are verified, or telephone numbers.',
};
const NO_NOTICES: Text = { ja: '該当するお知らせはありません。', en: 'There is no such notice.' };
