import { z } from 'zod';

/**
 * A data source of InfluxQL as Grafana's file provisioning takes it; from its documentation and the
 * structs that read it. Texts are interpolated: `$$` stands for a dollar.
 */
const dataSourceSchema = z.strictObject({
  name: z.string().min(1),
  uid: z.string().regex(/^[\w-]{1,40}$/),
  type: z.literal('influxdb'),
  access: z.literal('proxy'),
  orgId: z.int().positive(),
  url: z.url(),
  /** As `dbName`, for a Grafana before 10. */
  database: z.string().min(1),
  isDefault: z.boolean(),
  editable: z.literal(false),
  jsonData: z.strictObject({
    dbName: z.string().min(1),
    httpMode: z.literal('POST'),
    httpHeaderName1: z.literal('Authorization'),
  }),
  secureJsonData: z.strictObject({
    /** The token is read by Grafana from a file; none may stand here. */
    httpHeaderValue1: z.string().regex(/^Token \$__file\{[^{}$]+\}$/),
  }),
});

export const dataSourcesFileSchema = z
  .strictObject({
    apiVersion: z.literal(1),
    /** What an earlier file made and this one has not is deleted. */
    prune: z.literal(true),
    datasources: z.array(dataSourceSchema).min(1),
  })
  .refine(({ datasources }) => isUnique(datasources.map(({ orgId, uid }) => `${orgId} ${uid}`)), {
    error: 'two data sources of an organisation have one uid',
  })
  .refine(({ datasources }) => isUnique(datasources.map(({ orgId, name }) => `${orgId} ${name}`)), {
    error: 'two data sources of an organisation have one name',
  });

export type DataSourcesFile = z.output<typeof dataSourcesFileSchema>;

function isUnique(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
