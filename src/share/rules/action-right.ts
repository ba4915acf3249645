import type { Viewer, ViewerKind } from '../../core/words/viewer.ts';

export const ACTIONS = [
  'acknowledge',
  'silence',
  'maintenance',
  'statement',
  'consent',
  'contacts',
  'enrol',
  'stop',
  'accounts',
  'drill',
  'resend',
  'correct',
  'note',
  'remove_note',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * Whom an action concerns: whose target, incident, messages or account it is, or to whom a note goes.
 * `sector` stands for its secretariat, the other kinds for the office or for all of the council.
 */
export type Concern =
  | { readonly kind: 'member'; readonly member: string; readonly sector: string }
  | { readonly kind: 'sector'; readonly sector: string }
  | { readonly kind: 'council' }
  | { readonly kind: 'observer' }
  | { readonly kind: 'operator' };

/**
 * `by_request`: only with the reference of the member's recorded request. `proposal`: it waits for the
 * operator. `announced`: allowed, audited, and told to those whose messages they are.
 */
export const ACTION_RIGHTS = ['denied', 'allowed', 'by_request', 'proposal', 'announced'] as const;
export type ActionRight = (typeof ACTION_RIGHTS)[number];

/** `own` his own office, `members` those of his sector, `sector` both, `recipients` of his notes. */
type Reach = 'own' | 'members' | 'sector' | 'every_member' | 'everyone' | 'recipients';
type Cell = readonly [ActionRight, Reach] | null;
type Row = Readonly<Record<ViewerKind, Cell>>;

const OF_THE_MEMBER: Row = {
  member: ['allowed', 'own'],
  secretariat: ['by_request', 'members'],
  council: null,
  observer: null,
  operator: ['by_request', 'every_member'],
};

const OF_THE_OPERATOR: Row = {
  member: null,
  secretariat: null,
  council: null,
  observer: null,
  operator: ['allowed', 'everyone'],
};

const TABLE: Readonly<Record<Action, Row>> = {
  acknowledge: {
    member: ['allowed', 'own'],
    secretariat: ['allowed', 'sector'],
    council: ['allowed', 'everyone'],
    observer: null,
    operator: ['allowed', 'everyone'],
  },
  silence: {
    member: ['allowed', 'own'],
    secretariat: ['allowed', 'own'],
    council: ['allowed', 'own'],
    observer: ['allowed', 'own'],
    operator: ['announced', 'everyone'],
  },
  maintenance: OF_THE_MEMBER,
  statement: OF_THE_MEMBER,
  consent: OF_THE_MEMBER,
  contacts: OF_THE_MEMBER,
  enrol: {
    ...OF_THE_OPERATOR,
    secretariat: ['proposal', 'members'],
    operator: ['allowed', 'every_member'],
  },
  stop: {
    ...OF_THE_OPERATOR,
    member: ['allowed', 'own'],
    secretariat: ['proposal', 'members'],
    operator: ['allowed', 'every_member'],
  },
  accounts: {
    member: ['allowed', 'own'],
    secretariat: ['allowed', 'members'],
    council: ['allowed', 'own'],
    observer: ['allowed', 'own'],
    operator: ['allowed', 'everyone'],
  },
  drill: { ...OF_THE_OPERATOR, council: ['proposal', 'everyone'] },
  resend: OF_THE_OPERATOR,
  correct: OF_THE_OPERATOR,
  note: {
    member: null,
    secretariat: ['allowed', 'recipients'],
    council: ['allowed', 'recipients'],
    observer: null,
    operator: null,
  },
  remove_note: OF_THE_OPERATOR,
};

/** The action table: whether `viewer` may do `action` where it concerns `concern`. */
export function actionRightOf(viewer: Viewer, action: Action, concern: Concern): ActionRight {
  const cell = TABLE[action][viewer.kind];
  if (cell === null) return 'denied';
  const [right, reach] = cell;
  if (!reaches(viewer, reach, concern)) return 'denied';
  // Nobody needs to be told that the operator silenced his own messages.
  return right === 'announced' && isOwn(viewer, concern) ? 'allowed' : right;
}

/** Whom it concerns what is a viewer's own: his messages, his account. */
export function concernOf(viewer: Viewer): Concern {
  return viewer.kind === 'secretariat' ? { kind: 'sector', sector: viewer.sector } : viewer;
}

function reaches(viewer: Viewer, reach: Reach, concern: Concern): boolean {
  switch (reach) {
    case 'own':
      return isOwn(viewer, concern);
    case 'members':
      return concern.kind === 'member' && isOfSector(viewer, concern);
    case 'sector':
      return isOfSector(viewer, concern);
    case 'every_member':
      return concern.kind === 'member';
    case 'everyone':
      return true;
    case 'recipients':
      return isRecipient(viewer, concern);
    default:
      return reach satisfies never;
  }
}

function isOwn(viewer: Viewer, concern: Concern): boolean {
  switch (viewer.kind) {
    case 'member':
      return concern.kind === 'member' && concern.member === viewer.member;
    case 'secretariat':
      return concern.kind === 'sector' && concern.sector === viewer.sector;
    default:
      return concern.kind === viewer.kind;
  }
}

function isOfSector(viewer: Viewer, concern: Concern): boolean {
  if (viewer.kind !== 'secretariat') return false;
  return (
    (concern.kind === 'member' || concern.kind === 'sector') && concern.sector === viewer.sector
  );
}

/** Own members (the council's are all), any sector by name, the council. */
function isRecipient(viewer: Viewer, concern: Concern): boolean {
  if (concern.kind === 'sector' || concern.kind === 'council') return true;
  if (concern.kind !== 'member') return false;
  return viewer.kind === 'council' || isOfSector(viewer, concern);
}
