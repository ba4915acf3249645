import { isSecretAddress } from '../core/words/recipient.ts';
import type { ViewerKind } from '../core/words/viewer.ts';
import { type ContactFault, contactFaults } from './contact-faults.ts';
import { contactSchema } from './contact-schema.ts';
import { listAt, type Outline, type Part, part } from './outline.ts';
import type { Problem } from './problem.ts';
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
    ...contacts.flatMap((contact) =>
      contactFaults(contact.values, viewer).flatMap((fault) => problemOf(contact, fault)),
    ),
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

/** With what was found where the text of the value is not it. */
function problemOf(
  { source, path, values }: ContactPart,
  { field, code, expected }: ContactFault,
): readonly Problem[] {
  const at = [...path, field];
  return [source.problem(at, { code, expected, ...foundOf({ source, path, values }, field) })];
}

function foundOf(
  { source, path, values: { kind, to } }: ContactPart,
  field: ContactFault['field'],
): { readonly found?: string } {
  if (field === 'to' && kind !== undefined && to !== undefined && isSecretAddress(kind)) {
    return { found: withoutPath(to) };
  }
  if (field !== 'quietHours') return {};
  const hours = ['from', 'to'].map((key) => valueAt(source.data, [...path, 'quietHours', key]));
  return { found: hours.join('–') };
}

/** Of an address whose path is a password. */
export function withoutPath(url: string): string {
  return url.replace(/^([a-z]+:\/\/)?.*$/is, '$1…');
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
