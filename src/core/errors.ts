import type { Text } from './words/language.ts';

/** Codes of our own failures; a failed target is data, never one of these. */
export type ErrorCode =
  | 'config_invalid'
  | 'store_unavailable'
  | 'store_newer'
  | 'backup_invalid'
  | 'board_unavailable'
  | 'probe_failed'
  | 'practice_unavailable'
  | 'outgoing_failed'
  | 'setup_failed'
  | 'usage'
  | 'not_found'
  | 'forbidden'
  | 'internal';

/**
 * The one error class; callers compare `code`, never the message. What a user reads comes as a text
 * in both languages; its English is the message.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly text: Text;

  constructor(code: ErrorCode, text: string | Text, options?: { readonly cause?: unknown }) {
    super(typeof text === 'string' ? text : text.en, options);
    this.name = 'AppError';
    this.code = code;
    this.text = typeof text === 'string' ? { ja: text, en: text } : text;
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's or library's error code (`ECONNREFUSED`), null where there is none. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** What failed, with the system's or library's code where there is one. */
export function messageWithCode(error: unknown): string {
  const code = codeOf(error);
  return code === null ? messageOf(error) : `${messageOf(error)} [${code}]`;
}
