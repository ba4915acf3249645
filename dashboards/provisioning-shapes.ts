import { z } from 'zod';

/**
 * Shapes of the files that Grafana provisions dashboards and alerting from, strict: Grafana passes
 * over a key that it does not know without a word. They are the shapes of files, which differ from
 * those of its HTTP API (`interval` is text, `folder` a title, `orgId`). Source: the Go structs of
 * pkg/services/provisioning/{alerting,dashboards}.
 */

const uid = z.string().regex(/^[\w-]{1,40}$/);
/** Of Prometheus: `60s`, `5m`. */
const duration = z.string().regex(/^(\d+[smhdw])+$/);
const orgId = z.int().positive();
const apiVersion = z.literal(1);

/**
 * Text in which Grafana replaces nothing: which fields it interpolates differs between its versions,
 * so a `$` stands nowhere.
 */
const text = z.string().regex(/^[^$]+$/);

export const dashboardProvidersShape = z.strictObject({
  apiVersion,
  providers: z.array(
    z.strictObject({
      name: text,
      orgId,
      folder: text,
      folderUid: uid,
      type: z.literal('file'),
      disableDeletion: z.boolean(),
      allowUiUpdates: z.boolean(),
      updateIntervalSeconds: z.int().positive(),
      options: z.strictObject({ path: text, foldersFromFilesStructure: z.boolean() }),
    }),
  ),
});

const expressionSource = z.strictObject({
  type: z.literal('__expr__'),
  uid: z.literal('__expr__'),
});
const refId = z.string().regex(/^[A-Z]$/);

const influxModel = z.strictObject({
  refId,
  datasource: z.strictObject({ type: z.literal('influxdb'), uid }),
  query: text,
  rawQuery: z.literal(true),
  resultFormat: z.literal('time_series'),
  intervalMs: z.int().positive(),
  maxDataPoints: z.int().positive(),
});

const reduceModel = z.strictObject({
  refId,
  datasource: expressionSource,
  type: z.literal('reduce'),
  expression: refId,
  reducer: z.enum(['last', 'max', 'min', 'mean']),
});

const thresholdModel = z.strictObject({
  refId,
  datasource: expressionSource,
  type: z.literal('threshold'),
  expression: refId,
  conditions: z
    .array(
      z.strictObject({
        evaluator: z.strictObject({
          type: z.enum(['gt', 'lt']),
          params: z.array(z.number()).length(1),
        }),
      }),
    )
    .length(1),
});

const query = z.strictObject({
  refId,
  relativeTimeRange: z.strictObject({ from: z.int().nonnegative(), to: z.literal(0) }),
  datasourceUid: z.union([uid, z.literal('__expr__')]),
  model: z.union([influxModel, reduceModel, thresholdModel]),
});

const alertRule = z.strictObject({
  uid,
  title: text,
  condition: refId,
  data: z.array(query).min(1),
  for: duration,
  keepFiringFor: duration,
  noDataState: z.enum(['NoData', 'Alerting', 'OK', 'KeepLast']),
  execErrState: z.enum(['Alerting', 'Error', 'OK', 'KeepLast']),
  annotations: z.record(z.string(), text),
  labels: z.record(z.string(), text),
  dashboardUid: uid,
  panelId: z.int().positive(),
  isPaused: z.boolean(),
});

export const alertRulesShape = z.strictObject({
  apiVersion,
  groups: z.array(
    z.strictObject({
      orgId,
      name: text,
      folder: text,
      interval: duration,
      rules: z.array(alertRule).min(1),
    }),
  ),
  deleteRules: z.array(z.strictObject({ orgId, uid })),
});

export const contactPointsShape = z.strictObject({
  apiVersion,
  contactPoints: z.array(
    z.strictObject({
      orgId,
      name: text,
      receivers: z
        .array(
          z.strictObject({
            uid,
            type: z.literal('email'),
            settings: z.strictObject({
              addresses: text,
              singleEmail: z.boolean(),
              subject: text,
              message: text,
            }),
            disableResolveMessage: z.boolean(),
          }),
        )
        .min(1),
    }),
  ),
  deleteContactPoints: z.array(z.strictObject({ orgId, uid })),
});

export const policiesShape = z.strictObject({
  apiVersion,
  policies: z.array(
    z.strictObject({
      orgId,
      receiver: text,
      group_by: z.array(z.string()),
      group_wait: duration,
      group_interval: duration,
      repeat_interval: duration,
    }),
  ),
  resetPolicies: z.array(orgId),
});

export type DashboardProvidersFile = z.infer<typeof dashboardProvidersShape>;
export type AlertRulesFile = z.infer<typeof alertRulesShape>;
export type AlertRule = z.infer<typeof alertRule>;
export type ContactPointsFile = z.infer<typeof contactPointsShape>;
export type PoliciesFile = z.infer<typeof policiesShape>;
