import type { Text } from '../../core/words/language.ts';
import type { FaultCode } from './fault.ts';

/** A value as it was written, read: what it means, or what is wrong with it. */
export type Reading<Value> =
  | {
      readonly ok: true;
      readonly value: Value;
      /** What had to be put right; null = it is taken as it stands. */
      readonly note: Note | null;
    }
  | { readonly ok: false; readonly note: Note };

export interface Note {
  readonly code: FaultCode;
  readonly text: Text;
}

export function read<Value>(value: Value, note: Note | null = null): Reading<Value> {
  return { ok: true, value, note };
}

export function notRead(code: FaultCode, ja: string, en: string): Reading<never> {
  return { ok: false, note: { code, text: { ja, en } } };
}
