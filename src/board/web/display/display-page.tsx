import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../core/words/language.ts';
import type { SharedIncidentDto } from '../../dto/shared.ts';
import type { SharedDayDto } from '../../dto/shared-day.ts';
import { stayOpen } from '../feed-line.ts';
import { timesOf } from '../format.ts';
import { sectorPath } from '../route.ts';
import { BandSign } from '../shared/band-sign.tsx';
import { lastMomentOf, type Picture, pictureAt } from '../shared/day-at.ts';
import { BandStrip } from '../shared/run-strip.tsx';
import { SharedFrame } from '../shared/shared-frame.tsx';
import { SharedLead } from '../shared/shared-lead.tsx';
import { useShared } from '../shared/use-shared.ts';
import { useLanguage, useWords } from '../words.ts';
import { useFit } from './fit-window.ts';
import { newsOf, patternsOf } from './pattern-news.ts';
import { type Sound, useSound } from './use-sound.ts';

/** A screen for a room: the pattern in a sentence, every sector large, and a sound when one comes. */
export function DisplayPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const state = useShared<SharedDayDto>('/api/day');
  const sound = useSound();
  // It rings behind other pages, too.
  useEffect(() => (sound.state === 'off' ? undefined : stayOpen()), [sound.state]);
  useNews(state.data === null ? null : patternsOf(state.data.incidents), sound);
  return (
    <SharedFrame title={words.display} choose={choose} state={state}>
      {(day, at) => (
        <Fitted>
          <Screen day={day} at={at} />
          <Controls sound={sound} />
        </Fitted>
      )}
    </SharedFrame>
  );
}

function Fitted({ children }: { children: ComponentChildren }) {
  const fitted = useFit<HTMLDivElement>();
  return (
    <div class="display" ref={fitted}>
      {children}
    </div>
  );
}

/** Rings when a pattern comes or goes. */
function useNews(patterns: readonly SharedIncidentDto[] | null, { ring }: Sound): void {
  const before = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (patterns === null) return;
    const { began, ended } = newsOf(before.current, patterns);
    before.current = new Set(patterns.map(({ id }) => id));
    if (began.length > 0) ring('began');
    else if (ended.length > 0) ring('ended');
  }, [patterns?.map(({ id }) => id).join(' '), ring]);
}

function Screen({ day, at }: { day: SharedDayDto; at: number }) {
  const picture: Picture = pictureAt(day, lastMomentOf(day));
  return (
    <>
      <div aria-live="assertive">
        <SharedLead picture={picture} day={day} at={at} />
      </div>
      <ul class="display-sectors">
        {picture.sectors.map((sector) => (
          <SectorTile key={sector.id} {...{ sector, day, at }} />
        ))}
      </ul>
    </>
  );
}

interface TileProps {
  readonly sector: Picture['sectors'][number];
  readonly day: SharedDayDto;
  readonly at: number;
}

function SectorTile({ sector: { id, name, band }, day, at }: TileProps) {
  const language = useLanguage();
  const words = useWords();
  const runs = day.sectors.find((each) => each.id === id);
  const told = band === null || band.level === 'none' ? null : band;
  return (
    <li class={`display-sector is-band-${band?.level ?? 'untold'}`} data-sector={id}>
      <h2>
        <a href={sectorPath(id)}>{name[language]}</a>
      </h2>
      <p>
        <BandSign band={band} />{' '}
        {told !== null && (
          <small class="num">
            {words.since(
              timesOf(language, day.council.timezone).short(told.since, at),
              told.orEarlier,
            )}
          </small>
        )}
      </p>
      {runs && <BandStrip day={day} sector={runs} />}
    </li>
  );
}

/** Sound and size, by button and by key. */
function Controls({ sound }: { sound: Sound }) {
  const words = useWords();
  const [isFull, setFull] = useState(false);
  const { state, turn } = sound;
  const fill = () => {
    const changed = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    changed.then(
      () => setFull(document.fullscreenElement !== null),
      () => setFull(false),
    );
  };
  return (
    <section class="display-controls" aria-label={words.displayControls}>
      <button type="button" class="step" aria-pressed={state !== 'off'} onClick={turn}>
        {words.sound[state]}
      </button>
      <button type="button" class="step" aria-pressed={isFull} onClick={fill}>
        {words.fullScreen}
      </button>
      <p class="note" role="status">
        {state === 'waiting' ? words.soundWaits : words.soundNote}
      </p>
    </section>
  );
}
