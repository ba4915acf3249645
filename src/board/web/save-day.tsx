import { momentText } from './moment.ts';
import { useWords } from './words.ts';

export interface SaveDayProps {
  /** The day that holds this moment, epoch ms; null = the last 24 hours. */
  readonly moment: number | null;
  /** null = the council. */
  readonly sector: string | null;
}

const FORMATS = [
  ['csv', 'CSV'],
  ['ndjson', 'NDJSON'],
] as const;

/** Saves a day as files, each with its marking: bands and ratios as released, and incidents. */
export function SaveDay({ moment, sector }: SaveDayProps) {
  const words = useWords();
  const kinds = [
    ['bands', words.saveBands],
    ['ratios', words.saveRatios],
    ['incidents', words.saveIncidents],
  ] as const;
  const query = (format: string) =>
    new URLSearchParams({
      format,
      ...(moment === null ? {} : { on: momentText(moment) }),
      ...(sector === null ? {} : { sector }),
    });
  return (
    <div class="save">
      {moment === null ? words.saveLastDay : words.saveThatDay}
      {kinds.map(([kind, name]) => (
        <span key={kind}>
          {name}{' '}
          {FORMATS.map(([format, label]) => (
            <a
              key={format}
              href={`/api/export/${kind}?${query(format)}`}
              aria-label={`${name} ${label}`}
              download
            >
              {label}
            </a>
          ))}
        </span>
      ))}
    </div>
  );
}
