import type { LogFields } from '../../core/ports/log.ts';
import type { Text } from '../../core/words/language.ts';

/**
 * What a thread is asked and what it answers, by the name of the call. Everything is cloneable. Every
 * thread has a call `close`, after which it ends.
 */
export type Calls = Readonly<Record<string, { readonly ask: unknown; readonly answer: unknown }>>;

/** A request to a thread; the pair of `call` and `ask` is one of its {@link Calls}. */
export interface ThreadRequest {
  readonly id: number;
  readonly call: string;
  readonly ask: unknown;
}

/** What a thread sends; a `notice` is what it tells unasked, and tells first when it is ready. */
export type ThreadMessage<Notice> =
  | { readonly kind: 'ready'; readonly notice: Notice }
  | {
      readonly kind: 'refused';
      readonly code: 'store_newer' | 'store_unavailable';
      readonly text: Text;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly event: string;
      readonly fields: LogFields;
    };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
