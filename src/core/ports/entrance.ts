import type { Office, TokenScope } from '../words/account.ts';
import type { Text } from '../words/language.ts';
import { OPERATOR, type Viewer } from '../words/viewer.ts';

/**
 * Why an act on accounts was not done. `not_admitted` says nothing more on purpose: neither whether
 * the account exists nor which part was wrong nor whether it is locked for a while.
 */
export const ENTRANCE_REFUSALS = [
  'not_admitted',
  'link_invalid',
  'code_wrong',
  'password_wrong',
  'password_short',
  'password_long',
  'password_simple',
  'name_invalid',
  'name_taken',
  'office_unknown',
  'operator_first',
  'not_allowed',
  'own_reset',
  'not_found',
  'too_many',
  'too_many_accounts',
  'days_invalid',
  'range_invalid',
  'wall_refused',
  'wall_in_session',
  'issued_account',
  'openid_unreachable',
  'openid_denied',
  'openid_failed',
  'openid_second_factor',
  'openid_no_office',
  'openid_several_offices',
  'openid_ended',
  'busy',
] as const;
export type EntranceRefusal = (typeof ENTRANCE_REFUSALS)[number];

export type EntranceAnswer<T> =
  | { readonly value: T; readonly refusal: null }
  | { readonly value: null; readonly refusal: EntranceRefusal };

/** Who acts. */
export interface Actor {
  readonly viewer: Viewer;
  /** As the audit names him: an account's name, or `operator`. */
  readonly name: string;
  /** Id of his account; null = the operator at the machine. */
  readonly account: string | null;
}

/** Who is at the machine, also while there are no accounts. */
export const AT_MACHINE: Actor = { viewer: OPERATOR, name: 'operator', account: null };

/** Somebody who was let in by a session, a token, or as a wall. */
export interface Pass extends Actor {
  readonly account: string;
  /** Only a session does anything; the others read. */
  readonly by: 'session' | 'token' | 'wall';
  /** But of a token `read`. */
  readonly scope: TokenScope;
  /** Hash of the secret that was shown. */
  readonly key: string;
}

/** Where a request comes from. */
export interface Origin {
  readonly address: string;
  /** The browser as it calls itself; '' where it does not. */
  readonly agent: string;
}

/** A session that was just opened; the secret is told once. */
export interface OpenedSession {
  readonly secret: string;
  /** Epoch ms. */
  readonly endsAt: number;
}

/** What an invited one is shown before he takes up his account. */
export interface Enrolment {
  readonly ticket: string;
  readonly name: string;
  readonly office: Office;
  /** For an app that makes one-time codes: `otpauth://…`, and its key alone, base32. */
  readonly totpUri: string;
  readonly totpKey: string;
}

export interface Acceptance {
  /** Of the link. */
  readonly secret: string;
  readonly ticket: string;
  readonly password: string;
  /** A code that the app shows now. */
  readonly code: string;
}

export const ACCOUNT_STATES = ['invited', 'active', 'ended'] as const;

/** An account as those see it who administer it. Times are epoch ms. */
export interface AccountFacts {
  readonly id: string;
  readonly name: string;
  readonly office: Office;
  /** `invited`: it waits for its owner, the first time or after a reset. */
  readonly state: (typeof ACCOUNT_STATES)[number];
  readonly invitedAt: number;
  readonly invitedBy: string;
  readonly acceptedAt: number | null;
  readonly endedAt: number | null;
  /** Of its sessions and tokens; null = none is open, or none was used. */
  readonly lastUsedAt: number | null;
  /** Where its owner logs in; null = here. */
  readonly issuer: string | null;
}

export interface SessionFacts {
  readonly id: string;
  readonly madeAt: number;
  readonly usedAt: number;
  readonly endsAt: number;
  readonly address: string;
  readonly agent: string;
  /** It is the one that asks. */
  readonly isThis: boolean;
}

export interface TokenFacts {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly madeAt: number;
  readonly endsAt: number;
  readonly usedAt: number | null;
}

export interface WallFacts extends Omit<TokenFacts, 'scope'> {
  readonly range: string;
}

/** An account as its owner sees it. */
export interface OwnAccount {
  readonly name: string;
  readonly office: Office;
  /** Where he logs in; null = here. */
  readonly issuer: string | null;
  readonly recoveryLeft: number;
  /** The newest first. */
  readonly sessions: readonly SessionFacts[];
  readonly tokens: readonly TokenFacts[];
  readonly walls: readonly WallFacts[];
}

export interface TokenDraft {
  readonly name: string;
  readonly scope: TokenScope;
  readonly days: number;
  /** Of the account. */
  readonly password: string;
}

export interface WallDraft extends Omit<TokenDraft, 'scope'> {
  readonly range: string;
}

/** A link is told once, as its secret. */
export interface Invited {
  readonly account: AccountFacts;
  readonly secret: string;
  /** Epoch ms. */
  readonly endsAt: number;
}

/** A login at the issuer that was begun; the secret is the browser's. */
export interface BegunLogin {
  /** Where the browser goes: a page of the issuer. */
  readonly location: string;
  readonly secret: string;
  /** Epoch ms; later it cannot be finished. */
  readonly endsAt: number;
}

/** The way in by an issuer of OpenID Connect. Rejections carry `store_unavailable`. */
export interface OpenIdDoor {
  /** What people call the issuer. */
  readonly name: Text;
  begin(): Promise<EntranceAnswer<BegunLogin>>;
  /** `query`: with which the issuer sent the browser back. A login that was begun is finished once. */
  finish(secret: string, query: string, from: Origin): Promise<EntranceAnswer<OpenedSession>>;
  /** The issuer says that somebody logged out there; false = it is not the issuer's word. */
  endByIssuer(logoutToken: string): Promise<boolean>;
}

/** Who comes in, and what they do with their accounts. Rejections carry `store_unavailable`. */
export interface Entrance {
  /** Whether any account was ever taken up: from then on nobody is let in without one. */
  readonly isBegun: boolean;
  /** The way in by an issuer; null = there is none. */
  readonly openId: OpenIdDoor | null;
  /**
   * Notes the use; null = it opens nothing, or not from that address. A cookie is of a session or a wall.
   */
  admit(shown: 'cookie' | 'token', secret: string, address: string): Pass | null;
  /** Whether who was let in still would be; notes the use of a session. */
  holds(pass: Pass): boolean;
  /** Calls back whenever somebody is not let in any more; returns what ends that. */
  onEnd(listener: () => void): () => void;

  /** The first step; the ticket stands for name and password in the second, for five minutes. */
  login(
    name: string,
    password: string,
    from: Origin,
  ): Promise<EntranceAnswer<{ readonly ticket: string }>>;
  /** `code`: of the app, or a recovery code. */
  confirm(ticket: string, code: string, from: Origin): Promise<EntranceAnswer<OpenedSession>>;
  logout(pass: Pass): Promise<void>;
  openInvitation(secret: string): EntranceAnswer<Enrolment>;
  /** The recovery codes are told once. */
  accept(
    acceptance: Acceptance,
    from: Origin,
  ): Promise<EntranceAnswer<OpenedSession & { readonly recoveryCodes: readonly string[] }>>;

  own(pass: Pass): OwnAccount;
  /** Whether it is still he who is in, by his password; null = it is. A wrong one is a login that failed. */
  proof(pass: Pass, password: string): Promise<EntranceRefusal | null>;
  /** Every other session of the account ends. */
  changePassword(
    pass: Pass,
    change: { readonly current: string; readonly password: string },
  ): Promise<EntranceAnswer<null>>;
  /** Those of before are void. */
  renewRecovery(pass: Pass, password: string): Promise<EntranceAnswer<readonly string[]>>;
  endSession(pass: Pass, id: string): Promise<EntranceAnswer<null>>;
  /** The secret is told once. */
  makeToken(pass: Pass, draft: TokenDraft): Promise<EntranceAnswer<{ readonly secret: string }>>;
  endToken(pass: Pass, id: string): Promise<EntranceAnswer<null>>;
  /** The secret is told once, as a link to be opened on the wall. */
  makeWall(pass: Pass, draft: WallDraft): Promise<EntranceAnswer<{ readonly secret: string }>>;
  endWall(pass: Pass, id: string): Promise<EntranceAnswer<null>>;
  /** Whether the link opens the board at that address; then its secret is the cookie’s. */
  openWall(secret: string, address: string): EntranceAnswer<OpenedSession>;

  /** Those that the actor may administer, in order of name. */
  accounts(actor: Actor): readonly AccountFacts[];
  /** Whether he may invite for an office, and end and reset the accounts of it. */
  mayAdminister(actor: Actor, office: Office): boolean;
  invite(
    actor: Actor,
    draft: { readonly name: string; readonly office: Office },
  ): Promise<EntranceAnswer<Invited>>;
  /** Whoever is in by it is out at once. */
  end(actor: Actor, id: string): Promise<EntranceAnswer<AccountFacts>>;
  /** Password, app and recovery codes are void; a new link is made. Never of the actor's own account. */
  reset(actor: Actor, id: string): Promise<EntranceAnswer<Invited>>;
}
