import type { Account, Office } from '../core/words/account.ts';
import type { Viewer } from '../core/words/viewer.ts';

/** What the council and the action table say of offices, as the composition root knows them. */
export interface Offices {
  /** null = the council has no such member or sector any more: nobody is let in for it. */
  viewerOf(office: Office): Viewer | null;
  /** Whether somebody may invite for the office, and end and reset its accounts. */
  mayAdminister(viewer: Viewer, office: Office): boolean;
}

/** Whether its owner can come in: it was taken up and goes on. */
export function isActive(account: Account): boolean {
  return account.endedAt === null && (account.credentials !== null || isIssued(account));
}

/** Whether an issuer vouches for its owner, who has no password here. */
export function isIssued({ issued = null }: Account): boolean {
  return issued !== null;
}
