import { useEffect, useState } from 'preact/hooks';
import { PATTERN_LABELS } from '../../core/words/incident.ts';
import type { Language } from '../../core/words/language.ts';
import type { DrillsDto, ScenarioDto } from '../dto/acts.ts';
import { DrillForm } from './drill-form.tsx';
import { showDuration } from './duration.ts';
import { timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { useAct } from './use-act.ts';
import { useMayAct } from './use-entrance.ts';
import { useMinutely } from './use-minutely.ts';
import { useLanguage, useWords } from './words.ts';

/** While the board is switched over it is asked so often, ms. */
const LOOK_MS = 2000;

/** The drills that can be held: begun and ended by the operator, proposed by the council. */
export function DrillsPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { acts } = words;
  const { data, marking, freshness, failure, reload } = useMinutely<DrillsDto>('/api/drills');
  const [wanted, setWanted] = useState<'running' | 'none' | null>(null);
  const now = data === null ? null : data.council.drill === null ? 'none' : 'running';
  const isSwitching = wanted !== null && wanted !== now;
  useEffect(() => {
    if (!isSwitching) return;
    const timer = setInterval(reload, LOOK_MS);
    return () => clearInterval(timer);
  }, [isSwitching, reload]);
  return (
    <Frame
      title={acts.drillsTitle}
      here="drills"
      {...{ choose, marking, freshness }}
      council={data?.council}
    >
      <div class="accounts">
        <h1>{acts.drillsTitle}</h1>
        <p class="note">{acts.drillsNote}</p>
        {isSwitching && (
          <p class="notice" role="status">
            {acts.switching}
          </p>
        )}
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : words.noAccountHere}
          </p>
        ) : (
          <>
            <Running drills={data} wanted={() => setWanted('none')} />
            <Scenarios drills={data} reload={reload} wanted={() => setWanted('running')} />
          </>
        )}
      </div>
    </Frame>
  );
}

interface RunningProps {
  readonly drills: DrillsDto;
  readonly wanted: () => void;
}

function Running({ drills: { council, impossible, may }, wanted }: RunningProps) {
  const { acts } = useWords();
  const language = useLanguage();
  const mayAct = useMayAct();
  const { send, problem } = useAct();
  const end = async () => {
    if (!confirm(acts.confirmEndDrill)) return;
    if ((await send('/api/acts/drill/end', {})) !== null) wanted();
  };
  if (impossible !== null) return <p class="notice">{impossible[language]}</p>;
  if (council.drill === null) return null;
  return (
    <section class="panel">
      <p>{acts.drillRuns(council.drill.title[language])}</p>
      {problem !== null && <p role="alert">{problem}</p>}
      {may === 'hold' && mayAct && (
        <button type="button" class="strong" onClick={() => void end()}>
          {acts.endDrill}
        </button>
      )}
    </section>
  );
}

interface ScenariosProps extends RunningProps {
  readonly reload: () => void;
}

function Scenarios({ drills, reload, wanted }: ScenariosProps) {
  const mayAct = useMayAct();
  const isOffered = drills.impossible === null && drills.council.drill === null && mayAct;
  return (
    <>
      {drills.scenarios.map((scenario) => (
        <section class="panel" key={scenario.id} aria-labelledby={`drill-${scenario.id}`}>
          <Described scenario={scenario} timezone={drills.council.timezone} />
          {isOffered && (drills.may === 'hold' || scenario.proposed === null) && (
            <DrillForm
              scenario={scenario}
              drills={drills}
              done={drills.may === 'hold' ? wanted : reload}
            />
          )}
        </section>
      ))}
    </>
  );
}

function Described({ scenario, timezone }: { scenario: ScenarioDto; timezone: string }) {
  const words = useWords();
  const { acts } = words;
  const language = useLanguage();
  const times = timesOf(language, timezone);
  const { id, title, description, startsAt, lengthMs, expected, proposed } = scenario;
  const found = expected === 'none' ? acts.nothingToBeFound : PATTERN_LABELS[expected][language];
  return (
    <>
      <h2 id={`drill-${id}`}>{title[language]}</h2>
      <p>{description[language]}</p>
      <p class="note">
        {acts.replays}: {times.date(startsAt)} {times.minute(startsAt)} · {acts.lasts}:{' '}
        {showDuration(lengthMs, words.spans)} · {acts.toBeFound}: {found}
      </p>
      {proposed !== null && (
        <p>{acts.drillProposed(times.full(proposed.at), proposed.by, proposed.reason)}</p>
      )}
    </>
  );
}
