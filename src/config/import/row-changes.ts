import { isDeepStrictEqual } from 'node:util';
import type { PartValue } from '../plan/council-parts.ts';
import type { FieldChange } from '../plan.ts';
import type { Edit, FileMapping } from './edit.ts';
import type { ExistingMember, ExistingTarget } from './existing.ts';
import { contactValue, enrolmentOf, nameOf, valuesOfTarget } from './file-values.ts';
import type { RowValues } from './read-rows.ts';

/** A value of the sector's file that becomes another; null = the file holds none. */
export interface ImportedField extends FieldChange {
  /** A member's change is told at the first of its rows. */
  readonly of: 'member' | 'target';
}

/** One change of the file with what it means. */
export interface Change {
  readonly edit: Edit;
  readonly fields: readonly ImportedField[];
}

/** What a row changes of its member. */
export function memberChanges(member: ExistingMember, values: RowValues): readonly Change[] {
  const { code } = values;
  const isNewCode = code !== null && code !== member.code;
  return [
    ...(isNewCode ? [codeChange(member, code)] : []),
    ...nameChange(member, values),
    ...contactChanges(member, values),
  ];
}

function codeChange(member: ExistingMember, code: string): Change {
  const field = { of: 'member', field: 'code', before: member.code, after: code } as const;
  const edit = { kind: 'set', path: [...member.path, 'code'], value: code } as const;
  return { edit, fields: [field] };
}

function nameChange(member: ExistingMember, values: RowValues): readonly Change[] {
  const { member_ja: ja, member_en: en } = values;
  const now = member.name ?? null;
  const isRenamed = (ja !== null && ja !== now?.ja) || (en !== null && en !== now?.en);
  if (!isRenamed) return [];
  const later = {
    ja: ja ?? now?.ja ?? '',
    en: en ?? (now?.en === now?.ja ? null : (now?.en ?? null)),
  };
  const fields = [
    fieldOf('member', 'name.ja', { before: now?.ja ?? null, after: later.ja }),
    fieldOf('member', 'name.en', { before: now?.en ?? null, after: later.en ?? later.ja }),
  ].filter(({ before, after }) => before !== after);
  const path = [...member.path, 'name'];
  return [{ edit: { kind: 'set', path, value: nameOf(later.ja, later.en) }, fields }];
}

/** Contacts are added one by one; the list after each is told. */
function contactChanges(member: ExistingMember, values: RowValues): readonly Change[] {
  const known = [...member.contacts];
  return (values.contact ?? []).flatMap((contact): Change[] => {
    if (known.includes(contact.to)) return [];
    const before = contactsText(known);
    known.push(contact.to);
    const path = [...member.path, 'contacts'];
    return [
      {
        edit: { kind: 'append', path, value: contactValue(contact) },
        fields: [fieldOf('member', 'contacts', { before, after: contactsText(known) })],
      },
    ];
  });
}

/** The path of a webhook is its password. */
function contactsText(contacts: readonly string[]): string | null {
  const shown = contacts.map((to) =>
    /^https?:/i.test(to) && URL.canParse(to) ? `${new URL(to).origin}/…` : to,
  );
  return shown.length === 0 ? null : shown.join(', ');
}

/** What a row changes of its target. */
export function targetChanges(target: ExistingTarget, values: RowValues): readonly Change[] {
  const { enrolment: _, ...plain } = valuesOfTarget(values);
  const now = target.values;
  const changes: Change[] = [];
  for (const [key, value] of Object.entries(plain)) {
    const before: unknown = Reflect.get(now, key);
    if (before === value) continue;
    const fields = [fieldOf('target', key, { before, after: value })];
    changes.push({ edit: { kind: 'set', path: [...target.path, key], value }, fields });
  }
  // A reference that the row leaves empty stays with an enrolment that is otherwise the same.
  const before = enrolmentIn(now);
  const later: FileMapping = { ...before, ...enrolmentOf(values) };
  if (isDeepStrictEqual(later, before)) return changes;
  const fields = Object.keys(later)
    .filter((key) => later[key] !== before[key])
    .map((key) =>
      fieldOf('target', `enrolment.${key}`, { before: before[key], after: later[key] }),
    );
  const path = [...target.path, 'enrolment'];
  return [...changes, { edit: { kind: 'set', path, value: later }, fields }];
}

function enrolmentIn({ enrolment }: ExistingTarget['values']): FileMapping {
  if (enrolment === undefined) return {};
  const { by, on, reference } = enrolment;
  return { by, on, ...(reference === undefined ? {} : { reference }) };
}

function fieldOf(
  of: ImportedField['of'],
  field: string,
  { before, after }: { readonly before: unknown; readonly after: unknown },
): ImportedField {
  return { of, field, before: plainValueOf(before), after: plainValueOf(after) };
}

function plainValueOf(value: unknown): PartValue {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}
