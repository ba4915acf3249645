import type { Config } from '../../core/config.ts';
import { organisationName } from '../../core/grafana-names.ts';
import type { GrafanaApi } from './grafana-api.ts';
import type { OnStep } from './setup-step.ts';

export interface OrganisationSetup {
  readonly api: GrafanaApi;
  /** Sectors that an earlier run knew. */
  readonly earlier: Iterable<string>;
  readonly dryRun: boolean;
  readonly onStep: OnStep;
}

/**
 * Makes an organisation for each sector that has none, in the order of their ids, and resolves with the
 * ids that Grafana gave, without those that a dry run did not make. They are found by name: an
 * organisation of another name is never taken for a sector's, whatever its id.
 */
export async function setUpOrganisations(
  { sectors, practice }: Config,
  { api, earlier, dryRun, onStep }: OrganisationSetup,
): Promise<ReadonlyMap<string, number>> {
  const found = await api.organisations();
  const ids = new Map<string, number>();
  const wanted = sectors.map(({ id }) => id).sort();
  for (const sector of wanted) {
    const name = organisationName(sector, practice);
    const known = found.get(name);
    const id = known ?? (dryRun ? null : await api.createOrganisation(name));
    if (id !== null) ids.set(sector, id);
    const detail = id === null ? null : { ja: `id ${id}`, en: `id ${id}` };
    const outcome = known === undefined ? 'created' : 'kept';
    onStep({ subject: 'grafana_organisation', name, outcome, detail });
  }
  for (const sector of earlier) {
    const name = organisationName(sector, practice);
    if (wanted.includes(sector) || !found.has(name)) continue;
    onStep({ subject: 'grafana_organisation', name, outcome: 'stale', detail: null });
  }
  return ids;
}
