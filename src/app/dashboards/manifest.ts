import { z } from 'zod';
import type { Provisioned, ProvisionedBefore } from '../../../dashboards/alerting.ts';

/** Name of the file by which a folder is known as one of ours. */
export const MANIFEST = 'manifest.json';

const manifestSchema = z.strictObject({
  madeBy: z.literal('yamabiko dashboards build'),
  /** Ids of organisations in Grafana by sector; those of sectors that are gone too. */
  organisations: z.record(z.string(), z.int().positive()),
  /** What Grafana was told to make, by the id of the organisation. */
  provisioned: z.record(
    z.string().regex(/^\d+$/),
    z.strictObject({ rules: z.array(z.string()), isTold: z.boolean() }),
  ),
  /** Paths with `/`, sorted. */
  files: z.array(z.string()),
});

export interface Manifest {
  readonly organisations: ReadonlyMap<string, number>;
  readonly provisioned: ProvisionedBefore;
  readonly files: readonly string[];
}

export const NO_MANIFEST: Manifest = {
  organisations: new Map(),
  provisioned: new Map(),
  files: [],
};

/** Throws for text that is none of ours. */
export function manifestOf(text: string): Manifest {
  const { organisations, provisioned, files } = manifestSchema.parse(JSON.parse(text));
  return {
    organisations: new Map(Object.entries(organisations)),
    provisioned: new Map(
      Object.entries(provisioned).map(([orgId, each]): [number, Provisioned] => [
        Number(orgId),
        each,
      ]),
    ),
    files,
  };
}

export function manifestText({ organisations, provisioned, files }: Manifest): string {
  const sorted = [...organisations].sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest: z.infer<typeof manifestSchema> = {
    madeBy: 'yamabiko dashboards build',
    organisations: Object.fromEntries(sorted),
    provisioned: Object.fromEntries(
      [...provisioned].map(([orgId, { rules, isTold }]) => [orgId, { rules: [...rules], isTold }]),
    ),
    files: [...files].sort(),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
