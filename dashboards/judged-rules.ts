import { DATA_SOURCE_UIDS, sectorDataSourceUid } from '../src/core/grafana-names.ts';
import type { RuleSpec } from './alert-rule.ts';
import type { SectorData } from './council-data.ts';
import { lastUntilNow, NOT_SUPPRESSED } from './influxql.ts';
import { SECTOR_AFFECTED_PANEL } from './judgement-panels.ts';
import {
  IS_PATTERN,
  incidentsOpen,
  JUDGED_WITHIN,
  JUDGED_WITHIN_SECONDS,
  judgement,
  membersAffected,
} from './judgement-queries.ts';
import { dashboardUid } from './naming.ts';
import { OVERVIEW_BANDS_PANEL } from './overview.ts';
import { plainText } from './plain-text.ts';

const COMMON = {
  severity: 'warning',
  labels: {},
  for: '2m',
  keepFiringFor: '10m',
  noDataState: 'OK',
  execErrState: 'KeepLast',
} as const satisfies Partial<RuleSpec>;

/** Members of a hundred that may be affected without an alert. */
const MEMBERS_PER_ALERT = 100;

/**
 * Members with a site that differs from its own normal: one alert a sector, whose value is how many.
 * From the first on; in large sectors, where somebody always is, from one in a hundred.
 */
export function judgedRules(sector: SectorData): readonly RuleSpec[] {
  const most = Math.ceil(sector.members.length / MEMBERS_PER_ALERT);
  if (most === 0) return [];
  const name = { ja: plainText(sector.name.ja), en: plainText(sector.name.en) };
  return [
    {
      ...COMMON,
      uid: `judged-${most}`,
      kind: 'judged',
      title: {
        ja: `平常と異なる構成員が ${most} 以上`,
        en: `${most} or more members differ from their normal`,
      },
      summary: {
        ja: `${name.ja}: 平常時より遅い、または応答を確認できない計測対象があります。`,
        en: `${name.en}: sites are slower than their own normal, or no answer is confirmed.`,
      },
      detail: {
        ja: `${most} 以上の構成員に、平常時より遅い、応答を確認できない、または断続的なサイトがあります。値 B がその構成員の数です。`,
        en: `${most} or more members have a site that is slower than its own normal, failing or intermittent. The value B is their number.`,
      },
      sourceUid: sectorDataSourceUid(sector.id),
      query: membersAffected(
        [lastUntilNow(JUDGED_WITHIN), judgement.is('sector', sector.id)],
        [NOT_SUPPRESSED],
      ),
      lookBackSeconds: JUDGED_WITHIN_SECONDS,
      fires: { when: 'gt', than: most - 1 },
      dashboardUid: dashboardUid('sector', 'ja'),
      panelId: SECTOR_AFFECTED_PANEL,
    },
  ];
}

/** An incident that began earlier is known by now. */
const NEWS = '6h';
const NEWS_SECONDS = 21_600;

/** Incidents of more than one site that last. */
export function patternRule(): RuleSpec {
  return {
    ...COMMON,
    uid: 'patterns-open',
    kind: 'patterns',
    title: { ja: '複数のサイトにわたる事象', en: 'Incidents of several sites' },
    summary: {
      ja: '複数のサイトにわたる事象が続いています。',
      en: 'An incident of several sites goes on.',
    },
    detail: {
      ja: '広がり「{{ .Labels.pattern }}」の事象が、6時間以内に始まり、続いています。値 B がその数です。',
      en: 'Incidents of the pattern {{ .Labels.pattern }} began within 6 hours and go on. The value B is their number.',
    },
    sourceUid: DATA_SOURCE_UIDS.operators,
    query: incidentsOpen([lastUntilNow(NEWS), IS_PATTERN, NOT_SUPPRESSED]),
    lookBackSeconds: NEWS_SECONDS,
    fires: { when: 'gt', than: 0 },
    dashboardUid: dashboardUid('overview', 'ja'),
    panelId: OVERVIEW_BANDS_PANEL,
  };
}
