import type { Notice, NoticeMatter } from '../core/words/notice.ts';

type Matter = Pick<NoticeMatter, 'key' | 'incident' | 'toldAs' | 'since'>;

/**
 * By what the reader of a notice finds a matter: the operator by its incident, everybody else by the id
 * that the board tells him; null = there is none.
 */
export function toldIdOf(
  { viewer }: Pick<Notice, 'viewer'>,
  { incident, toldAs }: Pick<Matter, 'incident' | 'toldAs'>,
): string | null {
  return viewer === 'operator' ? incident : (toldAs ?? null);
}

/** Ids of all that a notice tells, each once. */
export function toldIdsOf(notice: Pick<Notice, 'viewer' | 'matters'>): readonly string[] {
  return [...new Set(notice.matters.flatMap((matter) => toldIdOf(notice, matter) ?? []))];
}

/** Key of a matter for its reader: `site:<target>`, `pattern:<id>`, `prober`; the same as long as it is the same. */
export function toldKeyOf(notice: Pick<Notice, 'viewer'>, matter: Matter): string {
  if (!matter.key.startsWith('pattern:')) return matter.key;
  return `pattern:${toldIdOf(notice, matter) ?? matter.since}`;
}
