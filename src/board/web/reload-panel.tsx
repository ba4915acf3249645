import type { RefusedReload, ReloadStatus } from '../../core/ports/reload-status.ts';
import { showCount, timesOf } from './format.ts';
import { PLAN_PATH } from './route.ts';
import { useLanguage, useWords } from './words.ts';

export interface ReloadPanelProps {
  /** null = the configuration cannot change while the service runs. */
  readonly reload: ReloadStatus | null;
  readonly timezone: string;
  /** Whether it leads to the page of its changes. */
  readonly isLinked?: boolean;
}

/** The configuration in force, and why the newest change of it was refused. */
export function ReloadPanel({ reload, timezone, isLinked = false }: ReloadPanelProps) {
  const words = useWords();
  const language = useLanguage();
  if (reload === null) return null;
  const times = timesOf(language, timezone);
  const { refused } = reload;
  return (
    <section
      class={refused === null ? 'panel reload' : 'panel reload is-refused'}
      aria-labelledby="reload"
    >
      <h2 id="reload">{words.configuration}</h2>
      {refused && (
        <p class="is-bad" role="alert">
          {words.reloadRefused[refused.reason](
            times.full(refused.at),
            showCount(refused.removals ?? 0, language),
          )}
        </p>
      )}
      {refused && refused.problems.length > 0 && <Problems refused={refused} />}
      {reload.restart.length > 0 && <Restart settings={reload.restart} />}
      <p class="note num">
        {words.configurationLoaded(times.full(reload.loadedAt))}{' '}
        {isLinked && <a href={PLAN_PATH}>{words.seePlan}</a>}
      </p>
    </section>
  );
}

function Restart({ settings }: { settings: readonly string[] }) {
  const words = useWords();
  return (
    <>
      <p class="restart">{words.restartNeeded}</p>
      <ul>
        {settings.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Problems shown at most. */
const LISTED = 50;

function Problems({ refused }: { refused: RefusedReload }) {
  const words = useWords();
  const language = useLanguage();
  const { problems } = refused;
  return (
    <>
      <table class="problems">
        <thead>
          <tr>
            <th scope="col">{words.problemPlace}</th>
            <th scope="col">{words.problem}</th>
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, LISTED).map(({ file, line, text }, index) => (
            <tr key={index}>
              <td>
                <code>{[file, line].filter((part) => part !== null).join(':') || '–'}</code>
              </td>
              <td>{text[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length > LISTED && (
        <p class="note">{words.moreProblems(showCount(problems.length - LISTED, language))}</p>
      )}
    </>
  );
}
