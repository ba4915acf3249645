import type { IncidentDto } from '../dto/judging.ts';
import { timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** What was said of it to whom, and why not; for the operator. */
export function IncidentTold({ incident }: { incident: IncidentDto }) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, incident.council.timezone);
  return (
    <section class="panel" aria-labelledby="told">
      <h2 id="told">{words.told}</h2>
      {incident.told.length === 0 && <p class="note">{words.toldNobody}</p>}
      <ol class="told">
        {incident.told.map(({ at, recipient, contact, text }, index) => (
          <li key={index}>
            <time class="num" dateTime={new Date(at).toISOString()}>
              {times.full(at)}
            </time>
            <span>
              {recipient} ({contact[language]}): {text[language]}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
