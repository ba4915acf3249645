import type { AuditDesk } from '../../board/audit/audit-desk.ts';
import { snapshotFileOf } from '../../board/snapshot/outlet.ts';
import type { Config } from '../../core/config.ts';
import { AT_MACHINE, type Entrance } from '../../core/ports/entrance.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import { officeTextOf } from '../../core/words/look.ts';
import { createGate } from '../../share/seal.ts';
import { CouncilOffices } from '../accounts/offices-of.ts';
import type { ControlDesk } from '../control/control-desk.ts';
import type { SnapshotDesk, SnapshotOrder, SnapshotOutcome } from '../control/snapshot-order.ts';
import { type SnapshotViewParts, sealedSnapshot } from '../sharing/snapshot-view.ts';
import { viewerAsked } from './viewer-asked.ts';

export interface SnapshotDeskParts extends Omit<SnapshotViewParts, 'gate'> {
  readonly state: Pick<StateStore, 'appendAudit'>;
  readonly audit: Pick<AuditDesk, 'looked'>;
  readonly entrance: Pick<Entrance, 'accounts'>;
  /** The council that holds at the moment of the call. */
  readonly today: () => Config;
}

/** Takes orders for files from the machine. */
export function takeSnapshotOrders(
  desk: Pick<ControlDesk, 'openSnapshots'>,
  parts: SnapshotDeskParts,
): void {
  desk.openSnapshots(snapshotDesk(parts));
}

/** As the audit has it. */
const SNAPSHOT_MADE = 'snapshot.made';

/**
 * Makes files of the board as somebody may see it. One for somebody else than the operator is in the
 * audit before it is handed out, and so is the look at the names in it.
 */
function snapshotDesk(parts: SnapshotDeskParts): SnapshotDesk {
  const gate = createGate();
  const offices = new CouncilOffices(parts.today);
  return {
    async take(order: SnapshotOrder): Promise<SnapshotOutcome> {
      const { viewer, refusal } = viewerAsked(order.viewer, {
        ...{ offices, accounts: parts.entrance.accounts(AT_MACHINE) },
      });
      if (viewer === null) return { kind: 'snapshot_refused', text: { ...refusal } };
      const marked = await sealedSnapshot({ ...parts, gate }, viewer);
      if (marked === null) return { kind: 'snapshot_refused', text: { ...CHANGED } };
      const file = snapshotFileOf(marked, order.language);
      if (viewer.kind !== 'operator') {
        const detail = `${officeTextOf(viewer)}; ${file.marking}`;
        const { actor, at } = order;
        const subject = 'member' in viewer ? viewer.member : sectorOf(viewer);
        await parts.state.appendAudit({ at, actor, action: SNAPSHOT_MADE, subject, detail });
      }
      const looker = { viewer, name: order.actor, way: 'machine' } as const;
      parts.audit.looked(looker, { kind: 'list', sector: null });
      return { kind: 'snapshot_made', ...file };
    },
  };
}

function sectorOf(viewer: object): string | null {
  return 'sector' in viewer && typeof viewer.sector === 'string' ? viewer.sector : null;
}

const CHANGED = {
  ja: '作成中に共有の範囲が変わったため、作りませんでした。もう一度実行してください',
  en: 'what may be shared changed meanwhile, and nothing was made; try again',
} as const;
