import type { ComponentChildren } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import type { IncidentRowDto } from '../../dto/judging.ts';
import type { SharedIncidentDto } from '../../dto/shared.ts';
import { getData } from '../api.ts';
import { IncidentTable } from '../incident-table.tsx';
import { useLoading } from '../use-loading.ts';
import { useWords } from '../words.ts';
import { useReader } from './reader.ts';
import { SharedIncidentTable } from './shared-incident-table.tsx';

/** Pages of incidents read at most. */
const MAX_PAGES = 20;

export interface PastIncidentsProps {
  readonly target: string;
  /** The 24 hours that are shown end here, epoch ms. */
  readonly moment: number;
  readonly timezone: string;
  /** Epoch ms. */
  readonly now: number;
}

/** The incidents of a site that lasted into 24 hours of the past; nothing where there are none. */
export function PastIncidents(props: PastIncidentsProps) {
  return useReader()?.view === 'whole' ? <Whole {...props} /> : <Shared {...props} />;
}

function Whole({ target, moment, timezone, now }: PastIncidentsProps) {
  const label = useWords().thatDay.siteIncidents;
  const incidents = useLasting<IncidentRowDto>(target, moment);
  return incidents.length === 0 ? null : (
    <Titled title={label}>
      <IncidentTable {...{ incidents, timezone, label }} at={now} />
    </Titled>
  );
}

function Shared({ target, moment, timezone, now }: PastIncidentsProps) {
  const label = useWords().thatDay.siteIncidents;
  const incidents = useLasting<SharedIncidentDto>(target, moment);
  return incidents.length === 0 ? null : (
    <Titled title={label}>
      <SharedIncidentTable {...{ incidents, timezone, label }} at={now} />
    </Titled>
  );
}

function Titled({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="panel" aria-labelledby="site-incidents">
      <h2 id="site-incidents">{title}</h2>
      {children}
    </section>
  );
}

type Row = Pick<SharedIncidentDto, 'since' | 'endedAt'>;

interface Page<T extends Row> {
  readonly incidents: readonly T[];
  readonly next: string | null;
}

/** Those of a site that lasted into the 24 hours before a moment, the newest first; none until they are there. */
function useLasting<T extends Row>(target: string, moment: number): readonly T[] {
  const [held, setHeld] = useState<{ moment: number; incidents: readonly T[] } | null>(null);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const incidents: T[] = [];
      let before: string | null = null;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const query = new URLSearchParams({ target, ...(before === null ? {} : { before }) });
        const { data } = await getData<Page<T>>(`/api/incidents?${query}`, signal);
        incidents.push(...data.incidents.filter((each) => isOfDay(each, moment)));
        before = data.next;
        if (before === null) break;
      }
      setHeld({ moment, incidents });
    },
    [target, moment],
  );
  useLoading(load);
  return held?.moment === moment ? held.incidents : [];
}

const DAY_MS = 86_400_000;

function isOfDay({ since, endedAt }: Row, moment: number): boolean {
  return since < moment && (endedAt ?? Infinity) > moment - DAY_MS;
}
