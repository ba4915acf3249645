import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { codeOf, messageOf } from '../../core/errors.ts';
import type { OpenIdConfig } from '../../core/openid-config.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { Claims } from '../rules/claimed-office.ts';
import { type FetchText, fetchBy } from './fetch-by.ts';

/** What the issuer tells of itself is asked for anew after it. */
const KNOWN_MS = 3_600_000;

export interface IssuerParts {
  readonly config: Pick<OpenIdConfig, 'issuer' | 'clientId' | 'scopes' | 'secondFactor'>;
  readonly clientSecret: string;
  /** A page of the board, as it is registered at the issuer. */
  readonly redirectUri: string;
  readonly outgoing: Pick<Outgoing, 'send'>;
  /** Monotonic ms. */
  readonly monotonicMs: () => number;
  readonly log: Log;
}

/** What only this login knows: an answer to another one is not taken. */
export interface LoginProof {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Why there are no claims. */
export type IssuerRefusal = 'openid_unreachable' | 'openid_denied' | 'openid_failed';

/** Claims that the issuer signed for this board and this login, or why there are none. */
export type IssuerAnswer =
  | { readonly claims: Claims & { readonly sub: string }; readonly refusal: null }
  | { readonly claims: null; readonly refusal: IssuerRefusal };

/**
 * The issuer: authorization code with PKCE (RFC 7636), `state` and `nonce`. The ID token's signature is
 * checked although it comes over TLS, since a house's proxy may stand in between.
 */
export class Issuer {
  readonly #parts: IssuerParts;
  readonly #fetch: FetchText;
  #known: { readonly configuration: Configuration; readonly at: number } | null = null;

  constructor(parts: IssuerParts) {
    this.#parts = parts;
    this.#fetch = fetchBy(parts.outgoing);
  }

  /** Where to log in, and what the answer is checked by; null = the issuer does not answer. */
  async begin(): Promise<{ readonly location: string; readonly proof: LoginProof } | null> {
    const configuration = await this.configuration();
    if (configuration === null) return null;
    const { config, redirectUri } = this.#parts;
    const proof = {
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
    };
    const { acr } = config.secondFactor;
    const location = buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: redirectUri, scope: config.scopes.join(' ') },
      ...{ state: proof.state, nonce: proof.nonce, code_challenge_method: 'S256' },
      code_challenge: await calculatePKCECodeChallenge(proof.codeVerifier),
      ...(acr.length === 0 ? {} : { acr_values: acr.join(' ') }),
    });
    return { location: location.href, proof };
  }

  /** `query`: with which the issuer sent the browser back. */
  async claims(query: string, proof: LoginProof): Promise<IssuerAnswer> {
    const configuration = await this.configuration();
    if (configuration === null) return { claims: null, refusal: 'openid_unreachable' };
    const url = new URL(this.#parts.redirectUri);
    url.search = query;
    try {
      const tokens = await authorizationCodeGrant(configuration, url, {
        ...{ expectedState: proof.state, expectedNonce: proof.nonce },
        ...{ pkceCodeVerifier: proof.codeVerifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      if (claims === undefined) return { claims: null, refusal: 'openid_failed' };
      return { claims: { ...claims }, refusal: null };
    } catch (error) {
      const refusal = refusalOf(error);
      this.#note(refusal, error);
      return { claims: null, refusal };
    }
  }

  /** As the issuer tells of itself; null = it does not answer, which the log says. */
  async configuration(): Promise<Configuration | null> {
    const at = this.#parts.monotonicMs();
    if (this.#known !== null && at - this.#known.at < KNOWN_MS) return this.#known.configuration;
    const { issuer, clientId } = this.#parts.config;
    const url = new URL(issuer);
    const isInClear = url.protocol === 'http:';
    try {
      const configuration = await discovery(
        ...([url, clientId, undefined, ClientSecretBasic(this.#parts.clientSecret)] as const),
        {
          [customFetch]: this.#fetch,
          execute: [
            enableNonRepudiationChecks,
            // The configuration's rules let it be so only inside this machine.
            ...(isInClear ? [allowInsecureRequests] : []),
          ],
        },
      );
      this.#known = { configuration, at };
      return configuration;
    } catch (error) {
      this.#note('openid_unreachable', error);
      return null;
    }
  }

  /** By what its documents are asked for. */
  get asking(): FetchText {
    return this.#fetch;
  }

  #note(refusal: IssuerRefusal, error: unknown): void {
    const { issuer } = this.#parts.config;
    const fields = { issuer, refusal, code: codeOf(error), error: messageOf(error) };
    this.#parts.log.warn('openid.login_failed', { ...fields, why: whyOf(error) });
  }
}

function refusalOf(error: unknown): IssuerRefusal {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (codeOf(at) === 'outgoing_failed') return 'openid_unreachable';
    if (at instanceof AuthorizationResponseError)
      return DENIALS.has(at.error) ? 'openid_denied' : 'openid_failed';
  }
  return 'openid_failed';
}

/** What an issuer answers where somebody broke off, or is not to come in (RFC 6749, OpenID Core 3.1.2.6). */
const DENIALS: ReadonlySet<string> = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'unmet_authentication_requirements',
]);

/** The causes below it, without what they hold: it may be a token. */
function whyOf(error: unknown): string | null {
  const texts: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) texts.push(at.message);
  return texts.slice(1).join(': ') || null;
}
