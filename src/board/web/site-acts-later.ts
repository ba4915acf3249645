import { later } from './later.tsx';

/** What may be done with a site. */
export const SiteActs = later(async () => (await import('./site-acts.tsx')).SiteActs);
