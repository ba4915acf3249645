import { callerKey } from '../core/caller-key.ts';
import type { EntranceAnswer, OpenedSession, Origin } from '../core/ports/entrance.ts';
import type { Account, Credentials, SessionKey } from '../core/words/account.ts';
import type { AuditEntry } from '../core/words/audit.ts';
import type { AuditAction } from '../core/words/audit-action.ts';
import { type AccountBook, changed, done, refused } from './book.ts';
import { CallerFailures } from './caller-failures.ts';
import { isActive, type Offices } from './offices.ts';
import type { PasswordHasher } from './password.ts';
import { normalName } from './rules/account-name.ts';
import { SESSION_MS } from './rules/key-life.ts';
import { accountLockedUntil, failuresAfter } from './rules/lock-out.ts';
import { hashOf, hashOfRecovery, newSecret } from './secrets.ts';
import { Tickets } from './tickets.ts';
import { checkTotp } from './totp.ts';

const TICKET_MS = 5 * 60_000;

/** Who tries. */
interface Caller {
  /** By which his failures are counted. */
  readonly key: string;
  /** As the audit has it. */
  readonly from: string;
}

/** Who is in is one caller, wherever he is. */
const IN_SESSION: Caller = { key: 'session', from: 'in a session' };

/** An account with what its owner knows and has. */
type Usable = Account & { readonly credentials: Credentials };

/** Name and password, then a code; every failure counts against who tries, and against the account. */
export class Logins {
  readonly #book: AccountBook;
  readonly #hasher: PasswordHasher;
  readonly #offices: Offices;
  /** Accounts whose password was right a moment ago, and its hash: a ticket does not outlive it. */
  readonly #tickets: Tickets<{ readonly account: string; readonly password: string }>;

  readonly #failures = new CallerFailures();

  constructor(book: AccountBook, hasher: PasswordHasher, offices: Offices) {
    this.#book = book;
    this.#hasher = hasher;
    this.#offices = offices;
    this.#tickets = new Tickets(TICKET_MS, () => book.now());
  }

  async login(
    name: string,
    password: string,
    { address }: Origin,
  ): Promise<EntranceAnswer<{ readonly ticket: string }>> {
    const named = this.#book.accountOfName(normalName(name));
    const is = await this.#isPassword(named?.id ?? '', password, callerAt(address));
    if (is === 'busy') return refused('busy');
    const known = named?.credentials ?? null;
    if (is === 'wrong' || named === null || known === null) return refused('not_admitted');
    return done({ ticket: this.#tickets.add({ account: named.id, password: known.password }) });
  }

  async confirm(
    ticket: string,
    code: string,
    from: Origin,
  ): Promise<EntranceAnswer<OpenedSession>> {
    const caller = callerAt(from.address);
    return await this.#book.run(async () => {
      const held = this.#tickets.get(ticket);
      const account = this.#usable(held?.account ?? '');
      if (account?.credentials.password !== held?.password) return refused('not_admitted');
      if (account === null || this.#isLocked(account, caller)) return refused('not_admitted');
      const now = this.#book.now();
      const left = credentialsAfter(account.credentials, code, now);
      if (left === null) {
        this.#noteFailure(account, caller);
        return refused('code_wrong');
      }
      this.#tickets.remove(ticket);
      const byRecovery = left.recovery.length < account.credentials.recovery.length;
      const { secret, key } = newSession(account.id, from, now);
      await this.#book.commit({
        accounts: [changed(account, { credentials: left, failures: null })],
        keys: [key],
        audit: [
          lineOf(account, now, 'account.logged_in', {
            detail: byRecovery
              ? `by a recovery code, ${left.recovery.length} left, ${caller.from}`
              : caller.from,
          }),
        ],
      });
      this.#failures.forget(account.id, caller.key);
      return done({ secret, endsAt: key.endsAt });
    });
  }

  /** Of somebody who is in: whether it is still he. A wrong one counts as a login that failed. */
  async isOwner(account: string, password: string): Promise<'right' | 'wrong' | 'busy'> {
    const known = this.#usable(account);
    // A hash costs time of a core that measures. Who is in knows that there is such an account.
    if (known === null || this.#isLocked(known, IN_SESSION)) return 'wrong';
    return await this.#isPassword(account, password, IN_SESSION);
  }

  async #isPassword(
    id: string,
    password: string,
    caller: Caller,
  ): Promise<'right' | 'wrong' | 'busy'> {
    const asked = this.#usable(id)?.credentials.password ?? null;
    const matches = await this.#hasher.matches(password, asked);
    if (matches === null) return 'busy';
    return await this.#book.run(async () => {
      const account = this.#usable(id);
      if (account === null || this.#isLocked(account, caller)) return 'wrong';
      if (matches && account.credentials.password === asked) return 'right';
      this.#noteFailure(account, caller);
      return 'wrong';
    });
  }

  #usable(id: string): Usable | null {
    const account = this.#book.account(id);
    if (account === null || !isUsable(account)) return null;
    return this.#offices.viewerOf(account.office) === null ? null : account;
  }

  #isLocked({ id, failures }: Account, caller: Caller): boolean {
    const now = this.#book.now();
    return now < accountLockedUntil(failures) || this.#failures.isLocked(id, caller.key, now);
  }

  /** Not awaited: a known name must not take longer than an unknown one. */
  #noteFailure(account: Account, caller: Caller): void {
    const now = this.#book.now();
    this.#failures.note(account.id, caller.key, now);
    const failures = failuresAfter(account.failures, now);
    const detail = `${failures.count} in a row, ${caller.from}`;
    this.#book.note({
      accounts: [changed(account, { failures })],
      audit: [lineOf(account, now, 'account.login_failed', { detail })],
    });
  }
}

function callerAt(address: string): Caller {
  return { key: callerKey(address), from: `from ${address}` };
}

function isUsable(account: Account): account is Usable {
  return isActive(account) && account.credentials !== null;
}

/** The credentials without what the code uses up; null = the code is wrong. */
function credentialsAfter(credentials: Credentials, code: string, now: number): Credentials | null {
  const step = checkTotp(code, credentials, now);
  if (step !== null) return { ...credentials, totpStep: step };
  const hash = hashOfRecovery(code);
  if (!credentials.recovery.includes(hash)) return null;
  return { ...credentials, recovery: credentials.recovery.filter((each) => each !== hash) };
}

interface SessionTerms {
  /** Absent = as long as any. */
  readonly sessionMs?: number;
  readonly issuerSession?: string | null;
}

/** A session that begins now, with the secret of its cookie. */
export function newSession(
  account: string,
  { address, agent }: Origin,
  now: number,
  { sessionMs = SESSION_MS, issuerSession = null }: SessionTerms = {},
): { readonly secret: string; readonly key: SessionKey } {
  const secret = newSecret();
  const times = { madeAt: now, usedAt: now, endsAt: now + Math.min(sessionMs, SESSION_MS) };
  const from = { address, agent: agent.slice(0, 200), issuerSession };
  return { secret, key: { kind: 'session', hash: hashOf(secret), account, ...times, ...from } };
}

/** The line of the audit of what an account's owner did. */
export function lineOf(
  { id, name }: Pick<Account, 'id' | 'name'>,
  at: number,
  action: AuditAction,
  { detail = null }: { readonly detail?: string | null } = {},
): AuditEntry {
  return { at, actor: name, action, subject: id, detail };
}
