import type { IncidentDto } from '../dto/judging.ts';
import { showDuration } from './duration.ts';
import { showCount, timesOf } from './format.ts';
import { subjectText } from './incident-subject.ts';
import { EndingText } from './incident-table.tsx';
import { JudgementSign } from './judgement-sign.tsx';
import { OneVantage } from './one-vantage.tsx';
import { PatternSign } from './pattern-sign.tsx';
import { stateOf } from './pattern-state.ts';
import { INCIDENTS_PATH, incidentPath, targetPath } from './route.ts';
import { Sentence } from './sentence.tsx';
import { useLanguage, useWords } from './words.ts';

/** What it is, of whom, since when, and whether it goes on. */
export function IncidentHead({ incident, at }: { incident: IncidentDto; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { subject } = incident;
  const title = subjectText(incident, words, language);
  return (
    <>
      <div class="target-head">
        <nav aria-label={words.breadcrumb}>
          <a href="/">{words.backToOverview}</a>
          <span aria-hidden="true"> › </span>
          <a href={INCIDENTS_PATH}>{words.incidentsTitle}</a>
          <span aria-hidden="true"> › </span>
          <span class="num">{words.reference(incident.id)}</span>
        </nav>
        <h1>
          {subject.kind === 'target' ? <a href={targetPath(subject.target)}>{title}</a> : title}
        </h1>
        <p class="incident-marks">
          <PatternSign pattern={incident.pattern} />
          <EndingText incident={incident} />
          <OneVantage />
        </p>
      </div>
      <div class="lead">
        <p class="lead-sentence">
          {incident.pattern === 'single' ? (
            <SingleSentence incident={incident} />
          ) : (
            <PatternSentence incident={incident} at={at} />
          )}
        </p>
        <p class="lead-note">{words.whatHappens[incident.pattern]}</p>
        <Times incident={incident} at={at} />
      </div>
    </>
  );
}

function PatternSentence({ incident, at }: { incident: IncidentDto; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, incident.council.timezone);
  const time = (since: number) => times.short(since, at);
  return <Sentence parts={words.state.pattern(stateOf(incident, { language, time }))} />;
}

/** What its site is or was judged to be, at the worst. */
function SingleSentence({ incident }: { incident: IncidentDto }) {
  const words = useWords();
  const [site] = incident.targets;
  return (
    <>
      {site && <JudgementSign judgement={site.judgement} ratio={site.ratio} />}{' '}
      {incident.ending !== null && <small>{words.endingNotes[incident.ending]}</small>}
    </>
  );
}

function Times({ incident, at }: { incident: IncidentDto; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { since, openedAt, endedAt, ending, mergedInto, severity, sites } = incident;
  const times = timesOf(language, incident.council.timezone);
  const duration = showDuration((endedAt ?? at) - since, words.spans);
  return (
    <>
      <p class="lead-note num">
        {endedAt === null
          ? `${words.began(times.full(since))} · ${words.lasts(duration)}`
          : `${words.beganUntil(times.full(since), times.full(endedAt))} · ${words.lasted(duration)}`}
        {' · '}
        {words.toldAt(times.full(openedAt))}
        {' · '}
        {words.colSites} {showCount(sites, language)}
        {' · '}
        <span title={words.severityNote}>
          {words.colSeverity} {showCount(severity, language)}
        </span>
      </p>
      {ending !== null && incident.pattern !== 'single' && (
        <p class="lead-note">{words.endingNotes[ending]}</p>
      )}
      {mergedInto !== null && (
        <p class="lead-note">
          <a href={incidentPath(mergedInto)}>{words.partOf}</a>
        </p>
      )}
    </>
  );
}
