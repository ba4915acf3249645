import { JUDGEMENT_WEIGHTS } from '../../core/words/judgement.ts';
import { PHASE_LABELS } from '../../core/words/labels.ts';
import type { IncidentDto, IncidentTargetDto } from '../dto/judging.ts';
import { showDuration } from './duration.ts';
import { showCount, timesOf } from './format.ts';
import { JudgementSign } from './judgement-sign.tsx';
import { sectorPath, targetPath } from './route.ts';
import { Said } from './said.tsx';
import { useFew } from './use-few.tsx';
import { useLanguage, useWords } from './words.ts';

const FEW = 30;

/** The sites of an incident: those not normal now first, the heaviest judgement before. */
export function IncidentSites({ incident, at }: { incident: IncidentDto; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { shown, button } = useFew(orderedTargets(incident.targets), FEW);
  if (incident.targets.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="incident-sites">
      <h2 id="incident-sites">
        {words.incidentSites}{' '}
        <span class="num">{showCount(incident.targets.length, language)}</span>
      </h2>
      <table class="incidents incident-sites">
        <thead>
          <tr>
            <th scope="col" class="c-incident">
              {words.colSite}
            </th>
            <th scope="col" class="c-worst">
              {words.colWorst}
            </th>
            <th scope="col" class="c-moved">
              {words.colMoved}
            </th>
            <th scope="col" class="c-from">
              {words.colFromTo}
            </th>
            <th scope="col" class="c-lasts">
              {words.colLasts}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((site) => (
            <SiteRow key={site.target} site={site} incident={incident} at={at} />
          ))}
        </tbody>
      </table>
      {button}
    </section>
  );
}

/** A new array: not normal now before those that are again, the heaviest, then the earliest. */
export function orderedTargets(
  targets: readonly IncidentTargetDto[],
): readonly IncidentTargetDto[] {
  return targets.toSorted(
    (a, b) =>
      Number(a.to !== null) - Number(b.to !== null) ||
      JUDGEMENT_WEIGHTS[b.judgement] - JUDGEMENT_WEIGHTS[a.judgement] ||
      (b.ratio ?? 0) - (a.ratio ?? 0) ||
      a.from - b.from,
  );
}

interface SiteRowProps {
  readonly site: IncidentTargetDto;
  readonly incident: IncidentDto;
  readonly at: number;
}

function SiteRow({ site, incident, at }: SiteRowProps) {
  const words = useWords();
  const language = useLanguage();
  const { target, name, judgement, ratio, phase, from, to } = site;
  const sector = incident.sectors.find(({ id }) => id === site.sector);
  const times = timesOf(language, incident.council.timezone);
  return (
    <tr class={to === null ? 'is-open' : 'is-ended'} data-target={target}>
      <th scope="row" class="c-incident">
        <a href={targetPath(target)}>{name?.name[language] ?? target}</a>{' '}
        {sector && (
          <small>
            <a href={sectorPath(sector.id)}>{sector.name[language]}</a>
          </small>
        )}
      </th>
      <td class="c-worst">
        <JudgementSign judgement={judgement} ratio={ratio} />
        <Said target={target} during={{ from, to }} at={at} />
      </td>
      <td class="c-moved">{phase === null ? '–' : PHASE_LABELS[phase][language]}</td>
      <td class="c-from num">
        {times.short(from, at)} –{' '}
        {to === null ? <b class="goes-on">{words.goesOn}</b> : times.short(to, at)}
      </td>
      <td class="c-lasts num">{showDuration((to ?? at) - from, words.spans)}</td>
    </tr>
  );
}
