import type { NoticeStore } from '../../core/ports/notice-store.ts';
import type { NoticeTables } from '../../store/embedded/notice-tables.ts';

/** What telling keeps, in a state that no service owns. */
export function directNotices(tables: NoticeTables): NoticeStore {
  return {
    keepStep: async (step) => tables.keepStep(step),
    desks: async () => tables.desks(),
    waiting: async (after = 0) => tables.waiting(after),
    outbox: async (query = {}) => tables.outbox(query),
    settle: async (results) => tables.settle(results),
    decisions: async (incidents) => tables.decisions(incidents),
    silences: async (at) => tables.silences(at),
    keepSilence: async (silence) => tables.keepSilence(silence),
    acknowledgements: async () => tables.acknowledgements(),
    acknowledge: async (acknowledgement) => tables.acknowledge(acknowledgement),
    contacts: async () => tables.contacts(),
    keepContact: async (record) => tables.keepContact(record),
    keepBounce: async (contact, bounce) => tables.keepBounce(contact, bounce),
  };
}
