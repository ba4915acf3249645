import type { FactKind, SharedFact } from '../../core/words/fact.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Content } from './marking-of.ts';
import { isNamedTo, readRightOf } from './read-right.ts';
import { registrableDomainOf } from './registrable-domain.ts';
import type { SharedTarget } from './shared-target.ts';

/** A target with the host name of its URL. */
export interface HostedTarget extends SharedTarget {
  readonly host: string;
}

export interface FactSurroundings {
  /** Every target of the council that has the fact. */
  readonly holders: readonly SharedTarget[];
  /** Every target of the council, whoever may see it. */
  readonly targets: readonly HostedTarget[];
}

export interface ShownFact {
  readonly kind: FactKind;
  /** null: only its kind is told. */
  readonly text: string | null;
  /** What it adds to the answer, for the marking. */
  readonly content: Content;
}

/** Members that must have a fact for its text to be told to everybody. */
const FEWEST_HOLDERS = 5;

/**
 * A fact as a viewer may read it: with its text where every member behind it is named to him, or where
 * five members of the council have it and no member's domain is in it; else its kind alone. Targets
 * in no count for him count for nothing here either: they are behind no fact, and their domains hide
 * none, so that nothing he reads tells that they are there.
 */
export function shownFact(
  viewer: Viewer,
  { kind, text }: SharedFact,
  { holders, targets }: FactSurroundings,
): ShownFact {
  const counts = (target: SharedTarget) => readRightOf(viewer, target) !== 'nothing';
  const behind = holders.filter(counts);
  if (behind.length > 0 && behind.every((holder) => isNamedTo(viewer, holder))) {
    return { kind, text, content: 'judgement' };
  }
  const members = new Set(behind.map(({ member }) => member));
  const isCommon =
    members.size >= FEWEST_HOLDERS &&
    !holdsDomainOf(
      text,
      targets.filter(counts).map(({ host }) => host),
    );
  return { kind, text: isCommon ? text : null, content: 'band' };
}

/** Whether a name in `text` is, or lies below, the domain of one of the hosts. */
export function holdsDomainOf(text: string, hosts: readonly string[]): boolean {
  const domains = new Set(hosts.map(registrableDomainOf));
  const names = text.toLowerCase().match(/[\p{L}\p{N}_.:-]+/gu) ?? [];
  return names.some((name) => suffixesOf(name).some((suffix) => domains.has(suffix)));
}

/** A name and every domain above it. */
function suffixesOf(name: string): string[] {
  const labels = name.replace(/^[.:-]+|[.:-]+$/g, '').split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}
