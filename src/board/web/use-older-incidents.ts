import { useEffect, useRef, useState } from 'preact/hooks';
import type { IncidentListDto, IncidentRowDto } from '../dto/judging.ts';
import { getData } from './api.ts';
import { type HeldIncidents, joined, merged } from './held-incidents.ts';

export interface OlderIncidents {
  /** Newest first: those of the newest page and all that were asked for. */
  readonly incidents: readonly IncidentRowDto[];
  /** Asks for the next page; null = there are no more. */
  readonly more: (() => void) | null;
}

/** Incidents from the newest on, as far as they were asked for; `newest` is the live first page. */
export function useOlderIncidents(newest: IncidentListDto): OlderIncidents {
  const [held, setHeld] = useState<HeldIncidents>({ rows: newest.incidents, next: newest.next });
  const running = useRef<AbortController | null>(null);
  useEffect(() => setHeld((before) => joined(before, newest)), [newest]);
  useEffect(() => () => running.current?.abort(), []);
  const { rows, next } = held;
  const more = () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    getData<IncidentListDto>(`/api/incidents?before=${next}`, controller.signal).then(
      ({ data }) =>
        setHeld((before) => ({ rows: merged(before.rows, data.incidents), next: data.next })),
      () => {
        // The button stays: pressing it again asks again.
      },
    );
  };
  return { incidents: rows, more: next === null ? null : more };
}
