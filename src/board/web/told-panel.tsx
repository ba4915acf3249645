import { TOLD_LABELS, TOLD_STATES } from '../../core/words/told-state.ts';
import type { ToldDto } from '../dto/acts.ts';
import { CorrectionForm } from './correction-form.tsx';
import { timesOf } from './format.ts';
import { useReader } from './shared/reader.ts';
import { SilenceForm } from './silence-form.tsx';
import { ToldTable } from './told-table.tsx';
import { useAct } from './use-act.ts';
import { useMayAct } from './use-entrance.ts';
import { useTold } from './use-told.ts';
import { useLanguage, useWords } from './words.ts';

export interface ToldPanelProps {
  /** As the board names the incident to who looks. */
  readonly incident: string;
  /** Another one = ask again. */
  readonly news: unknown;
}

/** Who was told of an incident and who acknowledged it, and where one does so oneself. */
export function ToldPanel({ incident, news }: ToldPanelProps) {
  const { acts } = useWords();
  const { data, marking, reload } = useTold(incident, news);
  const mayAct = useMayAct();
  const reader = useReader();
  const isOperator = reader?.viewer.kind === 'operator';
  // Stricter than the rest of the page.
  const isShared = reader?.view === 'shared';
  if (data === null) return null;
  return (
    <section class="panel" aria-labelledby="receipt">
      <header class="panel-head">
        <h2 id="receipt">{acts.receipt}</h2>
        {isShared && marking && <span class="badge tlp">{marking}</span>}
      </header>
      <OwnReceipt told={data} incident={incident} reload={reload} />
      <Counts told={data} />
      {data.recipients.length === 0 ? (
        <p class="note">{acts.nobodyListed}</p>
      ) : (
        <ToldTable told={data} />
      )}
      {mayAct && (
        <details class="act-more">
          <summary>{acts.silenceIncident}</summary>
          <SilenceForm incident={incident} mayOfAll={isOperator} sectors={[]} made={reload} />
        </details>
      )}
      {mayAct && isOperator && (
        <details class="act-more">
          <summary>{acts.correct}</summary>
          <CorrectionForm incident={incident} made={reload} />
        </details>
      )}
    </section>
  );
}

interface OwnProps {
  readonly told: ToldDto;
  readonly incident: string;
  readonly reload: () => void;
}

function OwnReceipt({ told, incident, reload }: OwnProps) {
  const { acts } = useWords();
  const times = timesOf(useLanguage(), told.timezone);
  const mayAct = useMayAct();
  const { send, isBusy, problem } = useAct();
  const acknowledge = async () => {
    if (!isBusy && (await send('/api/acts/acknowledge', { incident })) !== null) reload();
  };
  if (told.own !== null) {
    return <p role="status">{acts.ownAcknowledged(times.full(told.own.at), told.own.by)}</p>;
  }
  if (!told.mayAcknowledge || !mayAct) return null;
  return (
    <>
      {problem !== null && (
        <p class="act-problem" role="alert">
          {problem}
        </p>
      )}
      <p>
        <button
          type="button"
          class="strong"
          aria-disabled={isBusy}
          onClick={() => void acknowledge()}
        >
          {acts.acknowledge}
        </button>{' '}
        <small>{acts.acknowledgeNote}</small>
      </p>
    </>
  );
}

function Counts({ told: { counts } }: { told: ToldDto }) {
  const language = useLanguage();
  const some = TOLD_STATES.filter((state) => counts[state] > 0);
  if (some.length === 0) return null;
  return (
    <ul class="receipt-counts">
      {some.map((state) => (
        <li key={state}>
          {TOLD_LABELS[state][language]} <b class="num">{counts[state]}</b>
        </li>
      ))}
    </ul>
  );
}
