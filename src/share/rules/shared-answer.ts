import type { Viewer } from '../../core/words/viewer.ts';
import type { Content } from './marking-of.ts';
import { readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

/** A site in an answer; `detail` not null: with its values. */
interface AnsweredSite {
  readonly target: string;
  readonly member: { readonly id: string };
  readonly sector: string;
  readonly detail?: object | null;
}

interface AnsweredIncident {
  readonly sites: readonly AnsweredSite[];
  readonly hasOthers: boolean;
  readonly fact: { readonly text: string | null } | null;
}

/** What an answer to a viewer other than the operator is looked through for, whichever it is. */
export interface SharedAnswer {
  /** Released bands. */
  readonly sectors?: readonly object[];
  readonly sites?: readonly AnsweredSite[];
  readonly site?: AnsweredSite;
  readonly incidents?: readonly AnsweredIncident[];
  readonly incident?: AnsweredIncident;
  /** How named sites do, in few words; `values` not null: with their values. */
  readonly news?: readonly { readonly target: string; readonly values: object | null }[];
  /** What a page tells beside its sites. */
  readonly head?: { readonly incidents: readonly AnsweredIncident[] } | null;
  /** Series of samples. */
  readonly series?: readonly { readonly target: string }[];
  /** Named sites of which some time is not told. */
  readonly untold?: readonly { readonly target: string }[];
  /** What members say of judgements. */
  readonly statements?: readonly { readonly target: string }[];
}

/** null: something in it is not for the viewer, or about a target that is not in the council. */
export function contentOfAnswer(
  viewer: Viewer,
  answer: SharedAnswer,
  targetOf: (id: string) => SharedTarget | null,
): readonly Content[] | null {
  const { sites = [], site, incidents = [], incident, head } = answer;
  const { news = [], series = [], untold = [], statements = [] } = answer;
  const all = [...incidents, ...(incident ? [incident] : []), ...(head?.incidents ?? [])];
  const named = [...sites, ...(site ? [site] : []), ...all.flatMap((each) => each.sites)];
  // What is released of the council is in every answer, if only by what it does not say.
  const contents = new Set<Content>(['band']);
  for (const each of named) {
    const content = contentOfSite(viewer, each, targetOf(each.target));
    if (content === null) return null;
    contents.add(content);
  }
  const briefly = [
    ...news,
    ...series.map(({ target }) => ({ target, values: {} })),
    ...[...untold, ...statements].map(({ target }) => ({ target, values: null })),
  ];
  for (const { target, values } of briefly) {
    const content = contentOf(viewer, targetOf(target), values !== null);
    if (content === null) return null;
    contents.add(content);
  }
  // A text may be told because all who are behind it are named.
  if (all.some(({ fact }) => fact !== null && fact.text !== null)) contents.add('judgement');
  return [...contents];
}

function contentOfSite(
  viewer: Viewer,
  { member, sector, detail = null }: AnsweredSite,
  target: SharedTarget | null,
): Content | null {
  if (target === null || target.member !== member.id || target.sector !== sector) return null;
  return contentOf(viewer, target, detail !== null);
}

function contentOf(
  viewer: Viewer,
  target: SharedTarget | null,
  isDetailed: boolean,
): Content | null {
  if (target === null) return null;
  const right = readRightOf(viewer, target);
  if (isDetailed) return right === 'detail' ? 'detail' : null;
  return right === 'detail' || right === 'judgement' ? 'judgement' : null;
}
