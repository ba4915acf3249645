import type { Claims } from './claimed-office.ts';

/** No local account has it in its name, so that none of them is taken for another. */
const PREFIX = 'openid:';
const MOST = 64;

/** What an account of somebody whom the issuer knows is called; its subject where he has no name. */
export function issuedName(claims: Claims, subject: string): string {
  const said = [claims['preferred_username'], claims['email'], subject].find(
    (each) => typeof each === 'string' && each.trim() !== '',
  );
  const text = String(said).normalize('NFKC').trim().toLowerCase();
  return `${PREFIX}${text.replace(/[^a-z0-9._@+-]+/g, '-').slice(0, MOST)}`;
}
