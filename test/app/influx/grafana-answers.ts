import { z } from 'zod';
import { askGrafana, type RealGrafana } from './grafana-places.ts';

/** What Grafana's HTTP API answers, as far as tests look at it. */

export const foundShape = z.array(z.object({ uid: z.string(), folderUid: z.string() }));

export const loadedShape = z.object({
  meta: z.object({ provisioned: z.boolean() }),
  dashboard: z.object({
    panels: z.array(
      z.object({
        title: z.string(),
        targets: z
          .array(
            z.looseObject({
              refId: z.string(),
              query: z.string(),
              datasource: z.object({ type: z.string(), uid: z.string() }),
            }),
          )
          .optional(),
      }),
    ),
  }),
});

export type AskedPanel = z.infer<typeof loadedShape>['dashboard']['panels'][number];

export const framesShape = z.object({
  results: z.record(
    z.string(),
    z.object({
      error: z.string().optional(),
      frames: z
        .array(
          z.object({
            schema: z.object({ fields: z.array(z.object({ type: z.string() })) }),
            data: z.object({ values: z.array(z.array(z.unknown())) }),
          }),
        )
        .optional(),
    }),
  ),
});

export const rulesShape = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            uid: z.string(),
            state: z.string(),
            health: z.string(),
            lastError: z.string().optional(),
            alerts: z.array(
              z.object({ state: z.string(), labels: z.record(z.string(), z.string()) }),
            ),
          }),
        ),
      }),
    ),
  }),
});

/** What Grafana answers in an organisation, read by a schema; rejects for anything but 200. */
export async function readGrafana<T>(
  grafana: RealGrafana,
  request: { readonly path: string; readonly orgId: number; readonly body?: object },
  schema: { parse(data: unknown): T },
): Promise<T> {
  const { path, orgId, body } = request;
  const options = body === undefined ? { orgId } : { orgId, method: 'POST', body };
  const { status, text } = await askGrafana(grafana, path, options);
  if (status !== 200) throw new Error(`${path} in organisation ${orgId}: ${status} ${text}`);
  return schema.parse(JSON.parse(text));
}
