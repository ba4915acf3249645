import { DAY_KINDS } from '../core/calendar.ts';
import type { Text } from '../core/words/language.ts';
import { MARKINGS } from '../core/words/marking.ts';
import { type ContactKind, isSecretAddress, WIDEST_CEILINGS } from '../core/words/recipient.ts';
import { VIEWER_NAMES, type ViewerKind } from '../core/words/viewer.ts';
import { contactSchema } from './contact-schema.ts';
import { EXPECTATIONS } from './expectation.ts';
import { isHttpUrl, isMailAddress, isTelephone } from './leaf-schemas.ts';
import { isShieldedUrl } from './loopback-host.ts';
import { listAt, type Outline, type Part, part } from './outline.ts';
import type { Problem } from './problem.ts';
import { listed } from './shape-problems.ts';
import { valueAt } from './source-file.ts';

type ContactPart = Part<typeof contactSchema>;

/** Who is told, with the ways to reach him. */
interface Reached {
  readonly viewer: ViewerKind;
  readonly contacts: readonly ContactPart[];
}

/** Rules of contacts: the address fits its kind, stands once, and hears something it may know. */
export function checkContacts(outline: Outline): readonly Problem[] {
  return [...officesOf(outline), ...sectorsOf(outline)].flatMap(({ viewer, contacts }) => [
    ...contacts.flatMap(fitsItsKind),
    ...contacts.flatMap(isHeardSomeTime),
    ...contacts.flatMap((contact) => hasLawfulCeiling(contact, viewer)),
    ...standOnce(contacts),
  ]);
}

function officesOf({ council }: Outline): readonly Reached[] {
  if (council === null) return [];
  const { source } = council;
  const reached = (viewer: ViewerKind, path: readonly (string | number)[]): Reached => ({
    viewer,
    contacts: listAt(source, [...path, 'contacts']).map((at) => part(source, at, contactSchema)),
  });
  return [
    reached('council', ['notify', 'council']),
    reached('operator', ['notify', 'operator']),
    ...listAt(source, ['notify', 'observers']).map((path) => reached('observer', path)),
  ];
}

function sectorsOf({ sectors }: Outline): readonly Reached[] {
  return sectors.flatMap(({ secretariat, members }) => [
    { viewer: 'secretariat' as const, contacts: secretariat },
    ...members.map(({ contacts }) => ({ viewer: 'member' as const, contacts })),
  ]);
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

function fitsItsKind({ source, path, values }: ContactPart): readonly Problem[] {
  const { kind, to } = values;
  if (kind === undefined || to === undefined) return [];
  const { fits, text } = FORMS[kind];
  if (fits(to)) return [];
  return [
    source.problem([...path, 'to'], {
      code: 'bad_contact',
      ...(isSecretAddress(kind) ? { found: withoutPath(to) } : {}),
      expected: text,
    }),
  ];
}

/** Of an address whose path is a password. */
export function withoutPath(url: string): string {
  return url.replace(/^([a-z]+:\/\/)?.*$/is, '$1…');
}

/** Quiet hours that never end would be a contact that nobody misses until it is needed. */
function isHeardSomeTime({ source, path, values }: ContactPart): readonly Problem[] {
  const quiet = values.quietHours;
  if (quiet === undefined) return [];
  const { from, to, days = DAY_KINDS } = quiet;
  const isWholeDay = from === to || (from === 0 && to === 1440);
  if (!isWholeDay || DAY_KINDS.some((kind) => !days.includes(kind))) return [];
  return [
    source.problem([...path, 'quietHours'], {
      code: 'quiet_always',
      found: ['from', 'to']
        .map((key) => valueAt(source.data, [...path, 'quietHours', key]))
        .join('–'),
      expected: {
        ja: '知らせてよい時間の残る時間帯（このままでは、いつも通知しません）',
        en: 'hours that leave some in which it may be told (these never end)',
      },
    }),
  ];
}

function hasLawfulCeiling(
  { source, path, values }: ContactPart,
  viewer: ViewerKind,
): readonly Problem[] {
  const { ceiling } = values;
  const lawful = MARKINGS.slice(MARKINGS.indexOf(WIDEST_CEILINGS[viewer]));
  if (ceiling === undefined || lawful.includes(ceiling)) return [];
  const { ja, en } = listed(lawful, null);
  const who = VIEWER_NAMES[viewer];
  return [
    source.problem([...path, 'ceiling'], {
      code: 'ceiling_too_wide',
      expected: {
        ja: `${ja}（${who.ja}へは、ほかの構成員についてこれより厳しい区分の内容を送れません）`,
        en: `${en} (nothing stricter about others may be told to ${who.en})`,
      },
    }),
  ];
}

function standOnce(contacts: readonly ContactPart[]): readonly Problem[] {
  const first = new Map<string, ContactPart>();
  return contacts.flatMap((contact) => {
    const { kind, to } = contact.values;
    if (kind === undefined || to === undefined) return [];
    const earlier = first.get(`${kind}:${to}`);
    if (earlier === undefined) {
      first.set(`${kind}:${to}`, contact);
      return [];
    }
    const path = [...contact.path, 'to'];
    const { file, line } = earlier.source.place(earlier.path);
    return [
      contact.source.problem(path, {
        code: 'duplicate_contact',
        ...(isSecretAddress(kind) ? { found: withoutPath(to) } : {}),
        expected: {
          ja: `この相手にまだない連絡先（同じものが ${file}:${line} にあります）`,
          en: `a contact that its owner has not yet (the same one stands at ${file}:${line})`,
        },
      }),
    ];
  });
}
