import type { Language } from '../../core/words/language.ts';
import type { MessagesDto, SilenceDto, SilencedDto } from '../dto/acts.ts';
import { timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { Fact, Panel } from './panel.tsx';
import { incidentPath } from './route.ts';
import { SilenceForm } from './silence-form.tsx';
import { TableHeads } from './table-heads.tsx';
import { useAct } from './use-act.ts';
import { useMayAct } from './use-entrance.ts';
import { useMinutely } from './use-minutely.ts';
import { useLanguage, useWords } from './words.ts';

/** One's own messages: as whom one is told, and what keeps them back. */
export function MessagesPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { acts } = words;
  const mayAct = useMayAct();
  const { data, marking, freshness, failure, reload } = useMinutely<MessagesDto>('/api/messages');
  return (
    <Frame
      title={acts.messagesTitle}
      here="messages"
      {...{ choose, marking, freshness }}
      council={data?.council}
    >
      <div class="accounts">
        <h1>{acts.messagesTitle}</h1>
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : words.failedToLoad}
          </p>
        ) : (
          <>
            <ToldAs messages={data} />
            <Silences messages={data} reload={reload} />
            {mayAct && (data.mayOfAll || data.own?.hasContact === true) && (
              <section class="panel" aria-labelledby="new-silence">
                <h2 id="new-silence">{acts.newSilence}</h2>
                <SilenceForm
                  incident={null}
                  mayOfAll={data.mayOfAll}
                  sectors={data.sectors}
                  made={reload}
                />
              </section>
            )}
          </>
        )}
      </div>
    </Frame>
  );
}

function ToldAs({ messages: { own } }: { messages: MessagesDto }) {
  const { acts } = useWords();
  const language = useLanguage();
  if (own === null) return <p class="notice">{acts.toldAsUnknown}</p>;
  return (
    <Panel id="told-as" title={acts.toldAs}>
      <Fact name={own.name[language]}>
        {own.hasContact ? acts.contactOfOwn : acts.noContactOfOwn}
      </Fact>
    </Panel>
  );
}

interface SilencesProps {
  readonly messages: MessagesDto;
  readonly reload: () => void;
}

function Silences({ messages, reload }: SilencesProps) {
  const { acts, act } = useWords();
  const { send, problem } = useAct();
  const end = async (id: string) => {
    if ((await send('/api/acts/silence/end', { id })) !== null) reload();
  };
  const { silences, council } = messages;
  const { timezone } = council;
  const heads = [acts.whose, acts.about, acts.until, acts.silencedBy, acts.reason, act];
  return (
    <section class="panel" aria-labelledby="silences">
      <h2 id="silences">{acts.silences}</h2>
      <p class="note">{silences.length === 0 ? acts.noSilences : acts.silencesNote}</p>
      {problem !== null && <p role="alert">{problem}</p>}
      {silences.length > 0 && (
        <table class="keys">
          <TableHeads heads={heads} />
          <tbody>
            {silences.map((silence) => (
              <SilenceRow
                key={silence.id}
                silence={silence}
                timezone={timezone}
                end={() => void end(silence.id)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface RowProps {
  readonly silence: SilenceDto;
  readonly timezone: string;
  readonly end: () => void;
}

function SilenceRow({ silence, timezone, end }: RowProps) {
  const { acts } = useWords();
  const language = useLanguage();
  const mayAct = useMayAct();
  const { whose, recipient, about, until, by, reason, mayEnd } = silence;
  const what = useAboutText(about);
  return (
    <tr>
      <th scope="row">{recipient?.[language] ?? acts.whoseNames[whose]}</th>
      <td data-label={acts.about}>
        {about.kind === 'incident' && about.id !== null ? (
          <a href={incidentPath(about.id)}>{what}</a>
        ) : (
          what
        )}
      </td>
      <td class="num" data-label={acts.until}>
        {timesOf(language, timezone).full(until)}
      </td>
      <td data-label={acts.silencedBy}>{by ?? acts.theOperator}</td>
      <td data-label={acts.reason}>{reason ?? '–'}</td>
      <td class="acts">
        {mayEnd && mayAct && (
          <button type="button" class="plain" aria-label={acts.endSilenceOf(what)} onClick={end}>
            {acts.endSilence}
          </button>
        )}
      </td>
    </tr>
  );
}

function useAboutText(about: SilencedDto): string {
  const { acts } = useWords();
  const language = useLanguage();
  if (about.kind === 'anything' || about.kind === 'incident') return acts.aboutNames[about.kind];
  return acts.aboutOne(acts.aboutNames[about.kind], about.name[language]);
}
