import type { Text } from '../../core/words/language.ts';
import type { InfluxApi } from './influx-api.ts';
import type { OnStep } from './setup-step.ts';
import { isSectorBucket, POLICY, type WantedBucket } from './wanted-buckets.ts';

const DAY_S = 86_400;

export interface BucketSetup {
  readonly api: InfluxApi;
  /** null in a dry run where the organisation is not there yet. */
  readonly orgId: string | null;
  readonly practice: boolean;
  readonly dryRun: boolean;
  readonly onStep: OnStep;
}

/**
 * Makes the buckets that are missing and gives the others the wanted retention; resolves with their ids
 * by name, without those that a dry run did not make.
 */
export async function setUpBuckets(
  wanted: readonly WantedBucket[],
  { api, orgId, practice, dryRun, onStep }: BucketSetup,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map(
    (orgId === null ? [] : await api.buckets(orgId)).map((bucket) => [bucket.name, bucket]),
  );
  const ids = new Map<string, string>();
  for (const { name, retentionDays } of wanted) {
    const everySeconds = retentionDays * DAY_S;
    const bucket = found.get(name);
    if (bucket === undefined) {
      if (orgId !== null && !dryRun)
        ids.set(name, await api.createBucket(orgId, name, everySeconds));
      onStep({ subject: 'bucket', name, outcome: 'created', detail: daysText(retentionDays) });
      continue;
    }
    ids.set(name, bucket.id);
    const was = bucket.retentionRules[0]?.everySeconds ?? 0;
    if (was === everySeconds) {
      onStep({ subject: 'bucket', name, outcome: 'kept', detail: daysText(retentionDays) });
      continue;
    }
    if (!dryRun) await api.updateRetention(bucket, everySeconds);
    const detail = changeText(was / DAY_S, retentionDays);
    onStep({ subject: 'bucket', name, outcome: 'updated', detail });
  }
  for (const name of found.keys()) {
    if (ids.has(name) || !isSectorBucket(name, practice)) continue;
    onStep({ subject: 'bucket', name, outcome: 'stale', detail: null });
  }
  return ids;
}

/** Maps a database of the bucket's name to each bucket, as its default retention policy. */
export async function setUpMappings(
  wanted: readonly WantedBucket[],
  buckets: ReadonlyMap<string, string>,
  { api, orgId, dryRun, onStep }: BucketSetup,
): Promise<void> {
  const all = orgId === null ? [] : await api.mappings(orgId);
  for (const { name: database } of wanted) {
    const bucketId = buckets.get(database);
    const name = `${database}.${POLICY}`;
    const found = all.find(
      (each) => each.database === database && each.retention_policy === POLICY,
    );
    const isRight = found !== undefined && found.bucketID === bucketId;
    if (isRight && found.default) {
      onStep({ subject: 'mapping', name, outcome: 'kept', detail: null });
      continue;
    }
    if (orgId !== null && bucketId !== undefined && !dryRun) {
      if (isRight) await api.makeMappingDefault(orgId, found);
      else {
        if (found !== undefined) await api.deleteMapping(orgId, found);
        await api.createMapping(orgId, { database, policy: POLICY, bucketId });
      }
    }
    const outcome = found === undefined ? 'created' : 'updated';
    onStep({ subject: 'mapping', name, outcome, detail: null });
  }
}

function daysText(days: number): Text {
  return { ja: `${days} 日`, en: `${days} days` };
}

/** 0 = kept for ever. */
function changeText(was: number, days: number): Text {
  if (was === 0) return { ja: `無期限 → ${days} 日`, en: `for ever → ${days} days` };
  const before = Number(was.toFixed(2));
  return { ja: `${before} 日 → ${days} 日`, en: `${before} → ${days} days` };
}
