import { isOneLine } from '../core/one-line.ts';
import type {
  EntranceAnswer,
  EntranceRefusal,
  OwnAccount,
  Pass,
  SessionFacts,
  TokenDraft,
  WallDraft,
} from '../core/ports/entrance.ts';
import type {
  Account,
  AccountKey,
  Credentials,
  SessionKey,
  TokenKey,
  WallKey,
} from '../core/words/account.ts';
import { normalRange } from './address-range.ts';
import { type AccountBook, changed, done, refused } from './book.ts';
import { hashesOf } from './enrolments.ts';
import { type Logins, lineOf } from './logins.ts';
import { isActive, isIssued } from './offices.ts';
import type { PasswordHasher } from './password.ts';
import { keyEnd } from './rules/key-life.ts';
import { passwordProblem } from './rules/password-rule.ts';
import { hashOf, hashOfRecovery, idOfKey, newRecoveryCodes, newSecret } from './secrets.ts';

/** Of each kind. */
const MOST_KEYS = 20;
/** So that a secret that lies about is found, and known for what it is. */
const TOKEN_PREFIX = 'yamabiko_';

export interface OwnAccountParts {
  readonly book: AccountBook;
  readonly hasher: PasswordHasher;
  readonly logins: Logins;
}

/** What people do with their own accounts. What lasts longer than a session asks for the password. */
export class OwnAccounts {
  readonly #parts: OwnAccountParts;

  constructor(parts: OwnAccountParts) {
    this.#parts = parts;
  }

  own(pass: Pass): OwnAccount {
    const { book } = this.#parts;
    const account = book.account(pass.account);
    if (account === null) throw new Error('a pass of no account');
    const keys = book.keysOf(account.id);
    const sessions = keys.flatMap((key) => (key.kind === 'session' ? key : []));
    const tokens = keys.flatMap((key) => (key.kind === 'token' ? key : []));
    const walls = keys.flatMap((key) => (key.kind === 'wall' ? key : []));
    return {
      ...{ name: account.name, office: account.office },
      issuer: account.issued?.issuer ?? null,
      recoveryLeft: account.credentials?.recovery.length ?? 0,
      sessions: sessions.toSorted(newestFirst).map((key) => sessionFacts(key, pass)),
      tokens: tokens.toSorted(newestFirst).map((key) => ({ ...keyFacts(key), scope: key.scope })),
      walls: walls.toSorted(newestFirst).map((key) => ({ ...keyFacts(key), range: key.range })),
    };
  }

  async logout(pass: Pass): Promise<void> {
    const { book } = this.#parts;
    await book.run(async () => {
      const audit = [lineOf(ownerOf(pass), book.now(), 'account.logged_out')];
      await book.commit({ endedKeys: [pass.key], audit });
    });
  }

  async changePassword(
    pass: Pass,
    { current, password }: { readonly current: string; readonly password: string },
  ): Promise<EntranceAnswer<null>> {
    const { book, hasher } = this.#parts;
    const problem = passwordProblem(password, pass.name);
    if (problem !== null) return refused(problem);
    return await this.#asOwner(pass, current, async () => {
      const hash = await hasher.hash(password);
      if (hash === null) return refused('busy');
      return await this.#change(pass, async (account, credentials) => {
        const now = book.now();
        const keys = book.keysOf(account.id).filter((key) => key.hash !== pass.key);
        await book.commit({
          accounts: [
            changed(account, { credentials: { ...credentials, password: hash, changedAt: now } }),
          ],
          endedKeys: hashesOf(keys, 'session'),
          audit: [lineOf(account, now, 'account.password_changed')],
        });
        return null;
      });
    });
  }

  async renewRecovery(pass: Pass, password: string): Promise<EntranceAnswer<readonly string[]>> {
    const { book } = this.#parts;
    return await this.#asOwner(pass, password, () =>
      this.#change(pass, async (account, credentials) => {
        const codes = newRecoveryCodes();
        const recovery = codes.map(hashOfRecovery);
        await book.commit({
          accounts: [changed(account, { credentials: { ...credentials, recovery } })],
          audit: [lineOf(account, book.now(), 'account.recovery_renewed')],
        });
        return codes;
      }),
    );
  }

  async proof({ account }: Pass, password: string): Promise<EntranceRefusal | null> {
    const { book, logins } = this.#parts;
    const known = book.account(account);
    if (known !== null && isIssued(known)) return 'issued_account';
    const is = await logins.isOwner(account, password);
    if (is === 'busy') return 'busy';
    return is === 'right' ? null : 'password_wrong';
  }

  async endSession(pass: Pass, id: string): Promise<EntranceAnswer<null>> {
    return await this.#endKey(pass, { kind: 'session', id });
  }

  async makeToken(
    pass: Pass,
    { scope, ...draft }: TokenDraft,
  ): Promise<EntranceAnswer<{ readonly secret: string }>> {
    if (scope === 'metrics' && pass.viewer.kind !== 'operator') return refused('not_allowed');
    const secret = `${TOKEN_PREFIX}${newSecret()}`;
    return await this.#makeKey(pass, { ...draft, secret, says: scope }, (facts) => {
      return { kind: 'token', ...facts, scope };
    });
  }

  async makeWall(
    pass: Pass,
    { range, ...draft }: WallDraft,
  ): Promise<EntranceAnswer<{ readonly secret: string }>> {
    const asked = normalRange(range);
    if (asked === null) return refused('range_invalid');
    const secret = newSecret();
    return await this.#makeKey(pass, { ...draft, secret, says: asked }, (facts) => {
      return { kind: 'wall', ...facts, range: asked };
    });
  }

  async endToken(pass: Pass, id: string): Promise<EntranceAnswer<null>> {
    return await this.#endKey(pass, { kind: 'token', id });
  }

  async endWall(pass: Pass, id: string): Promise<EntranceAnswer<null>> {
    return await this.#endKey(pass, { kind: 'wall', id });
  }

  async #makeKey(
    pass: Pass,
    draft: KeyDraft,
    keyOf: (facts: Omit<WallKey, 'kind' | 'range'>) => TokenKey | WallKey,
  ): Promise<EntranceAnswer<{ readonly secret: string }>> {
    const { book } = this.#parts;
    const { days, password, secret, says } = draft;
    const name = draft.name.trim();
    if (name === '' || name.length > 60 || !isOneLine(name)) return refused('name_invalid');
    const madeAt = book.now();
    const endsAt = keyEnd(days, madeAt);
    if (endsAt === null) return refused('days_invalid');
    return await this.#asOwner(pass, password, () =>
      book.run(async () => {
        const hash = hashOf(secret);
        const key = keyOf({ hash, account: pass.account, name, madeAt, endsAt, usedAt: null });
        const kept = book.keysOf(pass.account).filter(({ kind }) => kind === key.kind);
        if (kept.length >= MOST_KEYS) return refused('too_many');
        const detail = `${idOfKey(hash)} ${says}, ${days} days: ${name}`;
        const audit = [lineOf(ownerOf(pass), madeAt, `${key.kind}.made`, { detail })];
        await book.commit({ keys: [key], audit });
        return done({ secret });
      }),
    );
  }

  async #endKey(
    pass: Pass,
    { kind, id }: { readonly kind: 'session' | 'token' | 'wall'; readonly id: string },
  ): Promise<EntranceAnswer<null>> {
    const { book } = this.#parts;
    return await book.run(async () => {
      const key = book
        .keysOf(pass.account)
        .find((each) => each.kind === kind && idOfKey(each.hash) === id);
      if (key === undefined) return refused('not_found');
      const audit = [lineOf(ownerOf(pass), book.now(), `${kind}.ended`, { detail: id })];
      await book.commit({ endedKeys: [key.hash], audit });
      return done(null);
    });
  }

  async #asOwner<T>(
    pass: Pass,
    password: string,
    act: () => Promise<EntranceAnswer<T>>,
  ): Promise<EntranceAnswer<T>> {
    const refusal = await this.proof(pass, password);
    return refusal === null ? await act() : refused(refusal);
  }

  /** In turn, on the account as it is then. */
  async #change<T>(
    pass: Pass,
    act: (account: Account, credentials: Credentials) => Promise<T>,
  ): Promise<EntranceAnswer<T>> {
    const { book } = this.#parts;
    return await book.run(async () => {
      const account = book.account(pass.account);
      if (account === null || !isActive(account) || account.credentials === null) {
        return refused('not_found');
      }
      return done(await act(account, account.credentials));
    });
  }
}

function ownerOf({ account, name }: Pass): Pick<Account, 'id' | 'name'> {
  return { id: account, name };
}

function newestFirst(a: AccountKey, b: AccountKey): number {
  return b.madeAt - a.madeAt;
}

function sessionFacts(key: SessionKey, pass: Pass): SessionFacts {
  const { hash, madeAt, usedAt, endsAt, address, agent } = key;
  const isThis = hash === pass.key;
  return { id: idOfKey(hash), madeAt, usedAt, endsAt, address, agent, isThis };
}

function keyFacts({ hash, name, madeAt, endsAt, usedAt }: TokenKey | WallKey) {
  return { id: idOfKey(hash), name, madeAt, endsAt, usedAt };
}

interface KeyDraft extends Omit<TokenDraft, 'scope'> {
  readonly secret: string;
  /** What the audit says of it beside its name. */
  readonly says: string;
}
