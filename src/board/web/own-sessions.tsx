import type { SessionFacts } from '../../core/ports/entrance.ts';
import { timesOf } from './format.ts';
import type { OwnPartProps } from './own-part.ts';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useLanguage, useWords } from './words.ts';

/** Where one is logged in, each to be ended. */
export function OwnSessions({ own, reload }: OwnPartProps) {
  const words = useWords();
  const entrance = useEntrance();
  const { send, problem } = useAct();
  const end = async ({ id, isThis }: SessionFacts) => {
    if ((await send('/api/account/sessions/end', { id })) === null) return;
    if (isThis) await entrance.reload();
    else reload();
  };
  return (
    <section class="panel" aria-labelledby="own-sessions">
      <h2 id="own-sessions">{words.sessions}</h2>
      <p class="note">{words.sessionsNote}</p>
      {problem !== null && <p role="alert">{problem}</p>}
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{words.browser}</th>
            <th scope="col">{words.address}</th>
            <th scope="col">{words.begun}</th>
            <th scope="col">{words.lastUsed}</th>
            <th scope="col">{words.act}</th>
          </tr>
        </thead>
        <tbody>
          {own.sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              timezone={own.council.timezone}
              end={() => void end(session)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly session: SessionFacts;
  readonly timezone: string;
  readonly end: () => void;
}

function SessionRow({ session, timezone, end }: RowProps) {
  const words = useWords();
  const times = timesOf(useLanguage(), timezone);
  return (
    <tr>
      <th scope="row">
        {session.isThis && <span class="tag">{words.thisSession}</span>}{' '}
        <span class="agent">{session.agent === '' ? '–' : session.agent}</span>
      </th>
      <td class="num" data-label={words.address}>
        {session.address}
      </td>
      <td class="num" data-label={words.begun}>
        {times.full(session.madeAt)}
      </td>
      <td class="num" data-label={words.lastUsed}>
        {times.full(session.usedAt)}
      </td>
      <td class="acts">
        <button type="button" class="plain" onClick={end}>
          {session.isThis ? words.logout : words.endSession}
        </button>
      </td>
    </tr>
  );
}
