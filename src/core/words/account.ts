import type { ViewerKind } from './viewer.ts';

/** Whose an account is. Where a member belongs is the configuration's to say, at every request. */
export type Office =
  | { readonly kind: 'member'; readonly member: string }
  | { readonly kind: 'secretariat'; readonly sector: string }
  | { readonly kind: Exclude<ViewerKind, 'member' | 'secretariat'> };

/** The same for the same office. */
export function officeKey(office: Office): string {
  if (office.kind === 'member') return `member ${office.member}`;
  return office.kind === 'secretariat' ? `secretariat ${office.sector}` : office.kind;
}

/** Somebody who may come in, or might once. An account is never deleted, and its name not given twice. */
export interface Account {
  readonly id: string;
  /** What its owner types, and what the audit names. */
  readonly name: string;
  readonly office: Office;
  /** Epoch ms, as every time here. */
  readonly invitedAt: number;
  /** Name of the account, or `operator`. */
  readonly invitedBy: string;
  /** When its owner took it up first; null = not yet. */
  readonly acceptedAt: number | null;
  /** null = it goes on. */
  readonly endedAt: number | null;
  /** null: its owner has a link and has not set them, or it has ended. */
  readonly credentials: Credentials | null;
  /** Logins that failed since the last that did not; null = none. */
  readonly failures: LoginFailures | null;
  /** Who vouches for its owner, who then has no credentials here; null or absent = nobody. */
  readonly issued?: IssuedIdentity | null;
  /** Grows with every change: of two versions of one account the higher counts. */
  readonly revision: number;
}

/** Somebody as an issuer of OpenID Connect knows him: the two are never given to another. */
export interface IssuedIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** What its owner knows and has. */
export interface Credentials {
  /** Hash with its parameters, in the form of `accounts/password.ts`. */
  readonly password: string;
  /** Key of the one-time codes, base32. It must be had to check a code, so it is kept as it is. */
  readonly totpKey: string;
  /** Number of the last 30 s for which a code was taken: none is taken twice. */
  readonly totpStep: number;
  /** SHA-256, hex, of the recovery codes that were not used. */
  readonly recovery: readonly string[];
  readonly changedAt: number;
}

export interface LoginFailures {
  readonly count: number;
  /** Epoch ms. */
  readonly lastAt: number;
}

export const TOKEN_SCOPES = ['read', 'metrics'] as const;
/** `read`: what its owner reads; `metrics`: how the prober does, and nothing else. */
export type TokenScope = (typeof TOKEN_SCOPES)[number];

interface KeyFacts {
  /** SHA-256, hex, of the secret, which is kept nowhere. */
  readonly hash: string;
  /** Id of its account. */
  readonly account: string;
  readonly madeAt: number;
  /** From when on it opens nothing. */
  readonly endsAt: number;
}

/** The link by which an account is taken up, once. */
export interface InvitationKey extends KeyFacts {
  readonly kind: 'invitation';
}

/** A browser that is logged in. */
export interface SessionKey extends KeyFacts {
  readonly kind: 'session';
  readonly usedAt: number;
  /** Where it was logged in from, and the browser as it calls itself. */
  readonly address: string;
  readonly agent: string;
  /** What the issuer calls the login that it is of (`sid`); null or absent = nothing. */
  readonly issuerSession?: string | null;
}

/** What a program shows in the place of a session. */
export interface TokenKey extends KeyFacts {
  readonly kind: 'token';
  readonly name: string;
  readonly scope: TokenScope;
  /** null = not yet. */
  readonly usedAt: number | null;
}

/** A browser on a wall: it reads what its account's owner reads, without a code, and does nothing. */
export interface WallKey extends KeyFacts {
  readonly kind: 'wall';
  readonly name: string;
  /** Addresses from which it is let in, as `192.0.2.0/24`. */
  readonly range: string;
  /** null = not yet. */
  readonly usedAt: number | null;
}

/** A secret that lets in whoever shows it. */
export type AccountKey = InvitationKey | SessionKey | TokenKey | WallKey;
