import { STANDING_SENTENCE, type Text } from '../src/core/words/language.ts';
import { plainText } from './plain-text.ts';
import type { AlertRule } from './provisioning-shapes.ts';

/** What differs between alert rules. */
export interface RuleSpec {
  readonly uid: string;
  /** Which kind of rule, a label. */
  readonly kind: 'slow' | 'failing-share' | 'several-sectors' | 'judged' | 'patterns' | 'no-data';
  readonly severity: 'warning' | 'critical';
  /** Unique in the folder. */
  readonly title: Text;
  /** For mail: names no site and no figure, since a mail may be read by others. */
  readonly summary: Text;
  /** For Grafana's own pages, which only the organisation reads; may hold `{{ .Labels.target }}`. */
  readonly detail: Text;
  readonly labels: Readonly<Record<string, string>>;
  readonly sourceUid: string;
  readonly query: string;
  /** How far back the query looks; Grafana shows it, the query itself says the same. */
  readonly lookBackSeconds: number;
  readonly fires: { readonly when: 'gt' | 'lt'; readonly than: number };
  readonly for: string;
  readonly keepFiringFor: string;
  readonly noDataState: AlertRule['noDataState'];
  readonly execErrState: AlertRule['execErrState'];
  readonly dashboardUid: string;
  readonly panelId: number;
}

/** How often rules are evaluated. */
export const EVERY_SECONDS = 60;

const EXPRESSION = { type: '__expr__', uid: '__expr__' } as const;

/** A rule of three steps: the query A, its newest value B, the threshold C. */
export function alertRule(spec: RuleSpec): AlertRule {
  return {
    uid: spec.uid,
    title: plainText(`${spec.title.ja} / ${spec.title.en}`),
    condition: 'C',
    data: [queried(spec), reduced(), compared(spec)],
    for: spec.for,
    keepFiringFor: spec.keepFiringFor,
    noDataState: spec.noDataState,
    execErrState: spec.execErrState,
    annotations: {
      summary: spec.summary.ja,
      summary_en: spec.summary.en,
      description: `${spec.detail.ja} ${STANDING_SENTENCE.ja}`,
      description_en: `${spec.detail.en} ${STANDING_SENTENCE.en}`,
    },
    labels: { yamabiko_rule: spec.kind, severity: spec.severity, ...spec.labels },
    dashboardUid: spec.dashboardUid,
    panelId: spec.panelId,
    isPaused: false,
  };
}

type Step = AlertRule['data'][number];

function queried({ sourceUid, query, lookBackSeconds }: RuleSpec): Step {
  return {
    refId: 'A',
    relativeTimeRange: { from: lookBackSeconds, to: 0 },
    datasourceUid: sourceUid,
    model: {
      refId: 'A',
      datasource: { type: 'influxdb', uid: sourceUid },
      query,
      rawQuery: true,
      resultFormat: 'time_series',
      intervalMs: EVERY_SECONDS * 1000,
      maxDataPoints: 1000,
    },
  };
}

function reduced(): Step {
  return {
    refId: 'B',
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: EXPRESSION.uid,
    model: { refId: 'B', datasource: EXPRESSION, type: 'reduce', expression: 'A', reducer: 'last' },
  };
}

function compared({ fires }: RuleSpec): Step {
  return {
    refId: 'C',
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: EXPRESSION.uid,
    model: {
      refId: 'C',
      datasource: EXPRESSION,
      type: 'threshold',
      expression: 'B',
      conditions: [{ evaluator: { type: fires.when, params: [fires.than] } }],
    },
  };
}
