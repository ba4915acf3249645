import { useEffect, useState } from 'preact/hooks';

export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'sector'; readonly id: string }
  | { readonly page: 'target'; readonly id: string }
  | { readonly page: 'incidents' }
  | { readonly page: 'incident'; readonly id: string }
  | { readonly page: 'prober' }
  | { readonly page: 'unknown' };

export function routeOf(path: string): Route {
  if (path === '/') return { page: 'overview' };
  if (path === PROBER_PATH) return { page: 'prober' };
  if (path === INCIDENTS_PATH) return { page: 'incidents' };
  const [, kind, text = ''] = /^\/(sectors|targets|incidents)\/([^/]+)$/.exec(path) ?? [];
  const id = decodedOf(text);
  if (kind === undefined || id === null) return { page: 'unknown' };
  if (kind === 'incidents') return { page: 'incident', id };
  return kind === 'sectors' ? { page: 'sector', id } : { page: 'target', id };
}

export const PROBER_PATH = '/prober';
export const INCIDENTS_PATH = '/incidents';

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

export function incidentPath(id: string): string {
  return `${INCIDENTS_PATH}/${encodeURIComponent(id)}`;
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
      history.pushState(null, '', link.href);
      moved();
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

/** The link of ours that a plain click went to, else null. */
function plainLinkOf(event: MouseEvent): HTMLAnchorElement | null {
  const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!plain || event.button !== 0 || !(event.target instanceof Element)) return null;
  const link = event.target.closest('a');
  if (link === null || link.target !== '' || link.origin !== location.origin) return null;
  return link.hash === '' && routeOf(link.pathname).page !== 'unknown' ? link : null;
}
