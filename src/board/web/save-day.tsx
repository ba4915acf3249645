import { momentText } from './moment.ts';
import { SaveLinks } from './save-links.tsx';
import { useWords } from './words.ts';

export interface SaveDayProps {
  /** The day that holds this moment, epoch ms; null = the last 24 hours. */
  readonly moment: number | null;
  /** null = the council. */
  readonly sector: string | null;
}

/** Saves a day as files: bands and ratios as released, and incidents. */
export function SaveDay({ moment, sector }: SaveDayProps) {
  const words = useWords();
  const query = {
    ...(moment === null ? {} : { on: momentText(moment) }),
    ...(sector === null ? {} : { sector }),
  };
  return (
    <SaveLinks
      intro={moment === null ? words.saveLastDay : words.saveThatDay}
      files={[
        { name: words.saveBands, path: 'bands', query },
        { name: words.saveRatios, path: 'ratios', query },
        { name: words.saveIncidents, path: 'incidents', query },
      ]}
    />
  );
}
