import { SaveLinks } from './save-links.tsx';
import { useWords } from './words.ts';

/** Saves every incident of the list, older ones than are on the page, too. */
export function SaveIncidents() {
  const words = useWords();
  return (
    <SaveLinks
      intro={words.save}
      files={[{ name: words.saveAllIncidents, path: 'incident-list' }]}
    />
  );
}

/** Saves the sites of a sector as they are now, whichever of them are looked for on the page. */
export function SaveSites({ sector }: { sector: string }) {
  const words = useWords();
  return (
    <SaveLinks
      intro={words.save}
      files={[{ name: words.saveSites, path: `sectors/${encodeURIComponent(sector)}/sites` }]}
    />
  );
}
