import type { NoticeOutcomeOf, ToldContact, ToldRecipient } from '../app/control/notice-order.ts';
import { oneLine } from '../core/one-line.ts';
import { timeText } from '../core/time/time-text.ts';
import { type Language, STANDING_SENTENCE, type Text } from '../core/words/language.ts';
import { CONTACT_LABELS } from '../core/words/recipient.ts';
import { TOLD_LABELS, TOLD_STATES } from '../core/words/told-state.ts';
import { STATE_LABELS } from './notice-words.ts';
import { zoneLine } from './zone-line.ts';

export interface ToldForm {
  readonly language: Language;
  /** Every decision of a contact; else the last one. */
  readonly isWhole: boolean;
}

/** The list to print: marked, by state, with telephone numbers and reasons. */
export function toldLines(
  { marking, incident, as, recipients, timezone }: NoticeOutcomeOf<'told_listed'>,
  form: ToldForm,
): readonly string[] {
  const { language } = form;
  const whose = as === null ? '' : `, ${as}`;
  const head = { ja: `事象 ${incident}${whose}`, en: `Incident ${incident}${whose}` };
  const lines = [marking, head[language]];
  for (const state of TOLD_STATES) {
    const of = recipients.filter((each) => each.state === state);
    lines.push('', `${TOLD_LABELS[state][language]}: ${of.length}`);
    for (const recipient of of) lines.push(...recipientLines(recipient, timezone, form));
  }
  return [...lines, '', STANDING_SENTENCE[language], zoneLine(timezone)[language], marking];
}

function recipientLines(
  { recipient, name, acknowledged, contacts }: ToldRecipient,
  timezone: string,
  form: ToldForm,
): readonly string[] {
  const { language } = form;
  const lines = [`  ${oneLine(name[language])} (${recipient})`];
  if (acknowledged !== null) {
    const at = timeText(acknowledged.at, timezone);
    const by = oneLine(acknowledged.by);
    lines.push(
      { ja: `    ${at} ${by} が確認`, en: `    acknowledged at ${at} by ${by}` }[language],
    );
  }
  if (contacts.length === 0) lines.push(`    ${NO_CONTACT[language]}`);
  for (const contact of contacts) lines.push(...contactLines(contact, timezone, form));
  return lines;
}

const NO_CONTACT: Text = { ja: '連絡先が登録されていません', en: 'no contact is registered' };

function contactLines(
  contact: ToldContact,
  timezone: string,
  { language, isWhole }: ToldForm,
): readonly string[] {
  const { number, kind, to, role, decisions } = contact;
  const who = role === null ? '' : ` (${oneLine(role)})`;
  const head = `    ${number ?? '-'} ${CONTACT_LABELS[kind][language]} ${oneLine(to)}${who}`;
  // Nothing is decided of a telephone but that nothing is sent to it.
  if (kind === 'telephone') return [head];
  return [
    `${head}: ${stateText(contact, timezone)[language]}`,
    ...(isWhole ? decisions : decisions.slice(-1)).map(
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
