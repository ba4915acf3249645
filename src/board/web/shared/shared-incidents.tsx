import { useState } from 'preact/hooks';
import type { Language } from '../../../core/words/language.ts';
import type { SharedIncidentDto, SharedIncidentListDto } from '../../dto/shared.ts';
import { getData } from '../api.ts';
import { IncidentPanels } from '../incident-panels.tsx';
import { INCIDENTS_PATH } from '../route.ts';
import { SaveIncidents } from '../save-list.tsx';
import { useWords } from '../words.ts';
import { SharedFrame } from './shared-frame.tsx';
import { SharedIncidentTable } from './shared-incident-table.tsx';
import { useShared } from './use-shared.ts';

/** Every incident that the reader may know of: those that go on, then those that ended. */
export function SharedIncidents({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const state = useShared<SharedIncidentListDto>(`/api${INCIDENTS_PATH}`);
  return (
    <SharedFrame title={words.incidentsTitle} here="incidents" choose={choose} state={state}>
      {(list, at) => <Incidents list={list} at={at} />}
    </SharedFrame>
  );
}

interface Older {
  readonly incidents: readonly SharedIncidentDto[];
  readonly next: string | null;
}

function Incidents({ list, at }: { list: SharedIncidentListDto; at: number }) {
  const words = useWords();
  const [older, setOlder] = useState<Older | null>(null);
  const { timezone } = list.council;
  const newest = new Set(list.incidents.map(({ id }) => id));
  const rest = older?.incidents.filter(({ id }) => !newest.has(id)) ?? [];
  const all = [...list.incidents, ...rest];
  const open = all.filter(({ endedAt }) => endedAt === null);
  const ended = all.filter(({ endedAt }) => endedAt !== null);
  const next = older === null ? list.next : older.next;
  const more = async () => {
    const path = `/api${INCIDENTS_PATH}?${new URLSearchParams({ before: next ?? '' })}`;
    const { data } = await getData<SharedIncidentListDto>(path, new AbortController().signal);
    setOlder({ incidents: [...(older?.incidents ?? []), ...data.incidents], next: data.next });
  };
  return (
    <>
      <h1 class="page-title">{words.incidentsTitle}</h1>
      <div class="lead">
        <p class="lead-note">{words.sharedIncidentsNote}</p>
      </div>
      <IncidentPanels
        open={open}
        ended={ended}
        more={next === null ? null : () => more().catch(() => setOlder(older))}
        table={(rows, label) => (
          <SharedIncidentTable incidents={rows} {...{ timezone, at }} label={label} />
        )}
      />
      {all.length > 0 && <SaveIncidents />}
    </>
  );
}
