import { useMemo, useState } from 'preact/hooks';
import { createSearch } from '../../../core/search-text.ts';
import { JUDGEMENT_WEIGHTS } from '../../../core/words/judgement.ts';
import type { SharedDayDto } from '../../dto/shared-day.ts';
import { showMs, timesOf } from '../format.ts';
import { JudgementSign } from '../judgement-sign.tsx';
import { targetPath } from '../route.ts';
import { RowChunks } from '../row-chunks.tsx';
import { Said } from '../said.tsx';
import { SearchField } from '../search-field.tsx';
import { useFew } from '../use-few.tsx';
import { useLanguage, useWords } from '../words.ts';
import type { ShownSite } from './follow-sector.ts';
import { TroubleStrip } from './run-strip.tsx';

export interface NamedSitesProps {
  readonly sites: readonly ShownSite[];
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
  readonly title: string;
  /** The day that holds the moment; null = not yet known. */
  readonly day: SharedDayDto | null;
  /** A moment of the past is shown. */
  readonly isPast?: boolean;
}

/** Rows that are there at once. */
const FEW = 100;
/** From so many on they can be looked through by name. */
const MANY = 12;

/**
 * Sites that the reader may know by name, the heaviest judgement first, with their values where he may
 * see them.
 */
export function NamedSites({ sites, timezone, at, title, day, isPast = false }: NamedSitesProps) {
  const words = useWords();
  const [text, setText] = useState('');
  const heaviest = useMemo(
    () =>
      named(sites, text).toSorted(
        (a, b) => JUDGEMENT_WEIGHTS[b.judgement] - JUDGEMENT_WEIGHTS[a.judgement],
      ),
    [sites, text],
  );
  const { shown, button } = useFew(heaviest, FEW);
  const isDetailed = sites.some(({ detail }) => detail !== null);
  return (
    <>
      {sites.length >= MANY && (
        <div class="tools">
          <SearchField value={text} change={setText} />
        </div>
      )}
      {shown.length === 0 && <p class="note">{words.noMatch}</p>}
      <table class="incidents named-sites" aria-label={title}>
        <thead>
          <tr>
            <th scope="col" class="c-incident">
              {words.colSite}
            </th>
            <th scope="col" class="c-worst">
              {words.colJudgement}
            </th>
            <th scope="col" class="c-began">
              {words.colBegan}
            </th>
            {isDetailed && (
              <th scope="col" class="c-number">
                {words.colTotal}
              </th>
            )}
            <th scope="col" class="c-strip">
              {isPast ? words.colThatDay : words.colDay}
            </th>
          </tr>
        </thead>
        <RowChunks
          items={shown}
          columns={isDetailed ? 5 : 4}
          row={(site) => (
            <Row key={site.target} site={site} {...{ timezone, at, day, isPast, isDetailed }} />
          )}
        />
      </table>
      {button}
    </>
  );
}

function named(sites: readonly ShownSite[], text: string): readonly ShownSite[] {
  if (text.trim() === '') return sites;
  const isFound = createSearch(text);
  return sites.filter(({ target, member: { id, name }, detail }) =>
    isFound([target, id, name.ja, name.en, detail?.url ?? '']),
  );
}

/** As the page had them when it was loaded. */
function valuesOf({ judgement, detail }: ShownSite) {
  const ratio = detail?.verdicts.find((verdict) => verdict.judgement === judgement)?.ratio ?? null;
  const newest = detail?.series.find((series) => series.newest !== null)?.newest ?? null;
  return { totalMs: newest?.totalMs ?? null, ratio };
}

interface RowProps extends Pick<NamedSitesProps, 'timezone' | 'at' | 'day'> {
  readonly isPast: boolean;
  readonly site: ShownSite;
  readonly isDetailed: boolean;
}

function Row({ site, timezone, at, day, isPast, isDetailed }: RowProps) {
  const words = useWords();
  const language = useLanguage();
  const { target, member, judgement, since, suspect, detail } = site;
  const { totalMs, ratio } = site.values ?? valuesOf(site);
  return (
    <tr class={`is-${judgement}`}>
      <th scope="row" class="c-incident">
        <a href={targetPath(target)}>{member.name[language]}</a> <small>{target}</small>
      </th>
      <td class="c-worst">
        <JudgementSign judgement={judgement} ratio={ratio} />
        {suspect && <small> {words.suspectSite}</small>}
        <Said target={target} at={at} />
      </td>
      <td class="c-began num">
        {since === null || since === 0 ? '–' : timesOf(language, timezone).short(since, at)}
      </td>
      {isDetailed && (
        <td class="c-number num">
          {detail === null ? words.judgementOnly : showMs(totalMs, language)}
        </td>
      )}
      <td class="c-strip">
        {day && <TroubleStrip {...{ day, target }} {...(isPast ? { at } : {})} />}
      </td>
    </tr>
  );
}
