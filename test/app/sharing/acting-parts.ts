import { serviceActs } from '../../../src/app/acts/open-acts.ts';
import type { DrillDesk } from '../../../src/app/control/drill-order.ts';
import { CouncilNoticeDesk } from '../../../src/app/notices/notice-desk.ts';
import { quietSource } from '../../../src/app/notices/quiet-source.ts';
import { wordingContextOf } from '../../../src/app/notices/wording-context.ts';
import { CouncilInForce } from '../../../src/app/reload/council-in-force.ts';
import type { SharedViews } from '../../../src/app/sharing/shared-views.ts';
import type { ActDesk } from '../../../src/board/acts/act-desk.ts';
import type { Live } from '../../../src/board/live.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { AccountFacts, Pass } from '../../../src/core/ports/entrance.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { Standing } from '../../../src/notify/standing.ts';
import { renderBy } from '../../../src/notify/wording/render.ts';
import type { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { VIEWERS } from './shared-council.ts';

/** The account by which a viewer acts; each office beside those of {@link VIEWERS} has its own. */
function nameOf(viewer: Viewer): string {
  const { member, secretariat } = VIEWERS;
  const isOther = 'member' in viewer && viewer.member !== member.member;
  if (isOther) return `an-account-of-${viewer.member}`;
  const isFar = viewer.kind === 'secretariat' && viewer.sector !== secretariat.sector;
  return `an-account-of-${isFar ? viewer.sector : viewer.kind}`;
}

function accountOf(office: Viewer): AccountFacts {
  return {
    ...{ id: nameOf(office), name: nameOf(office), office, state: 'active' },
    ...{ invitedAt: 0, invitedBy: 'operator', acceptedAt: 0, endedAt: null, lastUsedAt: null },
    issuer: null,
  };
}

/** As an account of the viewer is let in. */
export function passOf(viewer: Viewer, by: Pass['by']): Pass {
  const name = nameOf(viewer);
  return { viewer, name, account: name, by, scope: 'read', key: name };
}

/** Telling of the council that sends nothing. */
async function noticesOver(
  store: Pick<ReturnType<typeof createMemoryStore>, 'judgements' | 'notices' | 'state'>,
  live: Live,
  clock: Clock,
): Promise<CouncilNoticeDesk> {
  const standing = await Standing.open(store.notices, clock);
  const config = () => live.config;
  return new CouncilNoticeDesk({
    ...{ config, store: store.notices, incidents: store.judgements, standing, clock, log: noLog },
    source: quietSource(live.config, standing, null),
    sender: { wake() {}, resend: async () => {}, noteBounce: async () => {} },
    state: store.state,
    render: renderBy(() => wordingContextOf(live.config, false)),
    onChange() {},
  });
}

type Store = ReturnType<typeof createMemoryStore>;

/** What people do on a board, on the council that it shows. */
export async function actingOver(
  { judgements, notices: outbox, state, said }: Store,
  { live, shared, clock, drills }: ActingOn,
): Promise<ActDesk> {
  const council = new CouncilInForce({
    ...{ whole: live.config, stopped: [], practiceUrlOf: null, now: clock.now(), log: noLog },
  });
  council.follow({ schedule() {}, show: (shown, stopped) => live.replace(shown, stopped) });
  return serviceActs({
    ...{ stores: { judgements, notices: outbox, state }, shared, council, clock, log: noLog },
    ...{ drills, said, drill: null, folder: null },
    entrance: { accounts: () => Object.values(VIEWERS).map(accountOf) },
    notices: await noticesOver({ judgements, notices: outbox, state }, live, clock),
  });
}

interface ActingOn {
  readonly live: Live;
  readonly shared: SharedViews;
  readonly clock: Clock;
  readonly drills: DrillDesk | null;
}
