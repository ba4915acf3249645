import { openEntrance } from '../../accounts/entrance.ts';
import type { OpenIdParts } from '../../accounts/openid/openid-logins.ts';
import type { PasswordHasher } from '../../accounts/password.ts';
import type { AccountsDto, AdministeredSectorDto } from '../../board/dto/entrance.ts';
import type { EntranceDesk } from '../../board/entrance/entrance-desk.ts';
import type { Config } from '../../core/config.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Actor, Entrance } from '../../core/ports/entrance.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Office } from '../../core/words/account.ts';
import type { DrillMark } from '../../core/words/scenario.ts';
import { VIEWER_KINDS, type ViewerKind } from '../../core/words/viewer.ts';
import { createGate } from '../../share/seal.ts';
import { plainCouncilOf } from '../sharing/plain-council.ts';
import { CouncilOffices } from './offices-of.ts';

export interface EntranceDeskParts {
  readonly store: AccountStore;
  /** The council that holds at the moment of the call. */
  readonly today: () => Config;
  /** null = no drill. */
  readonly drill: DrillMark | null;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Absent = of the cost that passwords are kept with. */
  readonly hasher?: PasswordHasher;
  /** null or absent = there are local accounts alone. */
  readonly openId?: OpenIdParts | null;
}

/** Who comes in, with the gate before what the board shows of it. Rejects with `store_unavailable`. */
export async function openEntranceDesk(parts: EntranceDeskParts): Promise<EntranceDesk> {
  const { store, today, drill, clock, log, hasher, openId = null } = parts;
  const offices = new CouncilOffices(today);
  const issuer = () => `Yamabiko ${today().council.name.en}`;
  const given = hasher === undefined ? {} : { hasher };
  const entrance = await openEntrance({ store, offices, issuer, clock, log, openId, ...given });
  const gate = createGate();
  const council = () => plainCouncilOf(today(), drill);
  return {
    entrance,
    nameOf: (office) => offices.nameOf(office),
    own(pass) {
      const own = entrance.own(pass);
      const data = { ...own, officeName: offices.nameOf(own.office), council: council() };
      return gate.seal(pass.viewer, { kind: 'own_account' }, { asOf: clock.now(), data });
    },
    accounts(actor) {
      const accounts = entrance
        .accounts(actor)
        .map((account) => ({ ...account, officeName: offices.nameOf(account.office) }));
      const of = accounts.map(({ office }) => offices.concernOf(office));
      const data = { accounts, ...invitable(actor, entrance, today()), council: council() };
      return gate.seal(actor.viewer, { kind: 'accounts', of }, { asOf: clock.now(), data });
    },
    members(actor) {
      const sectors = administered(actor, entrance, today());
      const of = sectors.flatMap(({ members }) =>
        members.map(({ id }) => offices.concernOf({ kind: 'member', member: id })),
      );
      const dated = { asOf: clock.now(), data: { sectors } };
      return gate.seal(actor.viewer, { kind: 'accounts', of }, dated);
    },
  };
}

/** Whom he administers, and nobody of a sector beside them. */
function administered(
  actor: Actor,
  entrance: Entrance,
  { sectors }: Config,
): readonly AdministeredSectorDto[] {
  const may = (member: string) => entrance.mayAdminister(actor, { kind: 'member', member });
  return sectors
    .map(({ id, name, members }) => {
      const own = members.filter((member) => may(member.id));
      return { id, name, members: own.map((member) => ({ id: member.id, name: member.name })) };
    })
    .filter(({ members }) => members.length > 0);
}

/** Whom somebody may invite, as the action table has it for an office of each kind. */
function invitable(
  actor: Actor,
  entrance: Entrance,
  { sectors }: Config,
): Pick<AccountsDto, 'kinds' | 'sectors' | 'member'> {
  const { viewer } = actor;
  const may = (office: Office) => entrance.mayAdminister(actor, office);
  const bySecretariat = sectors.filter(({ id }) => may({ kind: 'secretariat', sector: id }));
  const member = viewer.kind === 'member' ? viewer.member : null;
  const firstMember = member ?? firstMemberFor(viewer, sectors);
  const mayInvite: Readonly<Record<ViewerKind, boolean>> = {
    member: firstMember !== null && may({ kind: 'member', member: firstMember }),
    secretariat: bySecretariat.length > 0,
    council: may({ kind: 'council' }),
    observer: may({ kind: 'observer' }),
    operator: may({ kind: 'operator' }),
  };
  return {
    kinds: VIEWER_KINDS.filter((kind) => mayInvite[kind]),
    sectors: bySecretariat.map(({ id, name }) => ({ id, name })),
    member,
  };
}

/** One that stands for all: the table knows none but by their sector. */
function firstMemberFor(viewer: Actor['viewer'], sectors: Config['sectors']): string | null {
  const own = 'sector' in viewer ? viewer.sector : null;
  const among = sectors.filter(({ id }) => own === null || id === own);
  return among.flatMap(({ members }) => members)[0]?.id ?? null;
}
