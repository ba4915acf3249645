import { createHash, timingSafeEqual } from 'node:crypto';

/** In which the pages send it back. */
export const CSRF_HEADER = 'x-yamabiko-csrf';

/** What only who reads the board's answers knows of a session: another site can send no act with it. */
export function csrfOf(secret: string): string {
  return digestOf(secret).toString('base64url');
}

export function isCsrfOf(token: string | undefined, secret: string): boolean {
  const given = Buffer.from(token ?? '', 'base64url');
  const wanted = digestOf(secret);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(`csrf ${secret}`).digest();
}
