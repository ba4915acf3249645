import type { Envelope } from '../../core/words/marked.ts';
import type { ChangesDto } from '../dto.ts';
import { bodyOf, tellOut } from './api.ts';

/** How news arrives: by events, by asking again, or not yet. */
export type FeedMode = 'live' | 'polling' | 'connecting';

/** What an event of any board holds. */
export type Changes = Pick<ChangesDto, 'version' | 'reset'>;

/** What a line tells each of its followers. */
export interface LineHandlers {
  changes(envelope: Envelope<Changes>): void;
  mode(mode: FeedMode): void;
  /** Ask for everything again: events do not come, or some were lost. */
  refetch(): void;
}

/** The board sends an event at least every 5 s; after this time without one we ask ourselves. */
const SILENCE_MS = 12_000;
const POLL_MS = 15_000;
const REOPEN_MS = 5000;
/** A page that nobody sees for this time gives its connection to those that are seen. */
const UNSEEN_MS = 10_000;

let staying = 0;

/** Lines stay open although the page is not seen, until the function given is called. */
export function stayOpen(): () => void {
  staying += 1;
  return () => {
    staying -= 1;
  };
}

/**
 * One connection to the stream, for all who follow it. A browser has six connections to a board over
 * HTTP/1.1, all its tabs together, so a page that is not seen has none.
 */
export class FeedLine {
  readonly #params: URLSearchParams;
  readonly #followers = new Set<LineHandlers>();
  #since: number | null;
  #mode: FeedMode = 'connecting';
  #source: EventSource | null = null;
  #silence = 0;
  #poll = 0;
  #reopen = 0;
  #unseen = 0;

  /** Begins with what is new after `since`; null: from now on. */
  constructor(params: URLSearchParams, since: number | null) {
    this.#params = params;
    this.#since = since;
    document.addEventListener('visibilitychange', this.#look);
    this.#open();
    this.#look();
  }

  get isFollowed(): boolean {
    return this.#followers.size > 0;
  }

  has(handlers: LineHandlers): boolean {
    return this.#followers.has(handlers);
  }

  follow(handlers: LineHandlers): void {
    this.#followers.add(handlers);
    handlers.mode(this.#mode);
  }

  leave(handlers: LineHandlers): void {
    this.#followers.delete(handlers);
  }

  /** Takes over who follows another line, which then ends. */
  adopt(other: FeedLine): void {
    for (const each of other.#followers) this.follow(each);
    other.#followers.clear();
    other.close();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#look);
    clearTimeout(this.#unseen);
    this.#end();
  }

  /**
   * Goes on from the version of what was loaded. Where events told of more already, they may have been
   * undone by what was loaded: they are told again.
   */
  goOnFrom(version: number): void {
    const known = this.#since;
    this.#since = version;
    if (known === null || known <= version || this.#source === null) return;
    this.#end();
    this.#open();
  }

  #open(): void {
    const params = new URLSearchParams(this.#params);
    if (this.#since !== null) params.set('since', String(this.#since));
    this.#listen();
    const source = new EventSource(`/api/stream?${params}`);
    this.#source = source;
    source.addEventListener('changes', (event: MessageEvent<string>) => {
      if (this.#source === source) this.#hear(bodyOf(JSON.parse(event.data)));
    });
    source.addEventListener('error', () => {
      if (this.#source !== source || source.readyState !== EventSource.CLOSED) return;
      // It may be that nobody is known any more.
      tellOut();
      this.#reopen = window.setTimeout(() => this.#open(), REOPEN_MS);
    });
  }

  #end(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#silence);
    this.#silence = 0;
    clearTimeout(this.#reopen);
    clearInterval(this.#poll);
    this.#poll = 0;
  }

  /** Asks by itself when nothing has come for a while, also where the stream is refused again and again. */
  #listen(): void {
    if (this.#silence !== 0 || this.#poll !== 0) return;
    this.#silence = window.setTimeout(() => this.#fallBack(), SILENCE_MS);
  }

  #hear(envelope: Envelope<Changes>): void {
    this.#since = envelope.data.version;
    clearTimeout(this.#silence);
    this.#silence = 0;
    clearInterval(this.#poll);
    this.#poll = 0;
    this.#listen();
    this.#turn('live');
    if (envelope.data.reset) this.#refetch();
    else for (const each of [...this.#followers]) each.changes(envelope);
  }

  #fallBack(): void {
    this.#silence = 0;
    this.#turn('polling');
    this.#refetch();
    clearInterval(this.#poll);
    this.#poll = window.setInterval(() => this.#refetch(), POLL_MS);
  }

  #refetch(): void {
    for (const each of [...this.#followers]) each.refetch();
  }

  #turn(mode: FeedMode): void {
    this.#mode = mode;
    for (const each of [...this.#followers]) each.mode(mode);
  }

  readonly #look = (): void => {
    clearTimeout(this.#unseen);
    if (document.visibilityState === 'hidden') {
      this.#unseen = window.setTimeout(() => {
        if (staying === 0) this.#end();
      }, UNSEEN_MS);
    } else if (this.#source === null) {
      this.#turn('connecting');
      this.#open();
    }
  };
}
