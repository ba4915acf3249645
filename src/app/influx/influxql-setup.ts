import { POLICY, type WantedBucket } from './wanted-buckets.ts';

/**
 * The statements that make the databases of InfluxDB 1.x, in InfluxQL; they may be run again, also after
 * a change of retention. The user of each sector is left to whoever runs them: a password has no place here.
 */
export function influxQlSetup(wanted: readonly WantedBucket[]): readonly string[] {
  return wanted.flatMap(({ name, retentionDays }) => [
    `CREATE DATABASE "${name}"`,
    `ALTER RETENTION POLICY "${POLICY}" ON "${name}" DURATION ${retentionDays}d DEFAULT`,
  ]);
}
