import type { Outline, TargetOutline } from './outline.ts';
import type { Problem } from './problem.ts';

/** Rules of targets and reference sites: one address each, public or practice but never both. */
export function checkTargets(outline: Outline): readonly Problem[] {
  const targets = outline.sectors.flatMap(({ members }) =>
    members.flatMap((member) => member.targets),
  );
  const all = [...targets, ...(outline.council?.reference ?? [])];
  return [
    ...all.flatMap(hasOneAddress),
    ...neverMixed(all),
    ...operatorIsNamed(outline, all),
    ...somethingToMeasure(outline, targets),
  ];
}

function isPublic({ keys }: TargetOutline): boolean {
  return keys.includes('url') && !keys.includes('practice');
}

function isPractice({ keys }: TargetOutline): boolean {
  return keys.includes('practice') && !keys.includes('url');
}

function hasOneAddress({ source, path, keys }: TargetOutline): readonly Problem[] {
  const count = ['url', 'practice'].filter((key) => keys.includes(key)).length;
  if (count === 1) return [];
  if (count === 2) {
    return [
      source.problem([...path, 'practice'], {
        code: 'url_and_practice',
        atKey: true,
        found: 'url + practice',
        expected: { ja: 'url か practice の一方だけ', en: 'either url or practice' },
      }),
    ];
  }
  return [
    source.problem(path, {
      code: 'no_address',
      found: null,
      expected: {
        ja: 'url（公開サイト）または practice（模擬サイト）',
        en: 'url (a public site) or practice (a practice site)',
      },
    }),
  ];
}

/** One problem for the whole council: the first target of the other kind. */
function neverMixed(targets: readonly TargetOutline[]): readonly Problem[] {
  const url = targets.find(isPublic);
  const practice = targets.find(isPractice);
  if (url === undefined || practice === undefined) return [];
  const [first, other] =
    targets.indexOf(url) < targets.indexOf(practice) ? [url, practice] : [practice, url];
  const key = other === url ? 'url' : 'practice';
  const { file, line } = first.source.place(first.path);
  return [
    other.source.problem([...other.path, key], {
      code: 'practice_mixed',
      atKey: true,
      found: key,
      expected: {
        ja: `公開サイト（url）と模擬サイト（practice）は1つの設定に混ぜられません（${file}:${line} は${first === url ? '公開サイト' : '模擬サイト'}です）`,
        en: `public sites (url) and practice sites cannot share a configuration (${file}:${line} is a ${first === url ? 'public' : 'practice'} site)`,
      },
    }),
  ];
}

function operatorIsNamed(
  { council }: Outline,
  targets: readonly TargetOutline[],
): readonly Problem[] {
  if (council === null || council.hasOperator || !targets.some(isPublic)) return [];
  return [
    council.source.problem(['operator'], {
      code: 'operator_missing',
      expected: {
        ja: '公開サイトを計測する運用者 operator { name: 名称, contactUrl: 問い合わせ先 }',
        en: 'operator { name, contactUrl }: who measures these public sites, and where to ask',
      },
    }),
  ];
}

function somethingToMeasure(
  { council, sectors, isComplete }: Outline,
  targets: readonly TargetOutline[],
): readonly Problem[] {
  if (council === null || !isComplete || targets.length > 0) return [];
  if (!sectors.every(({ isWhole }) => isWhole)) return [];
  return [
    {
      file: 'sectors',
      line: 1,
      column: 1,
      path: '',
      code: 'council_empty',
      found: null,
      expected: {
        ja: '計測対象が1つ以上ある sectors/<セプターの id>.yaml',
        en: 'sectors/<sector id>.yaml with at least one site',
      },
    },
  ];
}
