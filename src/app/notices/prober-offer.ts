import type { Offer } from '../../notify/desk.ts';
import type { TroubleBook } from '../../notify/trouble-book.ts';

/** Key of its matter. */
const PROBER = 'prober';

/** The newest doubt of our own network, for the operator; one that ended only where it is in `keys`. */
export function proberOffer(
  book: Pick<TroubleBook, 'patterns'>,
  keys: ReadonlySet<string>,
): readonly Offer[] {
  const doubts = book.patterns().filter(({ pattern }) => pattern === 'own-network');
  const newest = doubts.sort((a, b) => b.openedAt - a.openedAt)[0];
  if (newest === undefined || (newest.endedAt !== null && !keys.has(PROBER))) return [];
  const { id, pattern, since, endedAt, ending, evidence } = newest;
  const why = evidence.at(-1)?.text;
  const nobody = { sites: [], hasOthers: false, fact: null, sectors: [] };
  const matter = { key: PROBER, incident: id, pattern, weight: 'pattern' as const, since };
  const seen = why === undefined ? {} : { why };
  return [{ matter: { ...matter, ...nobody, ...seen, endedAt, ending }, refusal: null }];
}
