import type { Config } from '../../core/config.ts';
import { codeOf } from '../../core/errors.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import { InfluxApi } from './influx-api.ts';
import { askVersion, type InfluxVersion, unsuitable } from './influx-version.ts';
import { influxQlSetup } from './influxql-setup.ts';
import { setUpBuckets, setUpMappings } from './set-up-buckets.ts';
import { setUpTokens } from './set-up-tokens.ts';
import type { OnStep } from './setup-step.ts';
import { TokenFiles } from './token-files.ts';
import { wantedBuckets } from './wanted-buckets.ts';
import { wantedTokens } from './wanted-tokens.ts';

export interface InfluxSetup {
  readonly config: Config;
  readonly outgoing: Outgoing;
  /** An operator or all-access token; asked for where the server is found to be one that needs it. */
  readonly adminToken: () => Promise<string>;
  /** Folder of the tokens. */
  readonly out: string;
  readonly groupReadable: boolean;
  /** Only looks, and tells the steps that a run would take. */
  readonly dryRun: boolean;
  /** Told in the order in which they are done, so that what was done before a failure is known. */
  readonly onStep: OnStep;
}

export interface InfluxOutcome {
  readonly version: InfluxVersion;
  /** A token that was in use has been replaced. */
  readonly hasReplaced: boolean;
  /** For 1.x, in a dry run only; else null. */
  readonly statements: readonly string[] | null;
}

/**
 * Brings organisation, buckets, mappings and tokens of InfluxDB 2.x to what the configuration wants. What
 * is right stays; what belongs to a sector that is gone is told and left. Rejects with `outgoing_failed`
 * where InfluxDB is not reached, with `setup_failed` where it is another version or refuses a step, or a
 * file cannot be written; a further run takes up where this one ended.
 */
export async function setUpInflux(setup: InfluxSetup): Promise<InfluxOutcome> {
  const { config, outgoing, out, groupReadable, dryRun, onStep } = setup;
  const { url, org } = config.store.influx;
  const wanted = wantedBuckets(config);
  const version = await askVersion(outgoing, { url, token: null });
  if (version.major === 1 && dryRun) {
    return { version, hasReplaced: false, statements: influxQlSetup(wanted) };
  }
  const refused = unsuitable(version, url);
  if (refused !== null) throw refused;

  const api = new InfluxApi(outgoing, { url, token: await setup.adminToken() });
  const orgId = await setUpOrganisation(api, org, setup);
  const { practice } = config;
  const common = { api, orgId, practice, dryRun, onStep };
  const buckets = await setUpBuckets(wanted, common);
  await setUpMappings(wanted, buckets, common);
  const hasReplaced = await setUpTokens(wantedTokens(config), {
    ...common,
    buckets,
    files: new TokenFiles(out, groupReadable),
    readableBy: async (token) => {
      if (orgId === null) return null;
      const { length } = await api.buckets(orgId);
      return await readBuckets(new InfluxApi(outgoing, { url, token }), orgId, length);
    },
  });
  return { version, hasReplaced, statements: null };
}

async function setUpOrganisation(
  api: InfluxApi,
  name: string,
  { dryRun, onStep }: InfluxSetup,
): Promise<string | null> {
  const found = await api.organisation(name);
  if (found !== null) {
    onStep({ subject: 'organisation', name, outcome: 'kept', detail: null });
    return found;
  }
  const made = dryRun ? null : await api.createOrganisation(name);
  onStep({ subject: 'organisation', name, outcome: 'created', detail: null });
  return made;
}

/** What a token reads, as InfluxDB shows to its holder; null where it is refused. */
async function readBuckets(
  api: InfluxApi,
  orgId: string,
  atLeast: number,
): Promise<ReadonlySet<string> | null> {
  try {
    return new Set((await api.buckets(orgId, atLeast)).map(({ name }) => name));
  } catch (error) {
    if (codeOf(error) === 'setup_failed') return null;
    throw error;
  }
}
