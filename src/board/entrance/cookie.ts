/** Where a session's secret lies in the browser: out of reach of scripts and of other sites. */
export interface CookiePlace {
  /** Whether the board is reached by https. Without, it is reached from this machine alone. */
  readonly isSecure: boolean;
  /** A login that was begun at the issuer; absent = a session. */
  readonly of?: 'openid';
}

function nameOf({ isSecure, of }: CookiePlace): string {
  const name = of === undefined ? 'yamabiko' : `yamabiko-${of}`;
  return isSecure ? `__Host-${name}` : name;
}

/** The secret that a request shows; null = none. */
export function secretOf(cookieHeader: string | undefined, place: CookiePlace): string | null {
  const name = nameOf(place);
  for (const part of (cookieHeader ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return null;
}

/** The `Set-Cookie` of a session that ends after `seconds`; 0 = now. */
export function cookieOf(secret: string, seconds: number, place: CookiePlace): string {
  const secure = place.isSecure ? '; Secure' : '';
  return `${nameOf(place)}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}
