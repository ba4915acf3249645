import type { Text } from '../../core/words/language.ts';
import { type Fault, faultAt } from './fault.ts';
import type { PlacedRow } from './place-rows.ts';
import type { ImportRow } from './read-rows.ts';

/** A new name that rows bring for one member. */
interface NewName {
  readonly column: 'member_ja' | 'member_en';
  readonly was: string;
  readonly is: string;
  /** The name in the other language, which stays; null where it is none or is given too. */
  readonly stale: string | null;
  readonly rows: ImportRow[];
}

/**
 * Each name of a member that changes, once, at the first of its rows: a row found by its code may be
 * of another member, and the name tells.
 */
export function changedNames(rows: readonly PlacedRow[]): readonly Fault[] {
  const found = new Map<string, NewName>();
  for (const placed of rows) {
    for (const name of newNamesIn(placed)) {
      const { member } = placed;
      const key = JSON.stringify([member.kind === 'new' ? null : member.member.id, name]);
      const known = found.get(key) ?? { ...name, rows: [] };
      known.rows.push(placed.row);
      found.set(key, known);
    }
  }
  return [...found.values()].flatMap(faultOf);
}

function newNamesIn({ row, member }: PlacedRow): readonly Omit<NewName, 'rows'>[] {
  const now = member.kind === 'new' ? null : (member.member.name ?? null);
  if (now === null) return [];
  const { member_ja: ja, member_en: en } = row.values;
  const isOne = now.ja === now.en;
  const names: Omit<NewName, 'rows'>[] = [];
  if (ja !== null && ja !== now.ja) {
    const stale = en === null && !isOne ? now.en : null;
    names.push({ column: 'member_ja', was: now.ja, is: ja, stale });
  }
  if (en !== null && en !== now.en && !isOne) {
    names.push({ column: 'member_en', was: now.en, is: en, stale: ja === null ? now.ja : null });
  }
  return names;
}

function faultOf({ column, was, is, stale, rows }: NewName): readonly Fault[] {
  const [first] = rows;
  if (first === undefined) return [];
  const also = alsoIn(rows);
  const other = {
    ja: stale === null ? '' : `（もう一方の言語の名称「${stale}」は古いまま残ります）`,
    en: stale === null ? '' : ` (its name in the other language, "${stale}", stays as it was)`,
  };
  return [
    faultAt(first.place(column), 'name_changes', {
      found: is,
      ja: `構成員の名称を「${was}」から変えます${other.ja}${also.ja}`,
      en: `the name of the member changes from "${was}"${other.en}${also.en}`,
    }),
  ];
}

const ROWS_NAMED = 3;

/** The rows after the first one, if any. */
function alsoIn(rows: readonly ImportRow[]): Text {
  const further = rows.slice(1);
  if (further.length === 0) return { ja: '', en: '' };
  const named = further.slice(0, ROWS_NAMED).map(({ row }) => row);
  const more = further.length - named.length;
  return {
    ja: `（全 ${rows.length} 行。ほかに ${named.map((row) => `${row}行目`).join('、')}${more > 0 ? ` など` : ''}）`,
    en: ` (${rows.length} rows in all; also row ${named.join(', ')}${more > 0 ? ' and more' : ''})`,
  };
}
