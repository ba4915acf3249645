import type { Language } from '../../../core/words/language.ts';
import { factText, subjectOf } from '../../../core/words/shared-texts.ts';
import type { SharedIncidentPageDto } from '../../dto/shared.ts';
import { timesOf } from '../format.ts';
import { JudgementSign } from '../judgement-sign.tsx';
import { PatternSign } from '../pattern-sign.tsx';
import { INCIDENTS_PATH, sectorPath, targetPath } from '../route.ts';
import { Said } from '../said.tsx';
import { ToldPanel } from '../told-later.ts';
import { useLanguage, useWords } from '../words.ts';
import { SharedFrame } from './shared-frame.tsx';
import { useShared } from './use-shared.ts';

/** One incident in the form that the reader may know. */
export function SharedIncident({
  id,
  choose,
}: {
  id: string;
  choose: (language: Language) => void;
}) {
  const words = useWords();
  const language = useLanguage();
  const path = `/api${INCIDENTS_PATH}/${encodeURIComponent(id)}`;
  const state = useShared<SharedIncidentPageDto>(path);
  const title = state.data ? subjectOf(state.data.incident, language) : words.incidentsTitle;
  return (
    <SharedFrame {...{ title, choose, state }} missing={words.noSuchIncident}>
      {(page, at) => <Incident page={page} at={at} />}
    </SharedFrame>
  );
}

function Incident({ page, at }: { page: SharedIncidentPageDto; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { incident, council } = page;
  const { pattern, since, endedAt, ending, sites, sectors, hasOthers } = incident;
  const times = timesOf(language, council.timezone);
  const fact = factText(incident.fact, language);
  const during =
    endedAt === null
      ? words.began(times.short(since, at))
      : words.beganUntil(times.short(since, at), times.short(endedAt, at));
  return (
    <>
      <div class="target-head">
        <nav aria-label={words.breadcrumb}>
          <a href={INCIDENTS_PATH}>{words.incidentsTitle}</a>
        </nav>
        <h1>{subjectOf(incident, language)}</h1>
      </div>
      <section class="panel">
        <p>
          <PatternSign pattern={pattern} /> <span class="num">{during}</span>{' '}
          <span class="tag">{ending === null ? words.goesOn : words.endings[ending]}</span>
        </p>
        <p>{words.whatHappens[pattern]}</p>
        {fact !== null && <p>{words.factInCommon(fact)}</p>}
        {pattern !== 'single' && <p class="note">{words.roughTimes}</p>}
      </section>
      {pattern !== 'single' && sectors.length > 0 && (
        <section class="panel" aria-labelledby="touched">
          <h2 id="touched">{words.touchedSectors}</h2>
          <ul>
            {sectors.map((sector) => (
              <li key={sector.id}>
                <a href={sectorPath(sector.id)}>{sector.name[language]}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="panel" aria-labelledby="named-sites">
        <h2 id="named-sites">{words.namedSites}</h2>
        <ul>
          {sites.map(({ target, member, judgement, from, to }) => (
            <li key={target}>
              <a href={targetPath(target)}>{member.name[language]}</a>{' '}
              <JudgementSign judgement={judgement} ratio={null} />
              <Said target={target} during={{ from, to }} at={at} />
            </li>
          ))}
        </ul>
        {hasOthers && <p class="note">{words.othersIn}</p>}
      </section>
      <ToldPanel incident={incident.id} news={page} />
    </>
  );
}
