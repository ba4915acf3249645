import { CONSENTS, type Consent } from '../config.ts';
import type { AuditEntry, AuditLine } from './audit.ts';
import type { Viewer } from './viewer.ts';

/** By what somebody was let in; `machine`: he was at the machine, and there were no accounts. */
export const LOOK_WAYS = ['machine', 'session', 'token', 'wall'] as const;
export type LookWay = (typeof LOOK_WAYS)[number];

/** Somebody who looks. */
export interface Looker {
  readonly viewer: Viewer;
  /** As the audit names him: an account's name, or `operator`. */
  readonly name: string;
  readonly way: LookWay;
}

const LOOK_RIGHTS = ['judgement', 'detail'] as const;

/** A site that was shown by name. */
export interface LookedSite {
  readonly target: string;
  /** `judgement`: its name and judgement; `detail`: its values. */
  readonly right: (typeof LOOK_RIGHTS)[number];
  /** Of the site, at that time. */
  readonly consent: Consent;
}

/** A list in which sites of others stand by name. */
export interface LookedList {
  readonly kind: 'list';
  /** null = of the whole council. */
  readonly sector: string | null;
}

export type Looked = ({ readonly kind: 'target' } & LookedSite) | LookedList;

/** That somebody was shown what is not his own, by name. */
export interface Look extends Looker {
  /** Epoch ms. */
  readonly at: number;
  readonly looked: Looked;
}

export const TARGET_VIEWED = 'target.viewed';
export const LIST_VIEWED = 'list.viewed';

/** The line of the audit that a look leaves. */
export function entryOfLook({ at, name, viewer, way, looked }: Look): AuditEntry {
  const by = `${officeTextOf(viewer)}; ${way}`;
  if (looked.kind === 'list') {
    return { at, actor: name, action: LIST_VIEWED, subject: looked.sector, detail: by };
  }
  const { target, right, consent } = looked;
  const detail = `${by}; ${right}; consent ${consent}`;
  return { at, actor: name, action: TARGET_VIEWED, subject: target, detail };
}

/** What a line says, without what chains it. */
type AuditedAct = Omit<AuditLine, 'seq' | 'previousHash' | 'hash'>;

/** The look that left a line; null = the line is of something else. */
export function lookOf({ at, actor, action, subject, detail }: AuditedAct): Look | null {
  const [office = '', by, right, consent] = (detail ?? '').split('; ');
  const viewer = viewerOfText(office);
  const way = LOOK_WAYS.find((each) => each === by);
  if (viewer === null || way === undefined) return null;
  const looker = { at, name: actor, viewer, way };
  if (action === LIST_VIEWED) return { ...looker, looked: { kind: 'list', sector: subject } };
  const shown = LOOK_RIGHTS.find((each) => each === right);
  const shared = CONSENTS.find((each) => `consent ${each}` === consent);
  if (action !== TARGET_VIEWED || subject === null) return null;
  if (shown === undefined || shared === undefined) return null;
  const looked = { kind: 'target', target: subject, right: shown, consent: shared } as const;
  return { ...looker, looked };
}

/** An office as the audit has it: `member gas/gas-0001`, `secretariat gas`, `council`. */
export function officeTextOf(viewer: Viewer): string {
  if (viewer.kind === 'member') return `member ${viewer.sector}/${viewer.member}`;
  return viewer.kind === 'secretariat' ? `secretariat ${viewer.sector}` : viewer.kind;
}

function viewerOfText(text: string): Viewer | null {
  const [kind, sector, member] = text.split(/[ /]/);
  switch (kind) {
    case 'member':
      return sector === undefined || member === undefined ? null : { kind, sector, member };
    case 'secretariat':
      return sector === undefined ? null : { kind, sector };
    case 'council':
    case 'observer':
    case 'operator':
      return { kind };
    default:
      return null;
  }
}
