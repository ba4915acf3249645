import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProposedDto, SiteActsDto } from '../dto/acts.ts';
import { ActForm, FormField } from './form-field.tsx';
import { timesOf } from './format.ts';
import { useAct } from './use-act.ts';
import { useMayAct } from './use-entrance.ts';
import { useSealed } from './use-sealed.ts';
import { useLanguage, useWords } from './words.ts';

export interface SiteActsProps {
  readonly target: string;
  readonly isStopped: boolean;
  readonly timezone: string;
}

/** Ends the measuring of a site, takes it up again, or proposes it; nothing for who may do nothing. */
export function SiteActs({ target, isStopped, timezone }: SiteActsProps) {
  const { acts } = useWords();
  const mayAct = useMayAct();
  const { data, marking, reload } = useSealed<SiteActsDto>(
    `/api/targets/${encodeURIComponent(target)}/acts`,
  );
  const seen = useRef(isStopped);
  useEffect(() => {
    if (seen.current === isStopped) return;
    seen.current = isStopped;
    reload();
  }, [isStopped, reload]);
  if (data === null || !mayAct) return null;
  const act = actOf(data);
  if (act === null && data.proposed === null) return null;
  return (
    <section class="panel" aria-labelledby="site-acts">
      <header class="panel-head">
        <h2 id="site-acts">{acts.measuring}</h2>
        {data.proposed !== null && marking && <span class="badge tlp">{marking}</span>}
      </header>
      {data.proposed !== null && <Proposed proposed={data.proposed} timezone={timezone} />}
      {act !== null && (
        <>
          <p class="note">{acts[`${act}Note`]}</p>
          <details class="act-more" key={act}>
            <summary>{acts[act]}</summary>
            <StopForm target={target} act={act} done={reload} />
          </details>
        </>
      )}
    </section>
  );
}

type SiteAct = 'stopSite' | 'resumeSite' | 'proposeStop';

/** What is offered: one at a time; null = nothing. */
function actOf({ mayStop, mayResume, mayPropose }: SiteActsDto): SiteAct | null {
  if (mayStop) return 'stopSite';
  if (mayResume) return 'resumeSite';
  return mayPropose ? 'proposeStop' : null;
}

const PATHS: Readonly<Record<SiteAct, string>> = {
  stopSite: '/api/acts/stop',
  resumeSite: '/api/acts/resume',
  proposeStop: '/api/acts/stop/propose',
};

function Proposed({ proposed, timezone }: { proposed: ProposedDto; timezone: string }) {
  const { acts } = useWords();
  const times = timesOf(useLanguage(), timezone);
  return <p>{acts.proposed(times.full(proposed.at), proposed.by, proposed.reason)}</p>;
}

interface FormProps {
  readonly target: string;
  readonly act: SiteAct;
  readonly done: () => void;
}

function StopForm({ target, act, done }: FormProps) {
  const { acts } = useWords();
  const { send, ...state } = useAct();
  const [reason, setReason] = useState('');
  const submit = async () => {
    if (act === 'stopSite' && !confirm(acts.confirmStop(target))) return;
    if (act === 'resumeSite' && !confirm(acts.confirmResume(target))) return;
    if ((await send(PATHS[act], { target, reason: reason.trim() })) !== null) done();
  };
  return (
    <ActForm {...state} label={acts[act]} submit={() => void submit()}>
      <FormField
        label={acts.reason}
        hint={act === 'proposeStop' ? acts.reasonTold : acts.reasonShown}
        value={reason}
        change={setReason}
        input={{ maxLength: 500 }}
      />
    </ActForm>
  );
}
