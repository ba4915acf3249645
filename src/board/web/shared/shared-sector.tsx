import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Language } from '../../../core/words/language.ts';
import type { SharedPageDto } from '../../dto/shared.ts';
import { timesOf } from '../format.ts';
import { RatioSign } from '../ratio-sign.tsx';
import { SaveDay } from '../save-day.tsx';
import { SaveSites } from '../save-list.tsx';
import { SectorName } from '../sector-name.tsx';
import { useLanguage, useWords } from '../words.ts';
import { BandSign } from './band-sign.tsx';
import { afterNews } from './follow-sector.ts';
import { NamedSites } from './named-sites.tsx';
import type { PictureViewProps } from './picture-view.tsx';
import { BandStrip } from './run-strip.tsx';
import { SharedFrame } from './shared-frame.tsx';
import { SharedIncidentTable } from './shared-incident-table.tsx';
import { TimeBar } from './time-bar.tsx';
import { useLastDay } from './use-day.ts';
import { useShared } from './use-shared.ts';

/** A sector now: those of its sites that are named to the reader, and the others as a band. */
export function SharedSector({ id, choose }: { id: string; choose: (language: Language) => void }) {
  const words = useWords();
  const language = useLanguage();
  const following = useMemo(
    () => ({ scope: { of: 'sector', id, isBrief: true } as const, apply: afterNews }),
    [id],
  );
  const state = useShared<SharedPageDto>(`/api/sectors/${encodeURIComponent(id)}`, following);
  const day = useLastDay(id, state.data?.releasedAt ?? null);
  const title = state.data?.sectors[0]?.name[language] ?? id;
  return (
    <SharedFrame {...{ title, choose, state }} missing={words.noSuchSector}>
      {(page, at) => (
        <SectorPicture picture={page} day={day} at={at} isPast={false}>
          <TimeBar now={at} moment={null} day={null} />
        </SectorPicture>
      )}
    </SharedFrame>
  );
}

/** A sector as its reader may know it, at a moment. */
export function SectorPicture({ picture, day, at, isPast, children }: PictureViewProps) {
  const words = useWords();
  const { sites, incidents, council, sectors } = picture;
  const id = sectors[0]?.id ?? null;
  const { timezone } = council;
  return (
    <>
      <SectorBand {...{ picture, day, at, isPast }} />
      {children}
      {incidents.length > 0 && (
        <section class="panel" aria-labelledby="open-incidents">
          <h2 id="open-incidents">{words.incidentsNow}</h2>
          <SharedIncidentTable {...{ incidents, timezone, at }} label={words.incidentsNow} />
        </section>
      )}
      <section class="panel" aria-labelledby="named-sites">
        <h2 id="named-sites">{words.namedSites}</h2>
        {sites.length === 0 ? (
          <p class="note">{isPast ? words.nobodyTroubled : words.nobodyNamed}</p>
        ) : (
          <NamedSites {...{ sites, timezone, at, day, isPast }} title={words.namedSites} />
        )}
      </section>
      {!isPast && id !== null && sites.length > 0 && <SaveSites sector={id} />}
      <SaveDay moment={isPast ? at : null} sector={id} />
    </>
  );
}

/** Its name, its band and its day. */
function SectorBand({ picture, day, at, isPast }: PictureViewProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, picture.council.timezone);
  return picture.sectors.map(({ id, name, field, band, ratio }) => (
    <Fragment key={id}>
      <SectorName name={name} field={field} />
      <section class="panel" aria-labelledby="band">
        <h2 id="band">{words.bandReleased}</h2>
        <dl class="figures">
          <div>
            <dt>{words.colBand}</dt>
            <dd>
              <BandSign band={band} />
            </dd>
          </div>
          <div>
            <dt>{words.bandSince}</dt>
            <dd class="num">
              {band === null ? '–' : words.bandSinceAt(times.short(band.since, at), band.orEarlier)}
            </dd>
          </div>
          <div>
            <dt>{words.colRatio}</dt>
            <dd class="num">
              <RatioSign ratio={ratio} />
            </dd>
          </div>
        </dl>
        {day?.sectors.map((sector) => (
          <BandStrip key={sector.id} {...{ day, sector }} {...(isPast ? { at } : {})} />
        ))}
        <p class="note">{words.bandsNote}</p>
      </section>
    </Fragment>
  ));
}
