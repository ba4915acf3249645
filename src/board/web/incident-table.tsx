import type { IncidentRowDto } from '../dto/judging.ts';
import { showDuration } from './duration.ts';
import { showCount, timesOf } from './format.ts';
import { IncidentHeads } from './incident-heads.tsx';
import { subjectText } from './incident-subject.ts';
import { JudgementSign } from './judgement-sign.tsx';
import { PatternSign } from './pattern-sign.tsx';
import { incidentPath } from './route.ts';
import { Said } from './said.tsx';
import { useLanguage, useWords } from './words.ts';

export interface IncidentTableProps {
  readonly incidents: readonly IncidentRowDto[];
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
  /** Names the table for who does not see where it stands. */
  readonly label: string;
}

/** Incidents, a row each. */
export function IncidentTable({ incidents, timezone, at, label }: IncidentTableProps) {
  const words = useWords();
  const isMixed = incidents.some(({ endedAt }) => endedAt !== null);
  return (
    <table class="incidents" aria-label={label}>
      <thead>
        <tr>
          <IncidentHeads />
          {isMixed && (
            <th scope="col" class="c-ending">
              {words.colEnding}
            </th>
          )}
          <th scope="col" class="c-number">
            {words.colSites}
          </th>
          <th scope="col" class="c-number" title={words.severityNote}>
            {words.colSeverity}
          </th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <IncidentRow
            key={incident.id}
            incident={incident}
            isMixed={isMixed}
            timezone={timezone}
            at={at}
          />
        ))}
      </tbody>
    </table>
  );
}

interface IncidentRowProps {
  readonly incident: IncidentRowDto;
  /** Ended ones stand among them: each says whether it did. */
  readonly isMixed: boolean;
  readonly timezone: string;
  readonly at: number;
}

function IncidentRow({ incident, isMixed, timezone, at }: IncidentRowProps) {
  const words = useWords();
  const language = useLanguage();
  const { id, pattern, subject, sectors, sites, since, endedAt, worst } = incident;
  const count = (n: number) => showCount(n, language);
  const isPlaced = subject.kind === 'target' || subject.kind === 'fact';
  return (
    <tr class={`is-${endedAt === null ? 'open' : 'ended'} is-${pattern}`} data-incident={id}>
      <th scope="row" class="c-incident">
        <a href={incidentPath(id)}>{subjectText(incident, words, language)}</a>{' '}
        {isPlaced && <small>{sectors.map(({ name }) => name[language]).join(' · ')}</small>}
      </th>
      <td class="c-pattern">
        <PatternSign pattern={pattern} />
      </td>
      <td class="c-worst">
        {worst && <JudgementSign {...worst} />}
        {subject.kind === 'target' && (
          <Said target={subject.target} during={{ from: since, to: endedAt }} at={at} />
        )}
      </td>
      <td class="c-began num">{timesOf(language, timezone).short(since, at)}</td>
      <td class="c-lasts num">{showDuration((endedAt ?? at) - since, words.spans)}</td>
      {isMixed && (
        <td class="c-ending">
          <EndingText incident={incident} />
        </td>
      )}
      <td class="c-number num">
        {endedAt === null && sites > 1
          ? words.affectedOf(count(incident.affected), count(sites))
          : count(sites)}
      </td>
      <td class="c-number c-severity num">{count(incident.severity)}</td>
    </tr>
  );
}

/** That it goes on, or how it ended. */
export function EndingText({ incident }: { incident: IncidentRowDto }) {
  const words = useWords();
  const { ending } = incident;
  if (ending === null) return <b class="goes-on">{words.goesOn}</b>;
  return <span title={words.endingNotes[ending]}>{words.endings[ending]}</span>;
}
