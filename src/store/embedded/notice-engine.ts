import type { NoticeTables } from './notice-tables.ts';
import type { StoreCalls } from './store-calls.ts';

type Ask<K extends keyof StoreCalls> = StoreCalls[K]['ask'];
type Answer<K extends keyof StoreCalls> = StoreCalls[K]['answer'];

/** The calls of the store's thread that are about telling. */
export abstract class NoticeEngine {
  protected abstract get notices(): NoticeTables;
  /** To be called after each commit. */
  protected abstract noticesChanged(): null;

  keepNotices(step: Ask<'keepNotices'>): Answer<'keepNotices'> {
    this.notices.keepStep(step);
    return this.noticesChanged();
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
    return this.noticesChanged();
  }

  decisions({ incident }: Ask<'decisions'>): Answer<'decisions'> {
    return this.notices.decisions(incident);
  }

  silences({ at }: Ask<'silences'>): Answer<'silences'> {
    return this.notices.silences(at);
  }

  keepSilence(silence: Ask<'keepSilence'>): Answer<'keepSilence'> {
    this.notices.keepSilence(silence);
    return this.noticesChanged();
  }

  acknowledgements(): Answer<'acknowledgements'> {
    return this.notices.acknowledgements();
  }

  acknowledge(acknowledgement: Ask<'acknowledge'>): Answer<'acknowledge'> {
    this.notices.acknowledge(acknowledgement);
    return this.noticesChanged();
  }

  contacts(): Answer<'contacts'> {
    return this.notices.contacts();
  }

  keepContact(record: Ask<'keepContact'>): Answer<'keepContact'> {
    this.notices.keepContact(record);
    return this.noticesChanged();
  }

  keepBounce({ contact, bounce }: Ask<'keepBounce'>): Answer<'keepBounce'> {
    this.notices.keepBounce(contact, bounce);
    return this.noticesChanged();
  }
}
