import { createRemoteJWKSet, customFetch, type JWTPayload, jwtVerify } from 'jose';
import { codeOf, messageOf } from '../../core/errors.ts';
import { forgetOldest } from '../../core/forget-oldest.ts';
import type { OpenIdConfig } from '../../core/openid-config.ts';
import type { Log } from '../../core/ports/log.ts';
import type { IssuedLogout } from '../issued-accounts.ts';
import type { Issuer } from './issuer.ts';

/** The event that the token tells of (OpenID Connect Back-Channel Logout 1.0, 2.4). */
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** An older one is not taken. */
const MOST_AGE_S = 300;
/** Clocks differ. */
const TOLERANCE_S = 30;
/** More are forgotten, the oldest first: so many logouts in five minutes are no council's. */
const MOST_TAKEN = 10_000;

export interface LogoutTokensParts {
  readonly config: Pick<OpenIdConfig, 'issuer' | 'clientId'>;
  readonly log: Log;
}

/** Reads what the issuer says of logins that ended there. */
export class LogoutTokens {
  readonly #issuer: Issuer;
  readonly #parts: LogoutTokensParts;
  /** Epoch ms. */
  readonly #now: () => number;
  /** Ids of tokens that were taken, none of which is taken twice. */
  readonly #taken = new Set<string>();
  #keys: { readonly uri: string; readonly set: ReturnType<typeof createRemoteJWKSet> } | null =
    null;

  constructor(issuer: Issuer, parts: LogoutTokensParts, now: () => number) {
    this.#issuer = issuer;
    this.#parts = parts;
    this.#now = now;
  }

  /** null = it is not the issuer's word to this board, or was taken before; the log says which. */
  async read(token: string): Promise<IssuedLogout | null> {
    const payload = await this.#verified(token);
    if (payload === null) return null;
    const { jti, sub = null, sid } = payload;
    const issuerSession = typeof sid === 'string' ? sid : null;
    if (!isLogout(payload)) return this.#refuse('it tells of no logout');
    if ((sub ?? issuerSession) === null) return this.#refuse('it does not say of whom');
    if (jti === undefined || this.#taken.has(jti)) return this.#refuse('it was taken before');
    this.#taken.add(jti);
    forgetOldest(this.#taken, MOST_TAKEN);
    return { issuer: this.#parts.config.issuer, subject: sub, issuerSession };
  }

  async #verified(token: string): Promise<JWTPayload | null> {
    const keys = await this.#keySet();
    if (keys === null) return null;
    const { issuer, clientId: audience } = this.#parts.config;
    try {
      const { payload } = await jwtVerify(token, keys, {
        ...{ issuer, audience, maxTokenAge: MOST_AGE_S, clockTolerance: TOLERANCE_S },
        ...{ requiredClaims: ['iat', 'jti'], currentDate: new Date(this.#now()) },
      });
      return payload;
    } catch (error) {
      return this.#refuse(messageOf(error), codeOf(error));
    }
  }

  /** Nothing of the token is told, which may be a good one. */
  #refuse(error: string, code: string | null = null): null {
    const { issuer } = this.#parts.config;
    this.#parts.log.warn('openid.logout_refused', { issuer, code, error });
    return null;
  }

  async #keySet() {
    const configuration = await this.#issuer.configuration();
    const uri = configuration?.serverMetadata().jwks_uri;
    if (configuration === null) return null;
    if (uri === undefined) return this.#refuse('the issuer tells of no keys');
    if (this.#keys?.uri !== uri) {
      const set = createRemoteJWKSet(new URL(uri), { [customFetch]: this.#issuer.asking });
      this.#keys = { uri, set };
    }
    return this.#keys.set;
  }
}

/** No ID token is one: those have a nonce, and no such event. */
function isLogout({ events, nonce }: JWTPayload): boolean {
  return (
    nonce === undefined &&
    typeof events === 'object' &&
    events !== null &&
    Object.hasOwn(events, EVENT)
  );
}
