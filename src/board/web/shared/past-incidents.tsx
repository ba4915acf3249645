import { useWords } from '../words.ts';
import { siteIncidentsAt } from './day-at.ts';
import { SharedIncidentTable } from './shared-incident-table.tsx';
import { useDayOf } from './use-day.ts';

const DAY_MS = 86_400_000;

export interface PastIncidentsProps {
  readonly target: string;
  /** Id of its sector. */
  readonly sector: string;
  /** Epoch ms. */
  readonly moment: number;
  readonly timezone: string;
}

/** The incidents that a site was in within the 24 hours up to a moment, as they were told then. */
export function PastIncidents({ target, sector, moment, timezone }: PastIncidentsProps) {
  const words = useWords();
  const label = words.thatDay.siteIncidents;
  const first = useDayOf(moment - DAY_MS, sector);
  const last = useDayOf(moment, sector);
  if (first.data === null || last.data === null) {
    const isFailed = first.failure !== null || last.failure !== null;
    return isFailed ? (
      <p class="notice" role="status">
        {words.incidentsUnread}
      </p>
    ) : null;
  }
  const incidents = siteIncidentsAt([first.data, last.data], target, moment);
  const isUntold = last.data.earliest > moment - DAY_MS;
  if (incidents.length === 0 && !isUntold) return null;
  return (
    <section class="panel" aria-labelledby="site-incidents">
      <h2 id="site-incidents">{label}</h2>
      {isUntold && <p class="note">{words.untoldIncidents}</p>}
      {incidents.length > 0 && (
        <SharedIncidentTable {...{ incidents, timezone, label }} at={moment} />
      )}
    </section>
  );
}
