import type { Silence } from '../../core/words/notice.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import {
  type Action,
  type ActionRight,
  actionRightOf,
  type Concern,
  concernOf,
} from '../../share/rules/action-right.ts';
import type { NoticeAction, NoticeOrder } from '../control/notice-order.ts';

/** By the action table; null = the operator's own work, which is in no row of it. */
const RIGHTS: Readonly<Record<NoticeAction, Action | null>> = {
  'notice-test': null,
  'notice-verify': null,
  'notice-verified': null,
  'notice-bounced': null,
  'notice-resend': 'resend',
  'notice-correct': 'correct',
  'notice-preview': null,
  'notice-told': null,
  acknowledge: 'acknowledge',
  'silence-add': 'silence',
  'silence-end': 'silence',
  'silence-list': null,
};

/** Whose messages nobody but the operator may act on: everybody's, or those of no recipient. */
const EVERYBODY: Concern = { kind: 'member', member: '', sector: '' };

export interface NoticeOwners {
  /** Who is told by such a recipient; null = there is none. */
  readonly viewerOf: (recipient: string) => Viewer | null;
  readonly silences: readonly Silence[];
}

/** What the action table gives `by` for an order about telling. */
export function noticeRightOf(order: NoticeOrder, by: Viewer, owners: NoticeOwners): ActionRight {
  const action = RIGHTS[order.action];
  if (action === null) return by.kind === 'operator' ? 'allowed' : 'denied';
  const owner = ownerIn(order, owners.silences);
  const viewer = owner === null ? null : owners.viewerOf(owner);
  return actionRightOf(by, action, viewer === null ? EVERYBODY : concernOf(viewer));
}

/** Whose messages the order is about; null = everybody's, or there is no such silence. */
function ownerIn(order: NoticeOrder, silences: readonly Silence[]): string | null {
  if (order.action === 'silence-end') {
    return silences.find(({ id }) => id === order.silence)?.recipient ?? null;
  }
  return 'recipient' in order ? order.recipient : null;
}
