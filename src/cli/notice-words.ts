import type { NoticeDelivery, NoticeOutcomeOf } from '../app/control/notice-order.ts';
import type { NoticeReport } from '../app/notices/order-notice.ts';
import { AppError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import type { OutboxState } from '../core/ports/notice-store.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Language, Text } from '../core/words/language.ts';
import { CONTACT_LABELS } from '../core/words/recipient.ts';
import { type Call, EXIT } from './command.ts';
import { complain, print } from './outlet.ts';
import { table } from './table.ts';
import { zoneLine } from './zone-line.ts';

export const STATE_LABELS: Readonly<Record<OutboxState, Text>> = {
  waiting: { ja: '送信待ち', en: 'waiting' },
  sent: { ja: '送信済み', en: 'sent' },
  dead: { ja: '送信できず', en: 'not sent' },
};

const NOT_WRITTEN: Text = { ja: '作成せず', en: 'not written' };

/** Where an order had no outcome of its kind: says so. The exit code; null = it had one. */
export function sayRefusal({ outcome }: NoticeReport, call: Call): number | null {
  const isRefused = outcome.kind === 'notice_refused' || outcome.kind === 'notice_denied';
  if (!isRefused && outcome.kind !== 'waiting') return null;
  if (call.flag('json')) print(JSON.stringify(outcome));
  else complain(isRefused ? outcome.text[call.language] : NO_ANSWER[call.language]);
  return EXIT.problem;
}

/** An answer of another kind than the order has: a defect. */
export function unexpected({ outcome }: NoticeReport): AppError {
  return new AppError('internal', `an answer of another kind: ${outcome.kind}`);
}

const NO_ANSWER: Text = {
  ja: 'サービスから 60 秒以内に返事がありません。まだ始めていなければ、この指示は行われません。サービスのログを確かめてから、もう一度実行してください。',
  en: 'The service has not answered within 60 s. What it had not begun by then is not carried out; look into its log, then give the order again.',
};

/** A line for each contact: what became of the notice. */
export function deliveryLines(
  deliveries: readonly NoticeDelivery[],
  timezone: string,
  language: Language,
): readonly string[] {
  const rows = deliveries.map((each) => [
    each.recipient,
    `${each.number ?? '-'}`,
    `${CONTACT_LABELS[each.kind][language]} ${oneLine(each.to)}`,
    each.state === null ? NOT_WRITTEN[language] : STATE_LABELS[each.state][language],
    remarkOf(each, timezone)[language],
  ]);
  return rows.length === 0 ? [] : [...table(rows), zoneLine(timezone)[language]];
}

function remarkOf(delivery: NoticeDelivery, timezone: string): Text {
  const { state, reference, error, nextAt, refusal } = delivery;
  if (refusal !== null) return refusal;
  const said = error === null ? '' : oneLine(error);
  if (state === 'sent') {
    return { ja: `${reference}（相手が受け取りました）`, en: `${reference} (the channel took it)` };
  }
  if (state === 'dead') return { ja: `${reference} ${said}`, en: `${reference} ${said}` };
  if (error === null || nextAt === null) {
    return { ja: `${reference} まだ送っていません`, en: `${reference} not sent yet` };
  }
  const next = timeText(nextAt, timezone);
  return {
    ja: `${reference} ${said}（次は ${next}）`,
    en: `${reference} ${said} (next try at ${next})`,
  };
}

/** Nothing is wrong as far as it is known: it was taken, or it is on its way. */
export function isOnItsWay({ state, error }: NoticeDelivery): boolean {
  return state === 'sent' || (state === 'waiting' && error === null);
}

/** More contacts are counted instead of listed. */
const LISTED = 50;

/** Says what became of the notices that an order wrote. */
export function sayDeliveries(
  { deliveries, timezone }: Pick<NoticeOutcomeOf<'notices_written'>, 'deliveries' | 'timezone'>,
  language: Language,
): void {
  const failed = deliveries.filter((each) => !isOnItsWay(each));
  const listed = deliveries.length > LISTED ? failed.slice(0, LISTED) : deliveries;
  for (const line of deliveryLines(listed, timezone, language)) print(line);
  if (deliveries.length <= LISTED) return;
  const fine = deliveries.length - failed.length;
  print(
    {
      ja: `${deliveries.length} 件のうち ${fine} 件を送信しました、または送信待ちです。${failed.length} 件は送れていません。`,
      en: `Of ${deliveries.length} notices ${fine} were sent or are on their way; ${failed.length} are not.`,
    }[language],
  );
}
