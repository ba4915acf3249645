import { createIdAssigner, type IdAssigner } from './assign-ids.ts';
import type { Edit, FileMapping } from './edit.ts';
import type { Existing, ExistingMember } from './existing.ts';
import { contactValue, nameOf, valuesOfTarget } from './file-values.ts';
import type { PlacedRow } from './place-rows.ts';
import type { ImportedContact } from './read-contacts.ts';
import type { RowValues } from './read-rows.ts';
import { type Change, type ImportedField, memberChanges, targetChanges } from './row-changes.ts';

/** What an import does with a row. */
export interface ImportedRow {
  readonly row: number;
  readonly member: string;
  readonly target: string;
  readonly change: 'added' | 'changed' | 'unchanged';
  /** What of a site that is there, and of its member, becomes another. */
  readonly fields: readonly ImportedField[];
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
      done.push({ row: row.row, ...made.add(row.values, ids), change: 'added', fields: [] });
      continue;
    }
    const own = memberChanges(member.member, row.values).filter((each) => isFirst(each, said));
    const appended = target === null ? newTarget(member.member, row.values, ids) : null;
    const changes = target === null ? own : [...own, ...targetChanges(target, row.values)];
    edits.push(...changes.map(({ edit }) => edit), ...(appended === null ? [] : [appended.edit]));
    done.push({
      row: row.row,
      member: member.member.id,
      target: target?.id ?? appended?.id ?? '',
      change: target === null ? 'added' : changes.length > 0 ? 'changed' : 'unchanged',
      fields: changes.flatMap(({ fields }) => fields),
    });
  }
  const made = [...fresh.values()];
  const appended = made.map(
    (each): Edit => ({ kind: 'append', path: ['members'], value: each.value() }),
  );
  return { edits: [...edits, ...appended], rows: done, newMembers: made.map(({ id }) => id) };
}

/** Rows of one member bring its code, name and contacts along each time; they are written once. */
function isFirst({ edit }: Change, said: Set<string>): boolean {
  const text = JSON.stringify(edit);
  if (said.has(text)) return false;
  said.add(text);
  return true;
}

function newTarget(
  member: ExistingMember,
  values: RowValues,
  ids: IdAssigner,
): { readonly id: string; readonly edit: Edit } {
  const id = values.target_id ?? ids.target(member.id);
  const value = { id, ...valuesOfTarget(values) };
  return { id, edit: { kind: 'append', path: [...member.path, 'targets'], value } };
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
