import type { AppliedChange, WaitingChange } from '../../core/ports/config-history.ts';
import type { Language } from '../../core/words/language.ts';
import type { PlanDto } from '../dto/plan.ts';
import { NOTHING } from './feed.ts';
import { showCount, timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { ChangedFiles, PlannedChanges } from './planned-changes.tsx';
import { ReloadPanel } from './reload-panel.tsx';
import { type LiveQuery, useLive } from './use-live.ts';
import { usePlanWords } from './use-plan-words.ts';
import { useLanguage } from './words.ts';

const PLAN: LiveQuery<PlanDto> = { path: '/api/plan', scope: NOTHING, apply: null };

/** What changed in the configuration, and what a change that was refused would do. */
export function PlanPage({ choose }: { choose: (language: Language) => void }) {
  const words = usePlanWords();
  const { data, marking, freshness, failure } = useLive(PLAN);
  const denied = failure === 'not_found' ? words.planDenied : words.failedToLoad;
  return (
    <Frame title={words.plan} {...{ choose, marking, freshness }} council={data?.council}>
      <div class="accounts">
        <h1>{words.plan}</h1>
        <p class="note">{words.planNote}</p>
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : denied}
          </p>
        ) : (
          <Changes page={data} />
        )}
      </div>
    </Frame>
  );
}

function Changes({ page: { council, inForce, applied, waiting } }: { page: PlanDto }) {
  const words = usePlanWords();
  if (inForce === null) return <p class="notice">{words.planFixed}</p>;
  const { timezone } = council;
  const refused = waiting?.refused ?? null;
  return (
    <>
      <ReloadPanel reload={{ ...inForce, refused }} timezone={timezone} />
      {waiting !== null && <Waiting change={waiting} timezone={timezone} />}
      <section aria-labelledby="applied" class="plan-applied">
        <h2 id="applied">{words.planApplied}</h2>
        {applied.length === 0 && <p class="notice">{words.planNone}</p>}
        {applied.map((change, index) => (
          <Applied key={change.at} isOpen={index === 0} {...{ change, timezone }} />
        ))}
      </section>
    </>
  );
}

interface WaitingProps {
  readonly change: WaitingChange;
  readonly timezone: string;
}

function Waiting({ change, timezone }: WaitingProps) {
  const words = usePlanWords();
  const language = useLanguage();
  const { refused, trigger, files, plan } = change;
  const { at, removals, reason } = refused;
  const read = timesOf(language, timezone).full(at);
  return (
    <section class="panel plan-waiting" aria-labelledby="waiting">
      <h2 id="waiting">{words.planWaiting}</h2>
      <p class="note num">{words.planRead(read, words.triggers[trigger])}</p>
      <ChangedFiles files={files} />
      {removals !== null && <Confirm removals={removals} />}
      {plan !== null ? (
        <>
          <p>
            {words.planRemovals(
              showCount(plan.removals.count, language),
              showCount(plan.removals.of, language),
            )}{' '}
            {words.planWould}
          </p>
          <PlannedChanges plan={plan} label={words.planWaiting} />
        </>
      ) : (
        reason === 'invalid' && <p class="note">{words.planUnsaid}</p>
      )}
    </section>
  );
}

function Confirm({ removals }: { removals: number }) {
  const words = usePlanWords();
  return (
    <>
      <p>{words.planConfirm}</p>
      <pre class="plan-command">
        <code>npx yamabiko plan --confirm-removals {removals}</code>
      </pre>
      <p>{words.planUndo}</p>
    </>
  );
}

interface AppliedProps {
  readonly change: AppliedChange;
  readonly timezone: string;
  /** Until somebody closes it. */
  readonly isOpen: boolean;
}

function Applied({ change, timezone, isOpen }: AppliedProps) {
  const words = usePlanWords();
  const language = useLanguage();
  const { at, trigger, files, plan, confirmedRemovals, restart } = change;
  const count = plan.changes.length + plan.more + restart.length;
  const title = words.planSince(timesOf(language, timezone).full(at), words.triggers[trigger]);
  return (
    <details class="panel plan-change" open={isOpen}>
      <summary>
        <b class="num">{title}</b>{' '}
        <span class="note num">{words.planCount(showCount(count, language))}</span>{' '}
        {confirmedRemovals !== null && (
          <span class="note">{words.planConfirmed(showCount(confirmedRemovals, language))}</span>
        )}
      </summary>
      <ChangedFiles files={files} />
      <PlannedChanges plan={plan} label={title} />
      {restart.length > 0 && (
        <p class="note">
          {words.planRestart}: <code>{restart.join(', ')}</code>
        </p>
      )}
    </details>
  );
}
