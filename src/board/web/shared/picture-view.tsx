import type { ComponentChildren } from 'preact';
import type { SharedDayDto } from '../../dto/shared-day.ts';
import { timesOf } from '../format.ts';
import { RatioSign } from '../ratio-sign.tsx';
import { sectorPath } from '../route.ts';
import { SaveDay } from '../save-day.tsx';
import { useLanguage, useWords } from '../words.ts';
import { BandSign } from './band-sign.tsx';
import type { Picture } from './day-at.ts';
import { NamedSites } from './named-sites.tsx';
import { BandStrip } from './run-strip.tsx';
import { SharedIncidentTable } from './shared-incident-table.tsx';
import { SharedLead } from './shared-lead.tsx';

export interface PictureViewProps {
  readonly picture: Picture;
  /** The day up to the moment, or that holds it; null = not yet known. */
  readonly day: SharedDayDto | null;
  /** The moment, epoch ms. */
  readonly at: number;
  /** It is a moment of the past. */
  readonly isPast: boolean;
  /** What stands below its head. */
  readonly children?: ComponentChildren;
}

/** The council as its reader may know it, at a moment: sectors in bands, and sites that are named to him. */
export function CouncilPicture({ picture, day, at, isPast, children }: PictureViewProps) {
  const words = useWords();
  const { incidents, sites, council } = picture;
  const { timezone } = council;
  return (
    <>
      <SharedLead picture={picture} day={day} at={at} />
      {children}
      {incidents.length > 0 && (
        <section class="panel" aria-labelledby="open-incidents">
          <h2 id="open-incidents">{words.incidentsNow}</h2>
          <SharedIncidentTable {...{ incidents, timezone, at }} label={words.incidentsNow} />
        </section>
      )}
      <section class="panel" aria-labelledby="sectors">
        <h2 id="sectors">{words.sectorsTitle}</h2>
        <SectorBands {...{ picture, day, at, isPast }} />
        <p class="note">{words.bandsNote}</p>
      </section>
      {sites.length > 0 && (
        <section class="panel" aria-labelledby="named-sites">
          <h2 id="named-sites">{words.namedSites}</h2>
          <NamedSites {...{ sites, timezone, at, day, isPast }} title={words.namedSites} />
        </section>
      )}
      <SaveDay moment={isPast ? at : null} sector={null} />
    </>
  );
}

function SectorBands({ picture, day, at, isPast }: PictureViewProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, picture.council.timezone);
  const runs = new Map(day?.sectors.map((sector) => [sector.id, sector]));
  return (
    <table class="sectors bands">
      <thead>
        <tr>
          <th scope="col" class="c-sector">
            {words.colSector}
          </th>
          <th scope="col">{words.colBand}</th>
          <th scope="col" class="c-count">
            {words.bandSince}
          </th>
          <th scope="col" class="c-count" title={words.sharedRatioNote}>
            {words.colRatio}
          </th>
          <th scope="col" class="c-strip">
            {isPast ? words.colThatDay : words.colDay}
          </th>
        </tr>
      </thead>
      <tbody>
        {picture.sectors.map(({ id, name, field, band, ratio }) => {
          const sector = runs.get(id);
          return (
            <tr key={id} data-sector={id} class={`is-band-${band?.level ?? 'untold'}`}>
              <th scope="row" class="c-sector">
                <a href={sectorPath(id)}>{name[language]}</a>{' '}
                {field.name[language] !== name[language] && <small>{field.name[language]}</small>}
              </th>
              <td>
                <BandSign band={band} />
              </td>
              <td class="c-count num">
                {band === null
                  ? '–'
                  : words.bandSinceAt(times.short(band.since, at), band.orEarlier)}
              </td>
              <td class="c-count num">
                <RatioSign ratio={ratio} />
              </td>
              <td class="c-strip">
                {day && sector && <BandStrip {...{ day, sector }} {...(isPast ? { at } : {})} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
