import type { OpenIdConfig } from '../../core/openid-config.ts';
import type {
  BegunLogin,
  EntranceAnswer,
  EntranceRefusal,
  OpenedSession,
  OpenIdDoor,
  Origin,
} from '../../core/ports/entrance.ts';
import type { Office } from '../../core/words/account.ts';
import { done, refused } from '../book.ts';
import type { IssuedAccounts } from '../issued-accounts.ts';
import { type Claims, claimedOffices } from '../rules/claimed-office.ts';
import { issuedName } from '../rules/issued-name.ts';
import { hasSecondFactor } from '../rules/second-factor.ts';
import { Tickets } from '../tickets.ts';
import { Issuer, type IssuerParts, type LoginProof } from './issuer.ts';
import { LogoutTokens } from './logout-tokens.ts';

/** People read mail and look for their keys meanwhile. */
const LOGIN_MS = 15 * 60_000;

export interface OpenIdParts extends IssuerParts {
  readonly config: OpenIdConfig;
}

/** Logins at the issuer, of whom its claims say whose they are. */
export class OpenIdLogins implements OpenIdDoor {
  readonly #config: OpenIdConfig;
  readonly #issuer: Issuer;
  readonly #accounts: IssuedAccounts;
  readonly #logouts: LogoutTokens;
  readonly #begun: Tickets<LoginProof>;
  readonly #now: () => number;

  /** `now`: epoch ms. */
  constructor(parts: OpenIdParts, accounts: IssuedAccounts, now: () => number) {
    this.#config = parts.config;
    this.#issuer = new Issuer(parts);
    this.#accounts = accounts;
    this.#logouts = new LogoutTokens(this.#issuer, parts, now);
    this.#begun = new Tickets(LOGIN_MS, now);
    this.#now = now;
  }

  get name() {
    return this.#config.name;
  }

  async begin(): Promise<EntranceAnswer<BegunLogin>> {
    const begun = await this.#issuer.begin();
    if (begun === null) return refused('openid_unreachable');
    const secret = this.#begun.add(begun.proof);
    return done({ location: begun.location, secret, endsAt: this.#now() + LOGIN_MS });
  }

  async finish(
    secret: string,
    query: string,
    from: Origin,
  ): Promise<EntranceAnswer<OpenedSession>> {
    const proof = this.#begun.get(secret);
    if (proof === null) return refused('openid_failed');
    this.#begun.remove(secret);
    const { claims, refusal } = await this.#issuer.claims(query, proof);
    if (refusal !== null) return refused(refusal);
    const identity = { issuer: this.#config.issuer, subject: claims.sub };
    const { office, problem } = this.#officeOf(claims);
    const answer =
      office === null
        ? refused(problem)
        : await this.#accounts.enter(
            {
              ...{ identity, office, name: issuedName(claims, claims.sub) },
              sessionMs: this.#config.sessionMs,
              issuerSession: typeof claims['sid'] === 'string' ? claims['sid'] : null,
            },
            from,
          );
    if (answer.refusal !== null) this.#accounts.noteRefusal(identity, answer.refusal, from);
    return answer;
  }

  async endByIssuer(logoutToken: string): Promise<boolean> {
    const logout = await this.#logouts.read(logoutToken);
    if (logout === null) return false;
    await this.#accounts.end(logout);
    return true;
  }

  #officeOf(claims: Claims): ClaimedOffice {
    const { secondFactor, offices } = this.#config;
    if (!hasSecondFactor(secondFactor, claims)) return notLetIn('openid_second_factor');
    const [office, ...more] = claimedOffices(offices, claims);
    if (office === undefined) return notLetIn('openid_no_office');
    return more.length > 0 ? notLetIn('openid_several_offices') : { office, problem: null };
  }
}

type ClaimedOffice =
  | { readonly office: Office; readonly problem: null }
  | { readonly office: null; readonly problem: EntranceRefusal };

function notLetIn(problem: EntranceRefusal): ClaimedOffice {
  return { office: null, problem };
}
