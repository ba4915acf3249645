import { DAY_KINDS } from '../core/calendar.ts';
import type { Text } from '../core/words/language.ts';
import { MARKINGS } from '../core/words/marking.ts';
import { type ContactKind, WIDEST_CEILINGS } from '../core/words/recipient.ts';
import { VIEWER_NAMES, type ViewerKind } from '../core/words/viewer.ts';
import type { ContactFile } from './contact-schema.ts';
import { EXPECTATIONS } from './expectation.ts';
import { isHttpUrl, isMailAddress, isTelephone } from './leaf-schemas.ts';
import { isShieldedUrl } from './loopback-host.ts';
import type { ProblemCode } from './problem.ts';
import { listed } from './shape-problems.ts';

/** What is wrong with well-shaped values of one contact. */
export interface ContactFault {
  readonly field: 'to' | 'quietHours' | 'ceiling';
  readonly code: ProblemCode;
  readonly expected: Text;
}

interface Form {
  readonly fits: (to: string) => boolean;
  readonly text: Text;
}

const WEB: Form = { fits: isHttpUrl, text: EXPECTATIONS.url.text };
const SHIELDED: Form = { fits: isShieldedUrl, text: EXPECTATIONS.shieldedUrl.text };
const FORMS: Readonly<Record<ContactKind, Form>> = {
  mail: { fits: isMailAddress, text: EXPECTATIONS.mailAddress.text },
  webhook: WEB,
  slack: SHIELDED,
  teams: SHIELDED,
  alertmanager: {
    fits: (to) => isHttpUrl(to) && !to.includes('?'),
    text: {
      ja: 'Alertmanager の URL（例 http://127.0.0.1:9093。利用者名・パスワード・「?」「#」以降を含まない）',
      en: 'the URL of an Alertmanager (such as http://127.0.0.1:9093, without user name, password, or a part after "?" or "#")',
    },
  },
  telephone: {
    fits: isTelephone,
    text: {
      ja: '電話番号（数字・ハイフン・括弧、先頭の +）',
      en: 'a telephone number (digits, hyphens, brackets, a leading +)',
    },
  },
};

/** Rules of one contact of such a viewer: the address fits its kind, and it hears something it may know. */
export function contactFaults(
  values: Partial<ContactFile>,
  viewer: ViewerKind,
): readonly ContactFault[] {
  return [fitsItsKind(values), isHeardSomeTime(values), hasLawfulCeiling(values, viewer)].flatMap(
    (fault) => fault ?? [],
  );
}

function fitsItsKind({ kind, to }: Partial<ContactFile>): ContactFault | null {
  if (kind === undefined || to === undefined) return null;
  const { fits, text } = FORMS[kind];
  return fits(to) ? null : { field: 'to', code: 'bad_contact', expected: text };
}

/** Quiet hours that never end would be a contact that nobody misses until it is needed. */
function isHeardSomeTime({ quietHours }: Partial<ContactFile>): ContactFault | null {
  if (quietHours === undefined) return null;
  const { from, to, days = DAY_KINDS } = quietHours;
  const isWholeDay = from === to || (from === 0 && to === 1440);
  if (!isWholeDay || DAY_KINDS.some((kind) => !days.includes(kind))) return null;
  return {
    field: 'quietHours',
    code: 'quiet_always',
    expected: {
      ja: '知らせてよい時間の残る時間帯（このままでは、いつも通知しません）',
      en: 'hours that leave some in which it may be told (these never end)',
    },
  };
}

function hasLawfulCeiling(
  { ceiling }: Partial<ContactFile>,
  viewer: ViewerKind,
): ContactFault | null {
  const lawful = MARKINGS.slice(MARKINGS.indexOf(WIDEST_CEILINGS[viewer]));
  if (ceiling === undefined || lawful.includes(ceiling)) return null;
  const { ja, en } = listed(lawful, null);
  const who = VIEWER_NAMES[viewer];
  return {
    field: 'ceiling',
    code: 'ceiling_too_wide',
    expected: {
      ja: `${ja}（${who.ja}へは、ほかの構成員についてこれより厳しい区分の内容を送れません）`,
      en: `${en} (nothing stricter about others may be told to ${who.en})`,
    },
  };
}
