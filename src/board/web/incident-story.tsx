import type { IncidentDto } from '../dto/judging.ts';
import { showFigure } from './figure-text.ts';
import { timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** Why it is said: each rule in words, and the figures that it rests on. */
export function IncidentEvidence({ incident }: { incident: IncidentDto }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <section class="panel evidence" aria-labelledby="evidence">
      <h2 id="evidence">{words.evidence}</h2>
      {incident.evidence.length === 0 && <p class="note">{words.noEvidence}</p>}
      {incident.evidence.toReversed().map(({ rule, figures, text }, index) => (
        <div key={`${rule}/${index}`}>
          <p>{text[language]}</p>
          <table>
            <tbody>
              {Object.entries(figures).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{words.figures[name] ?? name}</th>
                  <td class="num">{showFigure(name, value, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  );
}

/** What became of it, the oldest first. */
export function IncidentCourse({ incident }: { incident: IncidentDto }) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, incident.council.timezone);
  return (
    <section class="panel" aria-labelledby="course">
      <h2 id="course">{words.timeline}</h2>
      <ol class="course">
        {incident.timeline.map(({ at, text }, index) => (
          <li key={index}>
            <time class="num" dateTime={new Date(at).toISOString()}>
              {times.full(at)}
            </time>
            <span>{text[language]}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
