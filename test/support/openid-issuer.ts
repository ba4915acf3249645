/// <reference path="./oidc-provider.d.ts" />
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider, { type Context } from 'oidc-provider';
import { ask } from '../board/http-client.ts';
import { portOf } from './raw-server.ts';

export const CLIENT = { id: 'yamabiko', secret: 'a secret of thirty-two characters.' } as const;

/** Who logs in at the issuer, and what it says of him. */
export interface IssuerPerson {
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly acr?: string | undefined;
  readonly amr?: readonly string[];
}

export interface OpenIdIssuer {
  readonly url: string;
  /** Logs in next. */
  person: IssuerPerson;
  /** Answers every login without asking, as where somebody is logged in there already; else it shows a form. */
  asks: boolean;
  /** Every ID token before it is sent, as the claims of another one, or as a text. */
  tamper: ((claims: JWTPayload) => JWTPayload | Promise<string>) | null;
  /** Follows a browser's way through the issuer; resolves with where it is sent back to. */
  visit(location: string): Promise<string>;
  sign(claims: JWTPayload, by?: 'issuer' | 'stranger'): Promise<string>;
  /** As when somebody logs out there: the board is told. */
  logOut(subject: string, session: string): Promise<void>;
  close(): Promise<void>;
}

export interface IssuerOptions {
  readonly redirectUri: string;
  /** Where it tells of logouts. */
  readonly logoutUri: string;
}

/** A real issuer (oidc-provider) on loopback, with one client, which must use PKCE. */
export async function startOpenIdIssuer(options: IssuerOptions): Promise<OpenIdIssuer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;
  const keys = await generateKeyPair('RS256', { extractable: true });
  const strange = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.privateKey)), alg: 'RS256', use: 'sig', kid: 'one' };
  const sign: OpenIdIssuer['sign'] = (claims, by = 'issuer') =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(by === 'issuer' ? keys.privateKey : strange.privateKey);

  const provider = new Provider(
    url,
    configurationOf(options, jwk, () => issuer),
  );
  const issuer: OpenIdIssuer = {
    ...{ url, person: { subject: 'nobody', claims: {} }, asks: false, tamper: null, sign },
    visit: (location) => visit(location, url),
    async logOut(subject, session) {
      const client = await provider.Client.find(CLIENT.id);
      await client?.backchannelLogout(subject, session);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  provider.use(async (context, next) => {
    await next();
    await tampered(context, issuer);
  });
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') !== true) return answer(request, response);
    if (issuer.asks && request.method === 'GET') return sendForm(response);
    return void finish(provider, issuer.person, { request, response });
  });
  return issuer;
}

function configurationOf(
  { redirectUri, logoutUri }: IssuerOptions,
  jwk: object,
  issuer: () => OpenIdIssuer,
): object {
  return {
    clients: [
      {
        ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] },
        ...{ backchannel_logout_uri: logoutUri, backchannel_logout_session_required: true },
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ['of a test'] },
    pkce: { required: () => true },
    claims: {
      openid: ['sub', 'acr', 'amr', 'preferred_username', 'groups', 'realm_access', 'member'],
    },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...issuer().person.claims }),
    }),
    async loadExistingGrant({ oidc }: Context) {
      const { client, session } = oidc;
      const of = { clientId: client.clientId, accountId: session.accountId };
      const grant = new oidc.provider.Grant(of);
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    // Its dispatcher refuses loopback.
    fetch: (to: string, { method, headers, body }: RequestInit) =>
      fetch(to, { method: method ?? 'GET', headers: new Headers(headers), body: body ?? null }),
    ttl: { Interaction: TTL_S, Grant: TTL_S, Session: TTL_S, AccessToken: TTL_S, IdToken: TTL_S },
  };
}

async function tampered(context: Context, { tamper, sign }: OpenIdIssuer): Promise<void> {
  const body = context.body as { readonly id_token?: unknown } | null;
  if (tamper === null || context.path !== '/token' || typeof body?.id_token !== 'string') return;
  const other = tamper(decodeJwt(body.id_token));
  context.body = { ...body, id_token: other instanceof Promise ? await other : await sign(other) };
}

async function finish(
  provider: Provider,
  { subject, acr, amr }: IssuerPerson,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const login = {
    ...{ accountId: subject, remember: false },
    ...(acr === undefined ? {} : { acr }),
    ...(amr === undefined ? {} : { amr }),
  };
  await provider.interactionFinished(
    request,
    response,
    { login },
    { mergeWithLastSubmission: false },
  );
}

function sendForm(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    '<!doctype html><title>Issuer</title><form method="post"><button>Sign in</button></form>',
  );
}

const TTL_S = 600;
const MOST_STEPS = 10;

async function visit(location: string, origin: string): Promise<string> {
  const jar = new Map<string, string>();
  let at = location;
  for (let step = 0; step < MOST_STEPS && at.startsWith(origin); step += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const { status, headers, text } = await ask(at, { headers: { cookie } });
    for (const set of [headers['set-cookie'] ?? []].flat()) {
      const [name = '', value = ''] = set.split(';')[0]?.split('=') ?? [];
      jar.set(name, value);
    }
    const next = headers['location'];
    if (typeof next !== 'string') throw new Error(`the issuer answers ${status}: ${text}`);
    at = new URL(next, origin).href;
  }
  return at;
}
