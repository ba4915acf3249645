import type { ValidDays } from '../core/valid-days.ts';
import type { Family } from '../core/words/outcome.ts';
import { DEFAULTS } from './defaults.ts';
import { familyOfUrl } from './family-of-url.ts';
import { inherited, type Lineage } from './inherited.ts';
import type { Outline } from './outline.ts';
import type { Problem } from './problem.ts';

/** A target with the URL and the days on which it is measured. */
interface Measured {
  readonly lineage: Lineage;
  /** As the URL standard writes it. */
  readonly url: string;
  /** Of its sector and its sector's field. */
  readonly days: readonly ValidDays[];
}

/**
 * Sites measured twice: two ids that have the same URL in the same family and are in the council on
 * the same day. Practice sites have no URL.
 */
export function checkUrls(outline: Outline): readonly Problem[] {
  const known = new Map<string, Measured[]>();
  return measuredIn(outline).flatMap((each): readonly Problem[] => {
    let earlier: { readonly first: Measured; readonly family: Family } | null = null;
    for (const family of familiesOf(each)) {
      const key = `${family} ${each.url}`;
      const same = known.get(key) ?? [];
      const first = same.find((other) => haveDayInCommon([...each.days, ...other.days]));
      if (first === undefined) known.set(key, [...same, each]);
      else earlier ??= { first, family };
    }
    return earlier === null ? [] : twice(each, earlier);
  });
}

function measuredIn({ council, sectors }: Outline): readonly Measured[] {
  const fields = new Map((council?.fields ?? []).map(({ values }) => [values.id, values]));
  return sectors.flatMap((sector) => {
    const { values } = sector.head;
    const days = [values, fields.get(values.field) ?? {}];
    return sector.members
      .flatMap(({ targets }) => targets)
      .flatMap((target): readonly Measured[] => {
        const { url } = target.values;
        return url === undefined ? [] : [{ lineage: { target, sector, council }, url, days }];
      });
  });
}

function familiesOf({ lineage, url }: Measured): readonly Family[] {
  const asked = inherited(lineage, { pick: ({ family }) => family, path: ['family'] });
  const family = familyOfUrl(url) ?? asked?.value ?? DEFAULTS.family;
  return family === 'both' ? [4, 6] : [family];
}

/** ISO dates are in order as text. */
function haveDayInCommon(all: readonly ValidDays[]): boolean {
  const from = all.flatMap(({ validFrom }) => validFrom ?? []).toSorted();
  const to = all.flatMap(({ validTo }) => validTo ?? []).toSorted();
  const [last, first] = [from.at(-1), to[0]];
  return last === undefined || first === undefined || last <= first;
}

/** Nothing where the id is the same: that is told by itself. */
function twice(
  { lineage: { target } }: Measured,
  { first, family }: { readonly first: Measured; readonly family: Family },
): readonly Problem[] {
  const other = first.lineage.target;
  const { file, line } = other.source.place([...other.path, 'url']);
  const [id, otherId] = [target.values.id, other.values.id];
  if (id === undefined || id === otherId) return [];
  return [
    target.source.problem([...target.path, 'url'], {
      code: 'url_twice',
      expected: {
        ja: `計測対象 ${id} の URL は ${otherId ?? ''}（${file}:${line}）と同じで、IPv${family} で二重に計測されます。一方を消すか、2つの構成員が1つのサイトを共有しているのであれば、このままにしてください`,
        en: `site ${id} has the same URL as ${otherId ?? ''} (${file}:${line}) and is measured twice in IPv${family}: remove one of them, or leave both where two members share one site`,
      },
    }),
  ];
}
