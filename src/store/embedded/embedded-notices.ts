import type { NoticeStore } from '../../core/ports/notice-store.ts';
import type { StoreClient } from './store-client.ts';

/** The main thread's side of what telling keeps. */
export function embeddedNotices(client: StoreClient): NoticeStore {
  return {
    async keepStep(step) {
      await client.request('keepNotices', step);
    },
    desks: () => client.request('desks', null),
    waiting: (after = 0) => client.request('waiting', { after }),
    outbox: (query = {}) => client.request('outbox', query),
    async settle(results) {
      await client.request('settle', results);
    },
    decisions: (incidents) => client.request('decisions', { incidents }),
    silences: (at) => client.request('silences', { at }),
    async keepSilence(silence) {
      await client.request('keepSilence', silence);
    },
    acknowledgements: () => client.request('acknowledgements', null),
    async acknowledge(acknowledgement) {
      await client.request('acknowledge', acknowledgement);
    },
    contacts: () => client.request('contacts', null),
    async keepContact(record) {
      await client.request('keepContact', record);
    },
    async keepBounce(contact, bounce) {
      await client.request('keepBounce', { contact, bounce });
    },
  };
}
