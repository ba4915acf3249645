import { EXPECTATIONS } from './expectation.ts';
import { isShieldedUrl } from './loopback-host.ts';
import { nearestHint } from './nearest-hint.ts';
import { officeRuleSchema, openIdSchema } from './openid-schema.ts';
import { listAt, type Outline, part } from './outline.ts';
import type { Problem } from './problem.ts';
import { type Path, type SourceFile, valueAt } from './source-file.ts';

const MOST_MS = 24 * 3_600_000;

/** Rules of `openid`: nothing goes in clear, a second factor is asked for, and each rule says whose. */
export function checkOpenId(outline: Outline): readonly Problem[] {
  if (outline.council === null) return [];
  const { source, council } = outline.council;
  if (valueAt(source.data, ['openid']) === undefined) return [];
  return [
    ...isReachedShielded(source, council.values.publicUrl ?? null),
    ...secondFactorIsAsked(source),
    ...listAt(source, ['openid', 'offices']).flatMap((path) => [
      ...ruleSaysWhose(source, path),
      ...ruleIsOfCouncil(outline, { source, path }),
    ]),
  ];
}

function isReachedShielded(source: SourceFile, publicUrl: string | null): readonly Problem[] {
  const { issuer, session } = part(source, ['openid'], openIdSchema).values;
  const { code, text } = EXPECTATIONS.shieldedUrl;
  const inClear = { code, expected: text };
  const address = {
    ja: 'https の URL。発行者はこの URL へ利用者を戻します（http はこの計算機の中だけ）',
    en: 'a URL of https, to which the issuer sends people back (http only inside this machine)',
  };
  return [
    ...(issuer === undefined || isShieldedUrl(issuer)
      ? []
      : [source.problem(['openid', 'issuer'], inClear)]),
    ...(publicUrl !== null && isShieldedUrl(publicUrl)
      ? []
      : [
          source.problem(['council', 'publicUrl'], {
            code: publicUrl === null ? 'missing_key' : 'bad_url',
            expected: address,
          }),
        ]),
    ...(session === undefined || session <= MOST_MS
      ? []
      : [
          source.problem(['openid', 'session'], {
            code: 'out_of_range',
            expected: { ja: '24h までの時間', en: 'a duration of at most 24h' },
          }),
        ]),
  ];
}

function secondFactorIsAsked(source: SourceFile): readonly Problem[] {
  const path = ['openid', 'secondFactor'];
  const found = valueAt(source.data, path);
  const isEmpty = typeof found === 'object' && found !== null && Object.keys(found).length === 0;
  if (!isEmpty) return [];
  return [
    source.problem(path, {
      code: 'missing_key',
      expected: {
        ja: 'acr か amr のどちらか（例 amr: [otp, hwk]）',
        en: 'acr or amr, or both (such as amr: [otp, hwk])',
      },
    }),
  ];
}

/** The key that says whose an office of the kind is; null = it is nobody's in particular. */
const KEYS = { member: 'member', secretariat: 'sector' } as const;

function ruleSaysWhose(source: SourceFile, path: Path): readonly Problem[] {
  const { value, kind, ...given } = part(source, path, officeRuleSchema).values;
  if (kind === undefined) return [];
  const key = kind === 'member' || kind === 'secretariat' ? KEYS[kind] : null;
  const allowed = value === undefined ? null : key;
  const unused = (['member', 'sector'] as const).filter(
    (each) => each !== allowed && given[each] !== undefined,
  );
  const problems = unused.map((each) =>
    source.problem([...path, each], { code: 'wrong_type', expected: NOTHING }),
  );
  if (value === undefined && key === null && !hasKey(source, [...path, 'value'])) {
    problems.push(source.problem([...path, 'value'], { code: 'missing_key', expected: VALUE }));
  }
  if (allowed !== null && !hasKey(source, [...path, allowed])) {
    problems.push(
      source.problem([...path, allowed], { code: 'missing_key', expected: IDS[allowed] }),
    );
  }
  return problems;
}

const NOTHING = {
  ja: 'なし（member は構成員、sector は事務局で、value を書いたときだけ）',
  en: 'nothing (member goes with kind member, sector with kind secretariat, both only beside a value)',
};
const VALUE = {
  ja: 'クレームの値（書かずに済むのは、値そのものが id になる member と secretariat だけ）',
  en: 'the value of the claim (only member and secretariat do without, whose id the claim then is)',
};
const IDS = {
  member: { ja: '構成員の id', en: 'the id of a member' },
  sector: { ja: 'セプターの id', en: 'the id of a sector' },
};

function ruleIsOfCouncil(
  { sectors, isComplete }: Outline,
  { source, path }: { readonly source: SourceFile; readonly path: Path },
): readonly Problem[] {
  if (!isComplete || !sectors.every(({ isWhole }) => isWhole)) return [];
  const { member, sector } = part(source, path, officeRuleSchema).values;
  const members = sectors.flatMap((each) => each.members.map(({ values }) => values.id ?? ''));
  const ids = sectors.map(({ head }) => head.values.id ?? '');
  return [
    ...unknown(source, [...path, 'member'], { id: member, among: members, says: IDS.member }),
    ...unknown(source, [...path, 'sector'], { id: sector, among: ids, says: IDS.sector }),
  ];
}

function unknown(
  source: SourceFile,
  path: Path,
  {
    id,
    among,
    says,
  }: {
    readonly id: string | undefined;
    readonly among: readonly string[];
    readonly says: { readonly ja: string; readonly en: string };
  },
): readonly Problem[] {
  if (id === undefined || among.includes(id)) return [];
  const hint = nearestHint(id, among);
  const expected = { ja: `${says.ja}${hint.ja}`, en: `${says.en}${hint.en}` };
  return [source.problem(path, { code: 'unknown_id', expected })];
}

function hasKey(source: SourceFile, path: Path): boolean {
  return valueAt(source.data, path) !== undefined;
}
