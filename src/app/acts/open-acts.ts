import type { ActDesk } from '../../board/acts/act-desk.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { AT_MACHINE, type Entrance } from '../../core/ports/entrance.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import { createGate } from '../../share/seal.ts';
import { scenariosOf } from '../drill/find-scenario.ts';
import { NoteActs } from '../notes/note-acts.ts';
import { NoteBook, type NoteStore } from '../notes/note-book.ts';
import type { SharedViews } from '../sharing/shared-views.ts';
import type { Stores } from '../stores.ts';
import { DrillActs, type DrillActsParts } from './drill-acts.ts';
import { EnrolActs } from './enrol-acts.ts';
import { Proposals } from './proposals.ts';
import { SiteActs, type SiteActsParts } from './site-acts.ts';
import { TaskActs, type TaskActsParts } from './task-acts.ts';
import { TellingActs, type TellingActsParts } from './telling-acts.ts';

type Parts = TellingActsParts &
  Omit<SiteActsParts, 'officeOf' | 'proposals'> &
  Omit<TaskActsParts, 'drillTitle' | 'proposals'> &
  Omit<DrillActsParts, 'proposals'>;

export interface ActsParts extends Parts {
  readonly shared: SharedViews;
  readonly state: SiteActsParts['state'] & Pick<StateStore, 'auditLines' | 'appendAudit'>;
  /** Whose the accounts are. */
  readonly entrance: Pick<Entrance, 'accounts'>;
  readonly said: NoteStore;
  /** By which notes are dated, which outlast a drill; absent = as all that is done. */
  readonly notesClock?: Pick<Clock, 'now'>;
}

/** What people do on the board, each kind by its own desk. */
function openActs({ entrance, said, ...parts }: ActsParts): ActDesk {
  const { notesClock = parts.clock } = parts;
  const notes = { ...parts, clock: notesClock };
  const proposals = new Proposals(parts.state, parts.clock);
  const officeOf: SiteActsParts['officeOf'] = (name) =>
    entrance.accounts(AT_MACHINE).find((account) => account.name === name)?.office ?? null;
  const drillTitle: TaskActsParts['drillTitle'] = async (id) =>
    (await parts.scenarios()).find((scenario) => scenario.id === id)?.title ?? null;
  return {
    telling: new TellingActs(parts),
    sites: new SiteActs({ ...parts, proposals, officeOf }),
    enrolment: new EnrolActs({ ...parts, proposals }),
    tasks: new TaskActs({ ...parts, proposals, drillTitle }),
    drills: new DrillActs({ ...parts, proposals }),
    notes: new NoteActs({ ...notes, book: new NoteBook(said, notesClock) }),
  };
}

export interface ServiceActsParts
  extends Omit<ActsParts, 'gate' | 'incidents' | 'outbox' | 'state' | 'scenarios'> {
  readonly stores: Pick<Stores, 'judgements' | 'notices' | 'state'>;
  /** Of the configuration; null = `./config`. */
  readonly folder: string | null;
}

/** The same on the stores of a service. */
export function serviceActs({ stores, folder, ...parts }: ServiceActsParts): ActDesk {
  const { judgements: incidents, notices: outbox, state } = stores;
  const zone = () => parts.shared.places.config.council.timezone;
  return openActs({
    ...{ ...parts, incidents, outbox, state, gate: createGate() },
    scenarios: async () => (await scenariosOf(folder, zone())).scenarios,
  });
}
