import type { NoticeOutcomeOf, ToldContact, ToldRecipient } from '../app/control/notice-order.ts';
import { oneLine } from '../core/one-line.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Language, Text } from '../core/words/language.ts';
import { CONTACT_LABELS } from '../core/words/recipient.ts';
import { STATE_LABELS } from './notice-words.ts';
import { zoneLine } from './zone-line.ts';

const TOLD_LABELS: Readonly<Record<ToldRecipient['state'], Text>> = {
  not_reached: { ja: '届いていない', en: 'Not reached' },
  not_told: { ja: 'お知らせしていない', en: 'Not told' },
  told: { ja: 'お知らせ済み（受け取り未確認）', en: 'Told, not acknowledged' },
  acknowledged: { ja: '受け取り確認済み', en: 'Acknowledged' },
};

/** Whom somebody has to call comes first. */
const ORDER = ['not_reached', 'not_told', 'told', 'acknowledged'] as const;

/** The list for a secretariat to print: by state, with telephone numbers and the reason of each decision. */
export function toldLines(
  { incident, recipients, timezone }: NoticeOutcomeOf<'told_listed'>,
  language: Language,
): readonly string[] {
  const lines = [{ ja: `事象 ${incident}`, en: `Incident ${incident}` }[language]];
  for (const state of ORDER) {
    const of = recipients.filter((each) => each.state === state);
    lines.push('', `${TOLD_LABELS[state][language]}: ${of.length}`);
    for (const recipient of of) lines.push(...recipientLines(recipient, timezone, language));
  }
  return [...lines, '', zoneLine(timezone)[language]];
}

function recipientLines(
  { recipient, name, acknowledged, contacts }: ToldRecipient,
  timezone: string,
  language: Language,
): readonly string[] {
  const lines = [`  ${oneLine(name[language])} (${recipient})`];
  if (acknowledged !== null) {
    const at = timeText(acknowledged.at, timezone);
    const by = oneLine(acknowledged.by);
    lines.push(
      { ja: `    ${at} ${by} が確認`, en: `    acknowledged at ${at} by ${by}` }[language],
    );
  }
  if (contacts.length === 0) lines.push(`    ${NO_CONTACT[language]}`);
  for (const contact of contacts) lines.push(...contactLines(contact, timezone, language));
  return lines;
}

const NO_CONTACT: Text = { ja: '連絡先が登録されていません', en: 'no contact is registered' };

function contactLines(
  contact: ToldContact,
  timezone: string,
  language: Language,
): readonly string[] {
  const { number, kind, to, role, decisions } = contact;
  const who = role === null ? '' : ` (${oneLine(role)})`;
  const head = `    ${number ?? '-'} ${CONTACT_LABELS[kind][language]} ${oneLine(to)}${who}`;
  // Nothing is decided of a telephone but that nothing is sent to it.
  if (kind === 'telephone') return [head];
  return [
    `${head}: ${stateText(contact, timezone)[language]}`,
    ...decisions.map(
      ({ at, text }) => `        ${timeText(at, timezone)} ${oneLine(text[language])}`,
    ),
  ];
}

function stateText({ notice, isVerified, bounce }: ToldContact, timezone: string): Text {
  const parts: Text[] = [];
  if (notice !== null) {
    const { reference, state, settledAt, at, error } = notice;
    const when = timeText(settledAt ?? at, timezone);
    const why = error === null || state === 'sent' ? '' : ` ${oneLine(error)}`;
    const said = (language: Language) =>
      `${STATE_LABELS[state][language]} ${when} ${reference}${why}`;
    parts.push({ ja: said('ja'), en: said('en') });
  }
  if (!isVerified) parts.push({ ja: '到達が未確認', en: 'not verified' });
  if (bounce !== null) {
    parts.push({ ja: `不達: ${oneLine(bounce)}`, en: `bounced: ${oneLine(bounce)}` });
  }
  if (parts.length === 0) parts.push({ ja: '作成せず', en: 'nothing was written' });
  return {
    ja: parts.map(({ ja }) => ja).join('、'),
    en: parts.map(({ en }) => en).join('; '),
  };
}
