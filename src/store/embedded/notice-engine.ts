import type { NoticeTables } from './notice-tables.ts';
import type { StoreCalls } from './store-calls.ts';

type Ask<K extends keyof StoreCalls> = StoreCalls[K]['ask'];
type Answer<K extends keyof StoreCalls> = StoreCalls[K]['answer'];

/** The calls of the store's thread that are about telling. */
export abstract class NoticeEngine {
  protected abstract get notices(): NoticeTables;
  /** To be called after each commit. */
  protected abstract stateChanged(): null;

  keepNotices(step: Ask<'keepNotices'>): Answer<'keepNotices'> {
    this.notices.keepStep(step);
    return this.stateChanged();
  }

  desks(): Answer<'desks'> {
    return this.notices.desks();
  }

  waiting({ after }: Ask<'waiting'>): Answer<'waiting'> {
    return this.notices.waiting(after);
  }

  outbox(query: Ask<'outbox'>): Answer<'outbox'> {
    return this.notices.outbox(query);
  }

  settle(results: Ask<'settle'>): Answer<'settle'> {
    this.notices.settle(results);
    return this.stateChanged();
  }

  decisions({ incidents }: Ask<'decisions'>): Answer<'decisions'> {
    return this.notices.decisions(incidents);
  }

  silences({ at }: Ask<'silences'>): Answer<'silences'> {
    return this.notices.silences(at);
  }

  keepSilence(silence: Ask<'keepSilence'>): Answer<'keepSilence'> {
    this.notices.keepSilence(silence);
    return this.stateChanged();
  }

  acknowledgements(): Answer<'acknowledgements'> {
    return this.notices.acknowledgements();
  }

  acknowledge(acknowledgement: Ask<'acknowledge'>): Answer<'acknowledge'> {
    this.notices.acknowledge(acknowledgement);
    return this.stateChanged();
  }

  contacts(): Answer<'contacts'> {
    return this.notices.contacts();
  }

  keepContact(record: Ask<'keepContact'>): Answer<'keepContact'> {
    this.notices.keepContact(record);
    return this.stateChanged();
  }

  keepBounce({ contact, bounce }: Ask<'keepBounce'>): Answer<'keepBounce'> {
    this.notices.keepBounce(contact, bounce);
    return this.stateChanged();
  }
}
