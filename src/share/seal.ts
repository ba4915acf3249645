import { type Dated, Marked } from '../core/words/marked.ts';
import type { Viewer } from '../core/words/viewer.ts';
import { type Content, markingOf } from './rules/marking-of.ts';

/** What an answer holds, by which the gate decides who may have it and how it is marked. */
export type Item =
  /** Values of every target of the council. */
  | { readonly kind: 'council' }
  /** Values of one target in detail. */
  | {
      readonly kind: 'target';
      readonly target: string;
      readonly member: string;
      readonly sector: string;
    }
  /** How the prober itself does. */
  | { readonly kind: 'prober' }
  /** Which samples the bucket of one sector takes: those that its secretariat sees in detail. */
  | { readonly kind: 'bucket'; readonly sector: string }
  /** Released bands of sectors, for every secretariat; no target, member or fact is in it. */
  | { readonly kind: 'released' }
  /** What the operator tells everybody about the measuring; no target and no member is in it. */
  | { readonly kind: 'about' };

export interface Gate {
  /** The data closed for this viewer; null = he may not have it. */
  seal<T>(viewer: Viewer, item: Item, dated: Dated<T>): Marked<T> | null;
}

/**
 * The one gate: nothing leaves the program but what it sealed. What is not allowed here by name is
 * denied. Until accounts exist the operator is the only viewer who asks the board; secretariats read
 * their buckets, and all of them what was released to the council.
 */
export function createGate(): Gate {
  return {
    seal(viewer, item, dated) {
      if (!mayRead(viewer, item)) return null;
      return Marked.close({
        marking: item.kind === 'about' ? 'TLP:CLEAR' : markingOf([CONTENT_BY_ITEM[item.kind]]),
        asOf: dated.asOf,
        data: dated.data,
      });
    },
  };
}

function mayRead(viewer: Viewer, item: Item): boolean {
  if (viewer.kind === 'operator' || item.kind === 'about') return true;
  if (item.kind === 'bucket') return viewer.kind === 'secretariat' && viewer.sector === item.sector;
  return item.kind === 'released' && viewer.kind === 'council';
}

const CONTENT_BY_ITEM: Readonly<Record<Exclude<Item['kind'], 'about'>, Content>> = {
  council: 'detail',
  target: 'detail',
  prober: 'prober',
  bucket: 'detail',
  released: 'band',
};
