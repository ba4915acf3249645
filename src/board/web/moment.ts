const MINUTE_MS = 60_000;
const NAME = 'at';

/** What an address has for its moment, as it was written; null = it is about now. */
export function momentAsked(search: string): string | null {
  return new URLSearchParams(search).get(NAME);
}

/**
 * The past moment that an address of ours is about, a full minute, epoch ms; null = it is about now, or
 * is not written as the board writes it.
 */
export function momentOf(search: string): number | null {
  const text = momentAsked(search);
  if (text === null || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** The same address about a moment, or about now. */
export function addressAt(address: string, at: number | null): string {
  const url = new URL(address, 'http://board');
  // Colons may stand in a query as they are, and are easier to read.
  const query = at === null ? '' : `?${NAME}=${momentText(at)}`;
  return `${url.pathname}${query}${url.hash}`;
}

/** The same address without a moment. */
export function withoutMoment(address: string): string {
  const url = new URL(address);
  url.searchParams.delete(NAME);
  return url.href;
}

/** A full minute, as it stands in an address: `2026-11-28T12:04Z`. */
export function momentText(at: number): string {
  return `${new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS).toISOString().slice(0, 16)}Z`;
}

/** Goes to another moment on the same page. `dragged`: one of many, of which the history keeps one. */
export function goTo(at: number | null, { dragged = false } = {}): void {
  const address = addressAt(location.href, at);
  if (dragged) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}
