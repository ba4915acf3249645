import { contactActs } from '../../../src/app/sharing/contact-acts.ts';
import { consentActs } from '../../../src/app/sharing/member-acts.ts';
import type { MemberVoices } from '../../../src/app/sharing/member-sources.ts';
import { OwnFields } from '../../../src/app/sharing/own-fields.ts';
import { statementActs } from '../../../src/app/sharing/statement-acts.ts';
import { StatementBook } from '../../../src/app/sharing/statement-book.ts';
import { workActs } from '../../../src/app/sharing/work-acts.ts';
import type { Live } from '../../../src/board/live.ts';
import { withOwners } from '../../../src/config/owner-of-field.ts';
import type { Config } from '../../../src/core/config.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Judging } from '../../../src/core/ports/judging.ts';
import type { MemberActs } from '../../../src/core/ports/member-acts.ts';
import type { SaidStore } from '../../../src/core/ports/said-store.ts';
import { isGloballyReachable } from '../../../src/probe/address-guard.ts';

/** The code that verifies a contact of any member. */
export const CODE = '123456';

interface VoicesOver {
  readonly said: SaidStore;
  readonly live: Live;
  readonly judging: Judging;
  readonly files: () => Config;
  readonly clock: Clock;
}

/** What members say and set on a board, as the composition root puts it together, but nothing is sent. */
export async function voicesOver({ said, live, judging, files, clock }: VoicesOver): Promise<{
  readonly own: OwnFields;
  readonly voices: MemberVoices & { readonly statements: StatementBook };
  readonly acts: MemberActs;
  readonly owned: () => Config;
  readonly corrected: readonly string[];
  readonly coded: readonly string[];
}> {
  const own = await OwnFields.open(said, clock.now());
  const { choices, contacts: lists, works } = own;
  const owned = () => withOwners(files(), own.touched).config;
  const statements = await StatementBook.open(said, clock.now());
  const corrected: string[] = [];
  const coded: string[] = [];
  const now = { files, clock, today: () => live.config, onChosen: () => live.replace(owned()) };
  const acts = {
    ...consentActs({ choices, ...now }),
    ...contactActs({
      ...{ lists, ...now },
      isReachable: (address, family) => isGloballyReachable({ address, family }),
      sendCodes: ({ id, contacts }) =>
        void coded.push(...contacts.map(({ kind, to }) => `${id}/${kind}:${to}`)),
      records: async () => [],
      takeCode: async ({ code }) => (code === CODE ? null : 'code_wrong'),
    }),
    ...workActs({ works, ...now }),
    ...statementActs({
      ...{ statements, judging, clock, today: now.today },
      correct: async ({ id }) => void corrected.push(id),
    }),
  };
  return { own, voices: { choices, lists, statements, files }, acts, owned, corrected, coded };
}
