import type { Text } from './language.ts';

/** What a configuration names. */
export const PART_KINDS = [
  'council',
  'field',
  'maintenance',
  'sector',
  'member',
  'target',
] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** Targets of a sector by what happens to them; a renamed one, or one that moves, counts where it will be. */
export interface SectorPlan {
  readonly sector: string;
  readonly change: 'added' | 'removed' | 'kept';
  readonly added: number;
  readonly removed: number;
  readonly renamed: number;
  readonly changed: number;
  readonly kept: number;
}

export const TOLD_CHANGES = ['removed', 'renamed', 'changed', 'added', 'refused', 'kept'] as const;

/** One change of a plan in words. */
export interface ToldChange {
  /**
   * `refused`: the file asks for more than a member gave, and the member's stays; `kept`: a member has
   * set more than the file, which says nothing new.
   */
  readonly change: (typeof TOLD_CHANGES)[number];
  readonly kind: PartKind;
  /** What it is about: a target by its id, another part by kind and id. */
  readonly what: Text;
  /** Whose a target is that comes or goes; null else. */
  readonly member: Text | null;
  /** Of a target that comes or goes; null else, and for a practice site. */
  readonly url: string | null;
  /** Empty unless `changed`. */
  readonly fields: readonly ToldField[];
  /** What is to be known of it beside; null = nothing. */
  readonly note: Text | null;
}

/** A value before and after; passwords in it are digests. */
export interface ToldField {
  readonly name: Text;
  readonly before: Text;
  readonly after: Text;
  readonly note: Text | null;
}

/** A plan as people read it. Lists are in the order of the files. */
export interface ToldPlan {
  /** Those in which anything happens. */
  readonly sectors: readonly SectorPlan[];
  /** The first of them; long values are cut. */
  readonly changes: readonly ToldChange[];
  /** Changes that are not listed. */
  readonly more: number;
  /** Targets that would no longer be measured, and those in force. */
  readonly removals: { readonly count: number; readonly of: number };
}
