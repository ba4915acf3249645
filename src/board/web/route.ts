import { useEffect, useState } from 'preact/hooks';
import { addressAt, momentOf } from './moment.ts';

export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'sector'; readonly id: string }
  | { readonly page: 'target'; readonly id: string }
  | { readonly page: 'member'; readonly id: string }
  | { readonly page: 'incidents' }
  | { readonly page: 'incident'; readonly id: string }
  | { readonly page: 'prober' }
  | { readonly page: 'tasks' }
  | { readonly page: 'display' }
  | { readonly page: 'note'; readonly id: string }
  | { readonly page: EntrancePage }
  | { readonly page: 'unknown' };

/** The ways in, and the pages about accounts and about who looked. */
export type EntrancePage =
  | 'login'
  | 'openid'
  | 'invitation'
  | 'wall'
  | 'account'
  | 'accounts'
  | 'audit'
  | 'looks'
  | 'messages'
  | 'drills'
  | 'notes'
  | 'plan';

/** A page about what is measured. */
export type BoardRoute = Exclude<Route, { readonly page: EntrancePage | 'note' }>;

export function routeOf(path: string): Route {
  if (path === '/') return { page: 'overview' };
  if (path === PROBER_PATH) return { page: 'prober' };
  if (path === TASKS_PATH) return { page: 'tasks' };
  if (path === DISPLAY_PATH) return { page: 'display' };
  if (path === INCIDENTS_PATH) return { page: 'incidents' };
  if (path === LOGIN_PATH) return { page: 'login' };
  if (path === OPENID_PATH) return { page: 'openid' };
  if (path === '/invitation') return { page: 'invitation' };
  if (path === '/wall') return { page: 'wall' };
  if (path === ACCOUNT_PATH) return { page: 'account' };
  if (path === ACCOUNTS_PATH) return { page: 'accounts' };
  if (path === MESSAGES_PATH) return { page: 'messages' };
  if (path === DRILLS_PATH) return { page: 'drills' };
  if (path === NOTES_PATH) return { page: 'notes' };
  if (path === AUDIT_PATH) return { page: 'audit' };
  if (path === LOOKS_PATH) return { page: 'looks' };
  if (path === PLAN_PATH) return { page: 'plan' };
  const [, kind, text = ''] =
    /^\/(sectors|targets|members|incidents|notes)\/([^/]+)$/.exec(path) ?? [];
  const id = decodedOf(text);
  if (kind === undefined || id === null) return { page: 'unknown' };
  if (kind === 'incidents') return { page: 'incident', id };
  if (kind === 'notes') return { page: 'note', id };
  if (kind === 'members') return { page: 'member', id };
  return kind === 'sectors' ? { page: 'sector', id } : { page: 'target', id };
}

export const PROBER_PATH = '/prober';
export const TASKS_PATH = '/tasks';
export const DISPLAY_PATH = '/display';
export const INCIDENTS_PATH = '/incidents';
export const LOGIN_PATH = '/login';
export const OPENID_PATH = '/openid';
export const ACCOUNT_PATH = '/account';
export const ACCOUNTS_PATH = '/accounts';
export const MESSAGES_PATH = '/messages';
export const DRILLS_PATH = '/drills';
export const NOTES_PATH = '/notes';
export const AUDIT_PATH = '/audit';
export const LOOKS_PATH = '/looks';
export const PLAN_PATH = '/plan';

/** null where it is not what a path may hold. */
function decodedOf(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

export function sectorPath(id: string): string {
  return `/sectors/${encodeURIComponent(id)}`;
}

export function targetPath(id: string): string {
  return `/targets/${encodeURIComponent(id)}`;
}

export function memberPath(id: string): string {
  return `/members/${encodeURIComponent(id)}`;
}

export function incidentPath(id: string): string {
  return `${INCIDENTS_PATH}/${encodeURIComponent(id)}`;
}

export function notePath(id: string): string {
  return `${NOTES_PATH}/${encodeURIComponent(id)}`;
}

/** The page shown; links inside the board change it without loading anew. */
export function useRoute(): Route {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const moved = () => setPath(location.pathname);
    const clicked = (event: MouseEvent) => {
      const link = plainLinkOf(event);
      if (link === null) return;
      event.preventDefault();
      history.pushState(null, '', addressOf(link));
      dispatchEvent(new PopStateEvent('popstate'));
      scrollTo(0, 0);
    };
    addEventListener('popstate', moved);
    document.addEventListener('click', clicked);
    return () => {
      removeEventListener('popstate', moved);
      document.removeEventListener('click', clicked);
    };
  }, []);
  return routeOf(path);
}

/** Where a link leads: who looks at a past moment goes on looking at it, on the pages that show one. */
function addressOf(link: HTMLAnchorElement): string {
  const { page } = routeOf(link.pathname);
  if (link.search !== '' || !(page === 'overview' || page === 'sector' || page === 'target'))
    return link.href;
  return addressAt(link.href, momentOf(location.search));
}

/** The link of ours that a plain click went to, else null. */
function plainLinkOf(event: MouseEvent): HTMLAnchorElement | null {
  const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!plain || event.button !== 0 || !(event.target instanceof Element)) return null;
  const link = event.target.closest('a');
  if (link === null || link.target !== '' || link.origin !== location.origin) return null;
  return link.hash === '' && routeOf(link.pathname).page !== 'unknown' ? link : null;
}
