/** Codes of our own failures; a failed target is data, never one of these. */
export type ErrorCode =
  | 'config_invalid'
  | 'store_unavailable'
  | 'store_newer'
  | 'board_unavailable'
  | 'probe_failed'
  | 'practice_unavailable'
  | 'usage'
  | 'not_found'
  | 'forbidden'
  | 'internal';

/** The one error class; callers compare `code`, never the message. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
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
