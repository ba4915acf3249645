import { isDeepStrictEqual } from 'node:util';
import type { Path } from '../source-file.ts';
import { createIdAssigner, type IdAssigner } from './assign-ids.ts';
import type { Edit, FileMapping, FileValue } from './edit.ts';
import type { Existing, ExistingMember, ExistingTarget } from './existing.ts';
import type { PlacedRow } from './place-rows.ts';
import type { ImportedContact } from './read-contacts.ts';
import type { RowValues } from './read-rows.ts';

/** What an import does with a row. */
export interface ImportedRow {
  readonly row: number;
  readonly member: string;
  readonly target: string;
  readonly change: 'added' | 'changed' | 'unchanged';
}

export interface RowEdits {
  readonly edits: readonly Edit[];
  readonly rows: readonly ImportedRow[];
  /** Ids of members that are new. */
  readonly newMembers: readonly string[];
}

/** The changes that rows without a fault make, every missing id given. */
export function editsOfRows(rows: readonly PlacedRow[], existing: Existing): RowEdits {
  const brought = rows.flatMap(({ row: { values } }) => [values.member_id, values.target_id]);
  const ids = createIdAssigner(
    existing,
    brought.filter((id) => id !== null),
  );
  const edits: Edit[] = [];
  const done: ImportedRow[] = [];
  const fresh = new Map<string, NewMember>();
  const said = new Set<string>();
  for (const placed of rows) {
    const { row, member, target } = placed;
    if (member.kind === 'new') {
      const made = fresh.get(member.key) ?? newMember(row.values, ids);
      fresh.set(member.key, made);
      done.push({ row: row.row, ...made.add(row.values, ids), change: 'added' });
      continue;
    }
    const own = memberEdits(member.member, row.values).filter((edit) => isFirst(edit, said));
    const { id, edits: more } = targetEdits(member.member, target, { values: row.values, ids });
    edits.push(...own, ...more);
    const isChanged = own.length + more.length > 0;
    const change = target === null ? 'added' : isChanged ? 'changed' : 'unchanged';
    done.push({ row: row.row, member: member.member.id, target: id, change });
  }
  const made = [...fresh.values()];
  const appended = made.map(
    (each): Edit => ({ kind: 'append', path: ['members'], value: each.value() }),
  );
  return { edits: [...edits, ...appended], rows: done, newMembers: made.map(({ id }) => id) };
}

/** Rows of one member bring its code, name and contacts along each time; they are written once. */
function isFirst(edit: Edit, said: Set<string>): boolean {
  const text = JSON.stringify(edit);
  if (said.has(text)) return false;
  said.add(text);
  return true;
}

interface NewMember {
  readonly id: string;
  add(values: RowValues, ids: IdAssigner): { readonly member: string; readonly target: string };
  value(): FileMapping;
}

function newMember(first: RowValues, ids: IdAssigner): NewMember {
  const id = first.member_id ?? ids.member();
  const targets: FileMapping[] = [];
  const contacts = new Map<string, ImportedContact>();
  let said: Pick<RowValues, 'code' | 'member_ja' | 'member_en'> = first;
  return {
    id,
    add(values, assigner) {
      const target = values.target_id ?? assigner.target(id);
      targets.push({ id: target, ...valuesOfTarget(values) });
      for (const contact of values.contact ?? []) contacts.set(contact.to, contact);
      said = {
        code: said.code ?? values.code,
        member_ja: said.member_ja ?? values.member_ja,
        member_en: said.member_en ?? values.member_en,
      };
      return { member: id, target };
    },
    value: () => ({
      id,
      ...(said.code === null ? {} : { code: said.code }),
      name: nameOf(said.member_ja ?? id, said.member_en),
      ...(contacts.size === 0 ? {} : { contacts: [...contacts.values()].map(contactValue) }),
      targets,
    }),
  };
}

function nameOf(ja: string, en: string | null): FileValue {
  return en === null ? ja : { ja, en };
}

function contactValue({ kind, to }: ImportedContact): FileMapping {
  return { kind, to };
}

/** What a row says of its target, under the keys of the sector's file. */
function valuesOfTarget(values: RowValues): FileMapping {
  const { url, consent, schedule, family } = values;
  const enrolment = enrolmentOf(values);
  return {
    ...(url === null ? {} : { url }),
    ...(Object.keys(enrolment).length === 0 ? {} : { enrolment }),
    ...(consent === null ? {} : { consent }),
    ...(schedule === null ? {} : { schedule }),
    ...(family === null ? {} : { family }),
  };
}

function enrolmentOf(values: RowValues): FileMapping {
  const { enrolled_by: by, enrolled_on: on, enrolment_reference: reference } = values;
  return {
    ...(by === null ? {} : { by }),
    ...(on === null ? {} : { on }),
    ...(reference === null ? {} : { reference }),
  };
}

function memberEdits(member: ExistingMember, values: RowValues): readonly Edit[] {
  const { code, member_ja: ja, member_en: en, contact } = values;
  const at = (key: string): Path => [...member.path, key];
  const edits: Edit[] = [];
  if (code !== null && code !== member.code)
    edits.push({ kind: 'set', path: at('code'), value: code });
  const now = member.name ?? null;
  const isRenamed = (ja !== null && ja !== now?.ja) || (en !== null && en !== now?.en);
  if (isRenamed) {
    const later = {
      ja: ja ?? now?.ja ?? '',
      en: en ?? (now?.en === now?.ja ? null : (now?.en ?? null)),
    };
    edits.push({ kind: 'set', path: at('name'), value: nameOf(later.ja, later.en) });
  }
  for (const each of contact ?? []) {
    if (member.contacts.includes(each.to)) continue;
    edits.push({ kind: 'append', path: at('contacts'), value: contactValue(each) });
  }
  return edits;
}

function targetEdits(
  member: ExistingMember,
  target: ExistingTarget | null,
  { values, ids }: { readonly values: RowValues; readonly ids: IdAssigner },
): { readonly id: string; readonly edits: readonly Edit[] } {
  if (target === null) {
    const id = values.target_id ?? ids.target(member.id);
    const value = { id, ...valuesOfTarget(values) };
    return { id, edits: [{ kind: 'append', path: [...member.path, 'targets'], value }] };
  }
  const { enrolment: _, ...plain } = valuesOfTarget(values);
  const edits: Edit[] = [];
  const now = target.values;
  for (const [key, value] of Object.entries(plain)) {
    if (Reflect.get(now, key) === value) continue;
    edits.push({ kind: 'set', path: [...target.path, key], value });
  }
  // A reference that the row leaves empty stays with an enrolment that is otherwise the same.
  const later: FileMapping = { ...enrolmentIn(now), ...enrolmentOf(values) };
  if (!isDeepStrictEqual(later, enrolmentIn(now))) {
    edits.push({ kind: 'set', path: [...target.path, 'enrolment'], value: later });
  }
  return { id: target.id, edits };
}

function enrolmentIn({ enrolment }: ExistingTarget['values']): FileMapping {
  if (enrolment === undefined) return {};
  const { by, on, reference } = enrolment;
  return { by, on, ...(reference === undefined ? {} : { reference }) };
}
