import { subjectOf } from '../../../core/words/shared-texts.ts';
import type { SharedIncidentDto } from '../../dto/shared.ts';
import { showDuration } from '../duration.ts';
import { timesOf } from '../format.ts';
import { IncidentHeads } from '../incident-heads.tsx';
import { JudgementSign } from '../judgement-sign.tsx';
import { PatternSign } from '../pattern-sign.tsx';
import { incidentPath } from '../route.ts';
import { Said } from '../said.tsx';
import { useLanguage, useWords } from '../words.ts';
import { useReader } from './reader.ts';

export interface SharedIncidentTableProps {
  readonly incidents: readonly SharedIncidentDto[];
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
  /** Names the table for who does not see where it stands. */
  readonly label: string;
}

/** Incidents as their reader may know them, a row each. */
export function SharedIncidentTable(props: SharedIncidentTableProps) {
  const { incidents, timezone, at, label } = props;
  const words = useWords();
  return (
    <table class="incidents" aria-label={label}>
      <thead>
        <tr>
          <IncidentHeads />
          <th scope="col" class="c-ending">
            {words.colEnding}
          </th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <Row key={incident.id} incident={incident} timezone={timezone} at={at} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Pick<SharedIncidentTableProps, 'timezone' | 'at'> {
  readonly incident: SharedIncidentDto;
}

function Row({ incident, timezone, at }: RowProps) {
  const words = useWords();
  const language = useLanguage();
  const { id, pattern, since, endedAt, ending, sites } = incident;
  const own = pattern === 'single' ? sites[0] : undefined;
  const subject = subjectOf(incident, language);
  // To the operator the past alone is shown so, and his incidents have other ids.
  const isOperator = useReader()?.view === 'whole';
  return (
    <tr>
      <th scope="row" class="c-incident">
        {isOperator ? subject : <a href={incidentPath(id)}>{subject}</a>}
      </th>
      <td class="c-pattern">
        <PatternSign pattern={pattern} />
      </td>
      <td class="c-worst">
        {own === undefined ? '–' : <JudgementSign judgement={own.judgement} ratio={null} />}
        {own && <Said target={own.target} during={own} at={at} />}
      </td>
      <td class="c-began num">{timesOf(language, timezone).short(since, at)}</td>
      <td class="c-lasts num">{showDuration((endedAt ?? at) - since, words.spans)}</td>
      <td class="c-ending">{ending === null ? words.goesOn : words.endings[ending]}</td>
    </tr>
  );
}
