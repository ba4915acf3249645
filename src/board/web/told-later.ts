import { later } from './later.tsx';

/** Who was told of an incident, and what is done about it. */
export const ToldPanel = later(async () => (await import('./told-panel.tsx')).ToldPanel);
