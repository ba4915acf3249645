import type { Entrance } from '../core/ports/entrance.ts';
import { Administration } from './administration.ts';
import { Admissions } from './admissions.ts';
import { AccountBook, type BookParts } from './book.ts';
import { Enrolments } from './enrolments.ts';
import { IssuedAccounts } from './issued-accounts.ts';
import { Logins } from './logins.ts';
import type { Offices } from './offices.ts';
import { OpenIdLogins, type OpenIdParts } from './openid/openid-logins.ts';
import { OwnAccounts } from './own-accounts.ts';
import { PasswordHasher } from './password.ts';

export interface EntranceParts extends BookParts {
  readonly offices: Offices;
  /** What an app for one-time codes shows beside the name of an account. */
  readonly issuer: () => string;
  /** Absent = of the cost that passwords are kept with. */
  readonly hasher?: PasswordHasher;
  /** null or absent = there are local accounts alone. */
  readonly openId?: OpenIdParts | null;
}

/** Everything about accounts, on a store that nobody else writes to. Rejects with `store_unavailable`. */
export async function openEntrance(parts: EntranceParts): Promise<Entrance> {
  const { offices, issuer, hasher = new PasswordHasher(), openId = null } = parts;
  const book = await AccountBook.open(parts);
  const trusted = openId?.config.issuer ?? null;
  const admissions = new Admissions({ book, offices, trusted });
  const logins = new Logins(book, hasher, offices);
  const enrolments = new Enrolments({ book, hasher, offices, issuer });
  const own = new OwnAccounts({ book, hasher, logins });
  const administration = new Administration(book, offices);
  const issued = new IssuedAccounts(book, offices);
  const now = () => book.now();
  return {
    get isBegun() {
      return book.isBegun;
    },
    admit: (shown, secret, address) => admissions.admit(shown, secret, address),
    holds: (pass) => admissions.holds(pass),
    openId: openId === null ? null : new OpenIdLogins(openId, issued, now),
    onEnd: (listener) => book.onEnd(listener),
    login: (name, password, from) => logins.login(name, password, from),
    confirm: (ticket, code, from) => logins.confirm(ticket, code, from),
    logout: (pass) => own.logout(pass),
    openInvitation: (secret) => enrolments.open(secret),
    accept: (acceptance, from) => enrolments.accept(acceptance, from),
    own: (pass) => own.own(pass),
    proof: (pass, password) => own.proof(pass, password),
    changePassword: (pass, change) => own.changePassword(pass, change),
    renewRecovery: (pass, password) => own.renewRecovery(pass, password),
    endSession: (pass, id) => own.endSession(pass, id),
    makeToken: (pass, draft) => own.makeToken(pass, draft),
    endToken: (pass, id) => own.endToken(pass, id),
    makeWall: (pass, draft) => own.makeWall(pass, draft),
    endWall: (pass, id) => own.endWall(pass, id),
    openWall: (secret, address) => admissions.openWall(secret, address),
    accounts: (actor) => administration.accounts(actor),
    mayAdminister: (actor, office) => administration.mayAdminister(actor, office),
    invite: (actor, draft) => administration.invite(actor, draft),
    end: (actor, id) => administration.end(actor, id),
    reset: (actor, id) => administration.reset(actor, id),
  };
}
