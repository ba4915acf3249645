import type {
  Acceptance,
  Enrolment,
  EntranceAnswer,
  OpenedSession,
  Origin,
} from '../core/ports/entrance.ts';
import type { Account, AccountKey, Credentials, InvitationKey } from '../core/words/account.ts';
import { type AccountBook, changed, done, refused } from './book.ts';
import { lineOf, newSession } from './logins.ts';
import type { Offices } from './offices.ts';
import type { PasswordHasher } from './password.ts';
import { INVITATION_MS } from './rules/key-life.ts';
import { passwordProblem } from './rules/password-rule.ts';
import { hashOf, hashOfRecovery, newRecoveryCodes, newSecret } from './secrets.ts';
import { Tickets } from './tickets.ts';
import { checkTotp, newTotpKey, totpUri } from './totp.ts';

const ENROLMENT_MS = 30 * 60_000;

export interface EnrolmentParts {
  readonly book: AccountBook;
  readonly hasher: PasswordHasher;
  readonly offices: Offices;
  /** What the app shows beside the name. */
  readonly issuer: () => string;
}

/** An account is taken up by its link, which is good for one time. */
export class Enrolments {
  readonly #parts: EnrolmentParts;
  /** Keys of one-time codes: another at every opening, so that who saw one has not seen the next. */
  readonly #tickets: Tickets<{ readonly invitation: string; readonly totpKey: string }>;

  constructor(parts: EnrolmentParts) {
    this.#parts = parts;
    this.#tickets = new Tickets(ENROLMENT_MS, () => parts.book.now());
  }

  open(secret: string): EntranceAnswer<Enrolment> {
    const invited = this.#invited(secret);
    if (invited === null) return refused('link_invalid');
    const { name, office } = invited;
    const totpKey = newTotpKey();
    const ticket = this.#tickets.add({ invitation: hashOf(secret), totpKey });
    const uri = totpUri(totpKey, { issuer: this.#parts.issuer(), name });
    return done({ ticket, name, office, totpUri: uri, totpKey });
  }

  async accept(
    { secret, ticket, password, code }: Acceptance,
    from: Origin,
  ): Promise<EntranceAnswer<OpenedSession & { readonly recoveryCodes: readonly string[] }>> {
    const { book, hasher } = this.#parts;
    const enrolled = this.#tickets.get(ticket);
    const invited = this.#invited(secret);
    if (invited === null || enrolled?.invitation !== hashOf(secret)) return refused('link_invalid');
    const problem = passwordProblem(password, invited.name);
    if (problem !== null) return refused(problem);
    const { totpKey } = enrolled;
    const totpStep = checkTotp(code, { totpKey, totpStep: 0 }, book.now());
    if (totpStep === null) return refused('code_wrong');
    const hash = await hasher.hash(password);
    if (hash === null) return refused('busy');
    return await book.run(async () => {
      const account = this.#invited(secret);
      if (account === null) return refused('link_invalid');
      this.#tickets.remove(ticket);
      const recoveryCodes = newRecoveryCodes();
      const credentials = {
        ...{ password: hash, totpKey, totpStep, changedAt: book.now() },
        recovery: recoveryCodes.map(hashOfRecovery),
      };
      const opened = await this.#takeUp(account, credentials, from);
      return done({ ...opened, recoveryCodes });
    });
  }

  async #takeUp(account: Account, credentials: Credentials, from: Origin): Promise<OpenedSession> {
    const { book } = this.#parts;
    const now = book.now();
    const { secret, key } = newSession(account.id, from, now);
    const acceptedAt = account.acceptedAt ?? now;
    await book.commit({
      accounts: [changed(account, { acceptedAt, credentials, failures: null })],
      endedKeys: book.keysOf(account.id).map(({ hash }) => hash),
      keys: [key],
      audit: [lineOf(account, now, 'account.accepted')],
    });
    return { secret, endsAt: key.endsAt };
  }

  /** Whose link it is; null = it is none, or opens nothing any more. */
  #invited(secret: string): Account | null {
    const { book, offices } = this.#parts;
    const key = book.key(hashOf(secret));
    if (key?.kind !== 'invitation') return null;
    const account = book.account(key.account);
    if (account === null || account.endedAt !== null) return null;
    return offices.viewerOf(account.office) === null ? null : account;
  }
}

/** A link that begins now. */
export function newInvitation(
  account: string,
  now: number,
): { readonly secret: string; readonly key: InvitationKey } {
  const secret = newSecret();
  const key = { kind: 'invitation', hash: hashOf(secret), account, madeAt: now } as const;
  return { secret, key: { ...key, endsAt: now + INVITATION_MS } };
}

/** Hashes of those of a kind. */
export function hashesOf(keys: readonly AccountKey[], kind?: AccountKey['kind']): string[] {
  return keys.flatMap((key) => (kind === undefined || key.kind === kind ? key.hash : []));
}
