import type { LoginFailures } from '../core/words/account.ts';
import { callerLockedUntil, failuresAfter } from './rules/lock-out.ts';

/** More are forgotten, those that failed longest ago first. */
const MOST = 10_000;

/** Logins of an account that failed, by who tried; gone with the process. Those of all are the account's. */
export class CallerFailures {
  /** In the order in which they failed last. */
  readonly #failures = new Map<string, LoginFailures>();

  isLocked(account: string, caller: string, now: number): boolean {
    return now < callerLockedUntil(this.#failures.get(keyOf(account, caller)) ?? null);
  }

  note(account: string, caller: string, now: number): void {
    const key = keyOf(account, caller);
    const failures = failuresAfter(this.#failures.get(key) ?? null, now);
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    if (this.#failures.size <= MOST) return;
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined) this.#failures.delete(oldest);
  }

  forget(account: string, caller: string): void {
    this.#failures.delete(keyOf(account, caller));
  }
}

function keyOf(account: string, caller: string): string {
  return `${account} ${caller}`;
}
