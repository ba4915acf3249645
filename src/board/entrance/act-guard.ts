import { type Caller, type GuardOptions, isLoopbackHost, isSecure } from '../guard.ts';
import { secretOf } from './cookie.ts';
import { CSRF_HEADER, isCsrfOf } from './csrf.ts';

/**
 * Why an act is refused whoever asks; null = it is not. An act comes from a page of this board: the
 * browser says so (`Origin`), and where there is a session the page knows what only its answers told.
 */
export function actRefusal(
  caller: Caller,
  { isInSession, options }: { readonly isInSession: boolean; readonly options: GuardOptions },
): string | null {
  if (!originsOf(caller, options).includes(caller.header('origin') ?? '')) {
    return 'acts come from the pages of this board';
  }
  if (!isInSession) return null;
  const secret = secretOf(caller.header('cookie'), { isSecure: isSecure(options) }) ?? '';
  return isCsrfOf(caller.header(CSRF_HEADER), secret)
    ? null
    : 'the act does not belong to the session';
}

function originsOf(caller: Caller, { publicUrl, isTls }: GuardOptions): readonly string[] {
  const host = caller.header('host') ?? '';
  return [
    ...(isLoopbackHost(host) ? [`${isTls === true ? 'https' : 'http'}://${host}`] : []),
    ...(publicUrl === null ? [] : [new URL(publicUrl).origin]),
  ];
}
