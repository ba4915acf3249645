import { changedNames } from './changed-names.ts';
import type { Column } from './columns.ts';
import type { Existing } from './existing.ts';
import { type Fault, faultAt } from './fault.ts';
import { nameKey, type PlacedRow } from './place-rows.ts';
import type { ImportRow } from './read-rows.ts';

/** What rows lack, and where they contradict each other or the council. */
export function checkRows(rows: readonly PlacedRow[], existing: Existing): readonly Fault[] {
  return [
    ...rows.flatMap(lacking),
    ...rows.flatMap(changesUrl),
    ...changedNames(rows),
    ...repeatedUrls(rows, existing),
    ...membersThatDiffer(rows),
  ];
}

const REQUIRED_OF_NEW: readonly Column[] = ['url', 'enrolled_by', 'enrolled_on'];

const REQUIRED_TEXT: Readonly<Partial<Record<Column, { ja: string; en: string }>>> = {
  url: { ja: '計測する URL が必要です', en: 'the URL to measure is needed' },
  member_ja: { ja: '新しい構成員には名称が必要です', en: 'a new member needs a name' },
  enrolled_by: {
    ja: '計測に同意した人・部署が必要です（同意のないサイトは計測できません）',
    en: 'who agreed to be measured is needed (a site without consent cannot be measured)',
  },
  enrolled_on: { ja: '計測に同意した日が必要です', en: 'the day of the consent is needed' },
};

function lacking({ row, member, target }: PlacedRow): readonly Fault[] {
  const needed = new Set<Column>(target === null ? REQUIRED_OF_NEW : []);
  if (member.kind === 'new') needed.add('member_ja');
  // Of a target that is there, who agreed is known unless one half of it is given anew.
  if (target !== null && target.values.enrolment === undefined) {
    if (row.values.enrolled_by !== null) needed.add('enrolled_on');
    if (row.values.enrolled_on !== null) needed.add('enrolled_by');
  }
  return [...needed]
    .filter((column) => row.values[column] === null && !row.unread.has(column))
    .map((column) =>
      faultAt(
        row.place(column),
        'required',
        REQUIRED_TEXT[column] ?? { ja: '必要です', en: 'needed' },
      ),
    );
}

function changesUrl({ row, target }: PlacedRow): readonly Fault[] {
  const { url } = row.values;
  if (target === null || url === null || target.url === null || url === target.url) return [];
  return [
    faultAt(row.place('url'), 'url_changes', {
      found: url,
      ja: `計測対象 ${target.id} の URL を ${target.url} から変えます`,
      en: `the URL of site ${target.id} changes from ${target.url}`,
    }),
  ];
}

/** One URL is one target, in the list and in the council. */
function repeatedUrls(rows: readonly PlacedRow[], existing: Existing): readonly Fault[] {
  const moved = new Set(
    rows.flatMap(({ row, target }) =>
      target !== null && row.values.url !== null ? [target.id] : [],
    ),
  );
  const owners = new Map(
    existing.members.flatMap(({ targets }) =>
      targets.flatMap(({ id, url }) => (url === null || moved.has(id) ? [] : [[url, id] as const])),
    ),
  );
  const first = new Map<string, ImportRow>();
  return rows.flatMap(({ row }): Fault[] => {
    const { url } = row.values;
    if (url === null) return [];
    const fault = (code: 'duplicate_url' | 'wrong_sector', ja: string, en: string) => [
      faultAt(row.place('url'), code, { found: url, ja, en }),
    ];
    const earlier = first.get(url);
    if (earlier !== undefined) {
      return fault(
        'duplicate_url',
        `${earlier.row}行目と同じ URL です`,
        `the same URL as in row ${earlier.row}`,
      );
    }
    first.set(url, row);
    const owner = owners.get(url);
    if (owner !== undefined) {
      return fault(
        'duplicate_url',
        `計測対象 ${owner} と同じ URL です`,
        `site ${owner} has this URL`,
      );
    }
    const sector = existing.elsewhere.urls.get(url);
    if (sector === undefined) return [];
    return fault(
      'wrong_sector',
      `セプター ${sector} で計測しています`,
      `sector ${sector} has this URL`,
    );
  });
}

const OF_MEMBER = ['code', 'member_ja', 'member_en'] as const satisfies readonly Column[];

function sameWord(a: string, b: string, column: Column): boolean {
  return column === 'code' ? a === b : nameKey(a) === nameKey(b);
}

/** Several rows of one member say the same of it. */
function membersThatDiffer(rows: readonly PlacedRow[]): readonly Fault[] {
  const said = new Map<string, { readonly value: string; readonly row: number }>();
  return rows.flatMap(({ row, member }) => {
    const key = member.kind === 'new' ? member.key : member.member.id;
    return OF_MEMBER.flatMap((column): Fault[] => {
      const value = row.values[column];
      if (value === null) return [];
      const earlier = said.get(`${column} ${key}`);
      if (earlier === undefined) said.set(`${column} ${key}`, { value, row: row.row });
      if (earlier === undefined || sameWord(earlier.value, value, column)) return [];
      return [
        faultAt(row.place(column), 'member_differs', {
          found: value,
          ja: `同じ構成員なのに、${earlier.row}行目では「${earlier.value}」です`,
          en: `the same member has "${earlier.value}" in row ${earlier.row}`,
        }),
      ];
    });
  });
}
