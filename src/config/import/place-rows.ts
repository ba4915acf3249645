import type { Column } from './columns.ts';
import type { Existing, ExistingMember, ExistingTarget } from './existing.ts';
import { type Fault, faultAt } from './fault.ts';
import type { ImportRow } from './read-rows.ts';

/** Where a row belongs. */
export interface PlacedRow {
  readonly row: ImportRow;
  readonly member: PlacedMember;
  /** null = a new target. */
  readonly target: ExistingTarget | null;
}

/** A member that is there, or one that the rows under this key make. */
export type PlacedMember =
  | { readonly kind: 'existing'; readonly member: ExistingMember }
  | { readonly kind: 'new'; readonly key: string };

export interface PlacedRows {
  readonly rows: readonly PlacedRow[];
  readonly faults: readonly Fault[];
}

/** Finds for each row the member and target that it means: by id, then by code, then by URL. */
export function placeRows(rows: readonly ImportRow[], existing: Existing): PlacedRows {
  const placer = new RowPlacer(existing);
  const faults: Fault[] = [];
  const members = rows.map((row) => {
    const found = placer.memberOf(row);
    if ('fault' in found) faults.push(found.fault);
    return 'fault' in found ? null : { row, ...found };
  });
  const counts = new Map<string, number>();
  for (const each of members) {
    if (each === null) continue;
    const key = keyOf(each.member);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const placed = members.flatMap((each): PlacedRow[] => {
    if (each === null) return [];
    if (each.target !== null || each.member.kind === 'new') return [each];
    const isOnly = counts.get(keyOf(each.member)) === 1;
    return [{ ...each, target: targetIn(each.member.member, each.row, isOnly) }];
  });
  faults.push(...repeated(placed));
  return { rows: placed, faults };
}

function keyOf(member: PlacedMember): string {
  return member.kind === 'new' ? member.key : `existing ${member.member.id}`;
}

/** The member's target with this URL; its only one, where the list's only row for it has no URL. */
function targetIn(
  { targets }: ExistingMember,
  { values, unread }: ImportRow,
  isOnlyRow: boolean,
): ExistingTarget | null {
  // A new id makes a new target, whatever its URL.
  if (values.target_id !== null) return null;
  const same = targets.find(({ url }) => url !== null && url === values.url);
  if (same !== undefined) return same;
  const [only, ...others] = targets;
  const isMeant = others.length === 0 && isOnlyRow && values.url === null && !unread.has('url');
  return isMeant ? (only ?? null) : null;
}

type FoundMember =
  | { readonly member: PlacedMember; readonly target: ExistingTarget | null }
  | { readonly fault: Fault };

class RowPlacer {
  readonly #existing: Existing;
  readonly #members: ReadonlyMap<string, ExistingMember>;
  readonly #byCode: ReadonlyMap<string, ExistingMember>;
  readonly #byName: ReadonlyMap<string, ExistingMember>;
  readonly #targets: ReadonlyMap<string, ExistingTarget>;
  readonly #byUrl: ReadonlyMap<string, ExistingTarget>;

  constructor(existing: Existing) {
    const { members } = existing;
    const targets = members.flatMap((member) => member.targets);
    this.#existing = existing;
    this.#members = new Map(members.map((member) => [member.id, member]));
    this.#byCode = new Map(
      members.flatMap((member) => (member.code === null ? [] : [[member.code, member]])),
    );
    this.#byName = new Map(
      members.flatMap((member) => (member.name ? [[nameKey(member.name.ja), member]] : [])),
    );
    this.#targets = new Map(targets.map((target) => [target.id, target]));
    this.#byUrl = new Map(
      targets.flatMap((target) => (target.url === null ? [] : [[target.url, target]])),
    );
  }

  memberOf(row: ImportRow): FoundMember {
    const { values } = row;
    const target = values.target_id === null ? undefined : this.#targets.get(values.target_id);
    if (target !== undefined) return this.#ofTarget(row, target);
    return this.#elsewhere(row) ?? this.#byWord(row);
  }

  /** A row that names a target also means its member. */
  #ofTarget(row: ImportRow, target: ExistingTarget): FoundMember {
    const { member_id: id } = row.values;
    const member = this.#members.get(target.member);
    if (member === undefined || (id !== null && id !== target.member)) {
      return differs(row, 'member_id', {
        ja: `計測対象 ${target.id} は構成員 ${target.member} のものです`,
        en: `site ${target.id} belongs to member ${target.member}`,
      });
    }
    return { member: { kind: 'existing', member }, target };
  }

  #elsewhere(row: ImportRow): FoundMember | null {
    const { member_id: member, target_id: target } = row.values;
    const { elsewhere, usedIds, sector } = this.#existing;
    const columns = [
      ['target_id', target === null ? undefined : elsewhere.targets.get(target)],
      ['member_id', member === null ? undefined : elsewhere.members.get(member)],
    ] as const;
    for (const [column, other] of columns) {
      if (other === undefined) continue;
      return {
        fault: faultAt(row.place(column), 'wrong_sector', {
          found: row.values[column] ?? '',
          ja: `セプター ${other} のものです（取り込み先は ${sector}）`,
          en: `this belongs to sector ${other} (the import is into ${sector})`,
        }),
      };
    }
    if (target === null || !usedIds.has(target)) return null;
    return {
      fault: faultAt(row.place('target_id'), 'id_used_before', {
        found: target,
        ja: 'この id は、いまは設定にない計測対象が以前使っていました。再利用できません。空ければ新しい id が付きます',
        en: 'a site that is no longer configured had this id, and ids are never used again; left empty, a new one is given',
      }),
    };
  }

  #byWord(row: ImportRow): FoundMember {
    const { member_id: id, code, member_ja: name, url } = row.values;
    if (id !== null) return found(this.#members.get(id), `id ${id}`);
    const ofUrl = url === null ? undefined : this.#byUrl.get(url);
    const memberOfUrl = ofUrl === undefined ? undefined : this.#members.get(ofUrl.member);
    if (code !== null) {
      const byCode = this.#byCode.get(code);
      if (byCode !== undefined) return found(byCode, '');
      if (memberOfUrl === undefined) return found(undefined, `code ${code}`);
      if (memberOfUrl.code === null) return found(memberOfUrl, '');
      return differs(row, 'code', {
        ja: `この URL は、コード ${memberOfUrl.code} の構成員（${memberOfUrl.id}）のものです`,
        en: `this URL belongs to the member with code ${memberOfUrl.code} (${memberOfUrl.id})`,
      });
    }
    const byName = name === null ? undefined : this.#byName.get(nameKey(name));
    const member = memberOfUrl ?? byName;
    return found(member, name === null ? `row ${row.row}` : `name ${nameKey(name)}`);
  }
}

function found(member: ExistingMember | undefined, key: string): FoundMember {
  return {
    member: member === undefined ? { kind: 'new', key } : { kind: 'existing', member },
    target: null,
  };
}

function differs(row: ImportRow, column: Column, said: { ja: string; en: string }): FoundMember {
  const value = row.values[column];
  const seen = typeof value === 'string' ? { found: value } : {};
  return { fault: faultAt(row.place(column), 'member_differs', { ...seen, ...said }) };
}

/** Spaces and width do not tell two names apart. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s+/g, '').toLowerCase();
}

/** Rows that mean one target, or bring one id, are told with the row that came first. */
function repeated(rows: readonly PlacedRow[]): readonly Fault[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, target }) => {
    const id = target?.id ?? row.values.target_id;
    if (id === null) return [];
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, row.row);
      return [];
    }
    const column = row.values.target_id === null ? 'url' : 'target_id';
    return [
      faultAt(row.place(column), 'duplicate_row', {
        found: id,
        ja: `${earlier}行目と同じ計測対象です`,
        en: `this is the same site as in row ${earlier}`,
      }),
    ];
  });
}
