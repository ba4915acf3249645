import { AccountEngine } from './account-engine.ts';
import type { SaidTables } from './said-tables.ts';
import type { StoreCalls } from './store-calls.ts';

type Ask<K extends keyof StoreCalls> = StoreCalls[K]['ask'];
type Answer<K extends keyof StoreCalls> = StoreCalls[K]['answer'];

/** The calls of the store's thread about what members say, beside those about accounts. */
export abstract class SaidEngine extends AccountEngine {
  protected abstract get saidTables(): SaidTables;

  keepSaid(step: Ask<'keepSaid'>): Answer<'keepSaid'> {
    this.saidTables.keepStep(step);
    return this.stateChanged();
  }

  consents(): Answer<'consents'> {
    return this.saidTables.consents();
  }

  contactLists(): Answer<'contactLists'> {
    return this.saidTables.contactLists();
  }

  works({ since }: Ask<'works'>): Answer<'works'> {
    return this.saidTables.works(since);
  }

  statements({ since }: Ask<'statements'>): Answer<'statements'> {
    return this.saidTables.statements(since);
  }

  notes({ since }: Ask<'notes'>): Answer<'notes'> {
    return this.saidTables.notes(since);
  }

  noteReadings({ since }: Ask<'noteReadings'>): Answer<'noteReadings'> {
    return this.saidTables.noteReadings(since);
  }

  dropNotes({ since }: Ask<'dropNotes'>): Answer<'dropNotes'> {
    this.saidTables.dropNotes(since);
    return this.stateChanged();
  }
}
