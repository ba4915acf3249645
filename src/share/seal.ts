import { type Dated, Marked } from '../core/words/marked.ts';
import type { Marking } from '../core/words/marking.ts';
import type { Notice } from '../core/words/notice.ts';
import type { Viewer } from '../core/words/viewer.ts';
import { actionRightOf, type Concern } from './rules/action-right.ts';
import { type Content, markingOf } from './rules/marking-of.ts';
import { type MemberAnswer, mayReadMember } from './rules/member-answer.ts';
import {
  markingOfNote,
  mayListNotes,
  type NoteAnswer,
  type NoteHead,
} from './rules/note-answer.ts';
import { contentOfNotice, markingOfNotice, type NoticeWay } from './rules/notice-content.ts';
import { isNamedTo, readRightOf } from './rules/read-right.ts';
import { contentOfAnswer, type SharedAnswer } from './rules/shared-answer.ts';
import type { SharedTarget } from './rules/shared-target.ts';
import { mayKnowTold, type ToldOf } from './rules/told-right.ts';

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
  /** The same, for whoever sees it in detail by the sharing rules. */
  | { readonly kind: 'detail'; readonly target: SharedTarget }
  /** What the board tells those who share; it must be the data itself. */
  | {
      readonly kind: 'shared';
      readonly answer: SharedAnswer;
      readonly targetOf: TargetOf;
    }
  /** Who the reader himself is. */
  | { readonly kind: 'reader'; readonly reader: Viewer }
  /** How the prober itself does. */
  | { readonly kind: 'prober' }
  /** Which samples the bucket of one sector takes: those that its secretariat sees in detail. */
  | { readonly kind: 'bucket'; readonly sector: string }
  /** Released bands of sectors, for every secretariat; no target, member or fact is in it. */
  | { readonly kind: 'released' }
  /** What the operator tells everybody about the measuring; no target and no member is in it. */
  | { readonly kind: 'about' }
  /** What somebody is told of his own account. */
  | { readonly kind: 'own_account' }
  /** A member with its sites, for itself and whoever acts on its behalf; it must be the data itself. */
  | { readonly kind: 'member'; readonly answer: MemberAnswer; readonly targetOf: TargetOf }
  /** What members say of judgements; it must be the data itself. */
  | {
      readonly kind: 'statements';
      readonly answer: Required<Pick<SharedAnswer, 'statements'>>;
      readonly targetOf: TargetOf;
    }
  /** What waits for the operator's answer. */
  | { readonly kind: 'tasks' }
  /** Accounts of others, by whose they are; an empty list is of nobody. */
  | { readonly kind: 'accounts'; readonly of: readonly Concern[] }
  /** Who was told of an incident, by whose messages they are. */
  | { readonly kind: 'told'; readonly of: readonly ToldOf[] }
  /** What is said of messages, by whose they are: of his own, and of all to the operator. */
  | { readonly kind: 'messages'; readonly of: readonly Concern[] }
  /** What the reader may do with a site that he knows by name. */
  | { readonly kind: 'site_acts'; readonly target: SharedTarget }
  /** Drills that can be held, for who may hold or propose one; no site is in it. */
  | { readonly kind: 'drills' }
  /** Notes between offices, without their texts, and what is the reader's own of them; the data itself. */
  | { readonly kind: 'notes'; readonly answer: { readonly notes: readonly NoteHead[] } }
  /** One that is opened; it must be the data itself. */
  | { readonly kind: 'note'; readonly answer: NoteAnswer }
  /** How many of the reader's own notes he has still to open. */
  | { readonly kind: 'unread_notes'; readonly reader: Viewer }
  /** The audit of everything. */
  | { readonly kind: 'audit' }
  /** Who saw the sites of a member by name. */
  | { readonly kind: 'own_looks'; readonly member: string }
  /** A notice on its way to one contact; it must be the data itself. */
  | {
      readonly kind: 'notice';
      readonly notice: Notice;
      readonly targetOf: TargetOf;
      readonly way: NoticeWay;
    };

/** null: no such target is in the council. */
type TargetOf = (id: string) => SharedTarget | null;

export interface Gate {
  /** The data closed for this viewer; null = he may not have it. */
  seal<T>(viewer: Viewer, item: Item, dated: Dated<T>): Marked<T> | null;
}

/**
 * The one gate: nothing leaves the program but what it sealed. What is not allowed here by name is
 * denied. Secretariats read their buckets, and all of them what was released to the council. Of a notice
 * and of what the board tells those who share, the sites and the prober's own state are looked through
 * anew, whoever wrote it: it goes only where all of them may be read. Facts and bands in it stand as
 * `shownFact` and the releases gave them.
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
  if (item.kind === 'shared' || item.kind === 'statements') {
    return item.answer === data ? markingOfAnswer(viewer, item) : null;
  }
  if (item.kind === 'member') {
    const { answer, targetOf } = item;
    const isFor = answer === data && mayReadMember(viewer, answer, targetOf);
    return isFor ? markingOf(['detail']) : null;
  }
  if (item.kind === 'notes') {
    return detailIf(item.answer === data && mayListNotes(viewer, item.answer.notes));
  }
  if (item.kind === 'note') return item.answer === data ? markingOfNote(viewer, item.answer) : null;
  if (item.kind === 'unread_notes') return detailIf(item.reader === viewer);
  if (item.kind === 'own_account') return markingOf(['detail']);
  if (item.kind === 'accounts') return markingOfAccounts(viewer, item.of);
  if (item.kind === 'site_acts') return detailIf(isNamedTo(viewer, item.target));
  if (item.kind === 'drills') return detailIf(mayDrill(viewer));
  if (item.kind === 'told') return detailIf(item.of.every((each) => mayKnowTold(viewer, each)));
  if (item.kind === 'messages') return detailIf(item.of.every((of) => maySilence(viewer, of)));
  return mayRead(viewer, item) ? markingOf([CONTENT_BY_ITEM[item.kind]]) : null;
}

function markingToTell(
  viewer: Viewer,
  { notice, targetOf, way }: Extract<Item, { readonly kind: 'notice' }>,
): Marking | null {
  const content = contentOfNotice(viewer, notice, targetOf);
  return content === null ? null : markingOfNotice(content, notice.kind, way);
}

function markingOfAnswer(
  viewer: Viewer,
  { answer, targetOf }: Extract<Item, { readonly kind: 'shared' | 'statements' }>,
): Marking | null {
  const contents = contentOfAnswer(viewer, answer, targetOf);
  return contents === null ? null : markingOf(contents);
}

/** Whoever administers an account may know of it, and nobody else. */
function markingOfAccounts(viewer: Viewer, of: readonly Concern[]): Marking | null {
  const isAll = of.every((concern) => actionRightOf(viewer, 'accounts', concern) === 'allowed');
  return isAll ? markingOf(['detail']) : null;
}

/** Who may silence messages may know that they are. */
function maySilence(viewer: Viewer, concern: Concern): boolean {
  return actionRightOf(viewer, 'silence', concern) !== 'denied';
}

function mayDrill(viewer: Viewer): boolean {
  return actionRightOf(viewer, 'drill', { kind: 'council' }) !== 'denied';
}

function detailIf(mayRead: boolean): Marking | null {
  return mayRead ? markingOf(['detail']) : null;
}

type Acting = 'told' | 'messages' | 'site_acts' | 'drills' | 'notes' | 'note' | 'unread_notes';
type Member = 'statements' | 'member' | 'own_account' | 'accounts';
type Apart = 'about' | 'notice' | 'shared' | Member | Acting;
type Stored = Exclude<Item, { readonly kind: Apart }>;

function mayRead(viewer: Viewer, item: Stored): boolean {
  if (item.kind === 'reader') return item.reader === viewer;
  if (viewer.kind === 'operator') return true;
  if (item.kind === 'detail') return readRightOf(viewer, item.target) === 'detail';
  if (item.kind === 'own_looks') return viewer.kind === 'member' && viewer.member === item.member;
  if (item.kind === 'bucket') return viewer.kind === 'secretariat' && viewer.sector === item.sector;
  return item.kind === 'released' && viewer.kind === 'council';
}

const CONTENT_BY_ITEM: Readonly<Record<Stored['kind'], Content>> = {
  council: 'detail',
  target: 'detail',
  detail: 'detail',
  reader: 'detail',
  prober: 'prober',
  bucket: 'detail',
  audit: 'detail',
  own_looks: 'detail',
  released: 'band',
  tasks: 'detail',
};
