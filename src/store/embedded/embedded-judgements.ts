import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { StoreClient } from './store-client.ts';

/** The main thread's side of what judging keeps. */
export function embeddedJudgements(client: StoreClient): JudgementStore {
  return {
    async keepStep(step) {
      await client.request('keepStep', step);
    },
    async keepSeries(snapshots) {
      await client.request('keepSeries', snapshots);
    },
    incidents: (query = {}) => client.request('incidents', query),
    incident: (id) => client.request('incident', { id }),
    memory: () => client.request('memory', null),
    series: () => client.request('series', null),
  };
}
