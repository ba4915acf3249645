import { type Dated, Marked } from '../core/words/marked.ts';
import type { Marking } from '../core/words/marking.ts';
import type { Notice } from '../core/words/notice.ts';
import type { Viewer } from '../core/words/viewer.ts';
import { type Content, markingOf } from './rules/marking-of.ts';
import { contentOfNotice, markingOfNotice, type NoticeWay } from './rules/notice-content.ts';
import type { SharedTarget } from './rules/shared-target.ts';

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
  | { readonly kind: 'about' }
  /** A notice on its way to one contact; it must be the data itself. */
  | {
      readonly kind: 'notice';
      readonly notice: Notice;
      /** null: no such target is in the council. */
      readonly targetOf: (id: string) => SharedTarget | null;
      readonly way: NoticeWay;
    };

export interface Gate {
  /** The data closed for this viewer; null = he may not have it. */
  seal<T>(viewer: Viewer, item: Item, dated: Dated<T>): Marked<T> | null;
}

/**
 * The one gate: nothing leaves the program but what it sealed. What is not allowed here by name is
 * denied. Until accounts exist the operator is the only viewer who asks the board; secretariats read
 * their buckets, and all of them what was released to the council. A notice is looked through anew:
 * whoever wrote it, it goes only where all of it may be read.
 */
export function createGate(): Gate {
  return {
    seal(viewer, item, dated) {
      const marking = markingFor(viewer, item, dated.data);
      if (marking === null) return null;
      return Marked.close({ marking, asOf: dated.asOf, data: dated.data });
    },
  };
}

/** null = the viewer may not have it. */
function markingFor(viewer: Viewer, item: Item, data: unknown): Marking | null {
  if (item.kind === 'about') return 'TLP:CLEAR';
  if (item.kind === 'notice') return item.notice === data ? markingToTell(viewer, item) : null;
  return mayRead(viewer, item) ? markingOf([CONTENT_BY_ITEM[item.kind]]) : null;
}

function markingToTell(
  viewer: Viewer,
  { notice, targetOf, way }: Extract<Item, { readonly kind: 'notice' }>,
): Marking | null {
  const content = contentOfNotice(viewer, notice, targetOf);
  return content === null ? null : markingOfNotice(content, notice.kind, way);
}

type Stored = Exclude<Item, { readonly kind: 'about' | 'notice' }>;

function mayRead(viewer: Viewer, item: Stored): boolean {
  if (viewer.kind === 'operator') return true;
  if (item.kind === 'bucket') return viewer.kind === 'secretariat' && viewer.sector === item.sector;
  return item.kind === 'released' && viewer.kind === 'council';
}

const CONTENT_BY_ITEM: Readonly<Record<Stored['kind'], Content>> = {
  council: 'detail',
  target: 'detail',
  prober: 'prober',
  bucket: 'detail',
  released: 'band',
};
