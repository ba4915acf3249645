import { DATA_SOURCE_UIDS } from '../src/core/grafana-names.ts';
import { PROBER } from '../src/core/schema.ts';
import type { RuleSpec } from './alert-rule.ts';
import { as, each, lastUntilNow, select, wordsOf } from './influxql.ts';
import { patternRule } from './judged-rules.ts';
import { dashboardUid } from './naming.ts';
import { PROBER_DONE_PANEL } from './prober.ts';

const prober = wordsOf(PROBER);

/** A vantage that was heard within this time is missed when it falls silent. */
const MEMORY = '6h';
const MEMORY_SECONDS = 21_600;

/**
 * The dead man's rule. A vantage reports each minute; its reports are counted by stretches of five
 * minutes, of which the newest has only just begun at times: it must hold none for five minutes on end.
 * No vantage at all, and a query that fails, alert too.
 */
export function operatorRules(): readonly RuleSpec[] {
  return [
    patternRule(),
    {
      uid: 'no-data-from-prober',
      kind: 'no-data',
      severity: 'critical',
      title: { ja: '計測の報告が届かない', en: 'No data from the prober' },
      summary: {
        ja: '計測プログラムから値が届いていません。計測、保存、InfluxDB のいずれかが止まっています。',
        en: 'No values come from the prober: measuring, storing or InfluxDB stands still.',
      },
      detail: {
        ja: '観測点 {{ .Labels.vantage }} の報告が5分以上ありません。',
        en: 'The vantage {{ .Labels.vantage }} has not reported for 5 minutes or more.',
      },
      labels: {},
      sourceUid: DATA_SOURCE_UIDS.operators,
      query: select({
        columns: [as(prober.call('count', 'done'), 'reports')],
        from: prober.from,
        where: [lastUntilNow(MEMORY)],
        groupBy: [each('5m'), prober.name('vantage')],
        fill: '0',
      }),
      lookBackSeconds: MEMORY_SECONDS,
      fires: { when: 'lt', than: 1 },
      for: '5m',
      keepFiringFor: '5m',
      noDataState: 'Alerting',
      execErrState: 'Alerting',
      dashboardUid: dashboardUid('prober', 'ja'),
      panelId: PROBER_DONE_PANEL,
    },
  ];
}
