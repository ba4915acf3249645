import { Secret, TOTP } from 'otpauth';
import { type EntranceParts, openEntrance } from '../../src/accounts/entrance.ts';
import type { Offices } from '../../src/accounts/offices.ts';
import { PasswordHasher } from '../../src/accounts/password.ts';
import type { AccountStore } from '../../src/core/ports/account-store.ts';
import {
  AT_MACHINE,
  type Entrance,
  type EntranceAnswer,
  type Pass,
} from '../../src/core/ports/entrance.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Office } from '../../src/core/words/account.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { T0 } from '../store/store-sample.ts';
import { ManualClock } from '../support/manual-clock.ts';

export const FROM = { address: '192.0.2.7', agent: 'Mozilla/5.0 (test)' };
export const PASSWORD = '朝霧 の 山 に 響く こえ 7';
/** Real scrypt of the least cost, so that tests do not wait for it. */
export const cheapHasher = () => new PasswordHasher({ ln: 4, r: 8, p: 1 });

/** One member, one sector; only operators administer, and members their own. */
export const OFFICES: Offices = {
  viewerOf(office) {
    if (office.kind === 'member') {
      return office.member === 'gas-0001' ? { ...office, sector: 'gas' } : null;
    }
    if (office.kind === 'secretariat') return office.sector === 'gas' ? office : null;
    return { kind: office.kind };
  },
  mayAdminister: (viewer, office) =>
    viewer.kind === 'operator' ||
    (viewer.kind === 'member' && office.kind === 'member' && office.member === viewer.member),
};

export interface Opened {
  readonly entrance: Entrance;
  readonly clock: ManualClock;
  readonly store: AccountStore;
  /** Actions of the audit so far. */
  audited(): Promise<readonly string[]>;
  /** Its details, of one action. */
  details(action: string): Promise<readonly (string | null)[]>;
  /** As after a restart. */
  reopen(differs?: Partial<EntranceParts>): Promise<Entrance>;
}

export async function openTestEntrance(differs: Partial<EntranceParts> = {}): Promise<Opened> {
  const clock = new ManualClock(T0);
  const { accounts: store, state } = createMemoryStore();
  const reopen = (more: Partial<EntranceParts> = {}) =>
    openEntrance({
      ...{ store, clock, log: noLog, offices: OFFICES, hasher: cheapHasher() },
      issuer: () => 'Yamabiko',
      ...differs,
      ...more,
    });
  return {
    entrance: await reopen(),
    clock,
    store,
    reopen,
    details: async (of) =>
      (await state.auditLines()).flatMap(({ action, detail }) => (action === of ? [detail] : [])),
    audited: async () => (await state.auditLines()).map(({ action }) => action),
  };
}

/** The value of an act that was done. */
export function granted<T>(answer: EntranceAnswer<T>): T {
  if (answer.refusal !== null) throw new Error(`refused: ${answer.refusal}`);
  return answer.value as T;
}

/** The code that the app shows. */
export function codeAt(totpKey: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(totpKey) }).generate({ timestamp: at });
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly totpKey: string;
  readonly recoveryCodes: readonly string[];
  readonly pass: Pass;
  readonly secret: string;
}

/** Invites somebody, who takes the account up and is in. Then 30 s pass, so that a new code is there. */
export async function personOf(
  { entrance, clock }: Pick<Opened, 'entrance' | 'clock'>,
  name: string,
  office: Office = { kind: 'operator' },
): Promise<Person> {
  const invited = granted(await entrance.invite(AT_MACHINE, { name, office }));
  return await acceptedOf({ entrance, clock }, invited);
}

export async function acceptedOf(
  { entrance, clock }: Pick<Opened, 'entrance' | 'clock'>,
  invited: { readonly account: { readonly id: string; readonly name: string }; secret: string },
): Promise<Person> {
  const { ticket, totpKey } = granted(entrance.openInvitation(invited.secret));
  const code = codeAt(totpKey, clock.now());
  const acceptance = { secret: invited.secret, ticket, password: PASSWORD, code };
  const { secret, recoveryCodes } = granted(await entrance.accept(acceptance, FROM));
  clock.step(30_000);
  const pass = entrance.admit('cookie', secret, FROM.address);
  if (pass === null) throw new Error('not let in');
  const { id, name } = invited.account;
  return { id, name, totpKey, recoveryCodes, pass, secret };
}

/** Both steps of a login. */
export async function loginOf(
  { entrance, clock }: Pick<Opened, 'entrance' | 'clock'>,
  { name, totpKey }: Pick<Person, 'name' | 'totpKey'>,
  { password = PASSWORD, code }: { readonly password?: string; readonly code?: string } = {},
) {
  const step = await entrance.login(name, password, FROM);
  if (step.refusal !== null) return step;
  return await entrance.confirm(step.value.ticket, code ?? codeAt(totpKey, clock.now()), FROM);
}
