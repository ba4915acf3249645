import { DATA_SOURCE_UIDS, sectorDataSourceUid } from '../src/core/grafana-names.ts';
import { quoteName } from '../src/core/influxql.ts';
import type { RuleSpec } from './alert-rule.ts';
import type { SectorData } from './council-data.ts';
import { as, lastUntilNow, NOT_SUPPRESSED, select } from './influxql.ts';
import { judgedRules } from './judged-rules.ts';
import { dashboardUid } from './naming.ts';
import { OVERVIEW_BANDS_PANEL } from './overview.ts';
import { plainText } from './plain-text.ts';
import { ANSWERED, FIRST_ATTEMPTS, failingShareIn, probe, VALID } from './probe-queries.ts';
import { SECTOR_SHARE_PANEL } from './sector.ts';
import { fieldsAffected, sectorMinute, sectorsAffected } from './sector-queries.ts';
import { TARGET_TIMES_PANEL } from './target-over-time.ts';
import { groupBy, targetConditions, timePair } from './thresholds.ts';

/** What rules look back on: ten slots of a site that is measured once a minute. */
const WINDOW = '10m';
const WINDOW_SECONDS = 600;

/** Rules of a sector that Grafana alerts for: its own bucket and `shared` are all they read. */
export function sectorRules(sector: SectorData, sectors: number): readonly RuleSpec[] {
  return [
    ...judgedRules(sector),
    ...slowRules(sector),
    ...failingShareRules(sector),
    ...severalSectorsRules(sectors),
  ].map((rule) => ({ ...rule, labels: { sector: sector.id, ...rule.labels } }));
}

function visible(sector: SectorData) {
  return sector.members
    .flatMap(({ targets }) => targets)
    .filter(({ isInSectorBucket }) => isInSectorBucket);
}

const COMMON = {
  lookBackSeconds: WINDOW_SECONDS,
  for: '2m',
  keepFiringFor: '10m',
  // Whether data come at all is the operators' rule.
  noDataState: 'OK',
  execErrState: 'KeepLast',
} as const satisfies Partial<RuleSpec>;

/** One rule for each distinct pair of thresholds and severity; a series a site. */
function slowRules(sector: SectorData): readonly RuleSpec[] {
  const targets = visible(sector);
  const all = targets.map(({ id }) => id);
  return groupBy(targets, timePair).flatMap(({ values: [warnMs, criticalMs], targets: chosen }) => {
    const suffix = `w${warnMs ?? 'none'}-c${criticalMs ?? 'none'}`;
    const query = slowQuery(targetConditions(chosen, all));
    return [
      ...(warnMs === null
        ? []
        : [slowRule(sector, { severity: 'warning', limit: warnMs, suffix, query })]),
      ...(criticalMs === null
        ? []
        : [slowRule(sector, { severity: 'critical', limit: criticalMs, suffix, query })]),
    ];
  });
}

/** The median of what was answered: one slow probe is no slow site. */
function slowQuery(conditions: readonly string[]): string {
  return select({
    columns: [as(probe.call('median', 'total_ms'), 'median')],
    from: probe.from,
    where: [lastUntilNow(WINDOW), FIRST_ATTEMPTS, VALID, ANSWERED, NOT_SUPPRESSED, ...conditions],
    groupBy: ['sector', 'member', 'target', 'family'].map((tag) => quoteName(tag)),
  });
}

interface Slow {
  readonly severity: RuleSpec['severity'];
  readonly limit: number;
  readonly suffix: string;
  readonly query: string;
}

function slowRule(sector: SectorData, { severity, limit, suffix, query }: Slow): RuleSpec {
  const name = nameOf(sector);
  const grade = {
    warning: { ja: '注意', en: 'warning' },
    critical: { ja: '重大', en: 'critical' },
  }[severity];
  return {
    ...COMMON,
    uid: `slow-${severity}-${suffix}`,
    kind: 'slow',
    severity,
    title: {
      ja: `応答時間が ${limit} ms 超（${grade.ja}、${suffix}）`,
      en: `Response time above ${limit} ms (${grade.en}, ${suffix})`,
    },
    summary: {
      ja: `${name.ja}: 応答時間が「${grade.ja}」のしきい値を超えた計測対象があります。`,
      en: `${name.en}: the response time of a site is above its ${grade.en} threshold.`,
    },
    detail: {
      ja: `{{ .Labels.target }}（IPv{{ .Labels.family }}）の直近10分の応答時間の中央値が ${limit} ms を超えています。`,
      en: `The median response time of {{ .Labels.target }} (IPv{{ .Labels.family }}) over 10 minutes is above ${limit} ms.`,
    },
    labels: {},
    sourceUid: sectorDataSourceUid(sector.id),
    query,
    fires: { when: 'gt', than: limit },
    dashboardUid: dashboardUid('target', 'ja'),
    panelId: TARGET_TIMES_PANEL,
  };
}

/** One rule for each distinct ratio: of all probes of the sites that have it. */
function failingShareRules(sector: SectorData): readonly RuleSpec[] {
  const targets = visible(sector);
  const all = targets.map(({ id }) => id);
  const name = nameOf(sector);
  const groups = groupBy(targets, ({ failingShareRatio }) => failingShareRatio);
  return groups.map(({ values: ratio, targets: chosen }) => ({
    ...COMMON,
    uid: `failing-share-${String(ratio).replace('.', '_')}`,
    kind: 'failing-share',
    severity: 'critical',
    title: {
      ja: `失敗の割合が ${percent(ratio)} % 超`,
      en: `Failing share above ${percent(ratio)} %`,
    },
    summary: {
      ja: `${name.ja}: 計測に失敗した割合がしきい値を超えています。`,
      en: `${name.en}: the share of failed probes is above its threshold.`,
    },
    detail: {
      ja: `直近10分の計測のうち ${percent(ratio)} % を超えて失敗しました。`,
      en: `More than ${percent(ratio)} % of the probes of the last 10 minutes failed.`,
    },
    labels: {},
    sourceUid: sectorDataSourceUid(sector.id),
    query: failingShareIn(lastUntilNow(WINDOW), {
      where: [NOT_SUPPRESSED, ...targetConditions(chosen, all)],
    }),
    fires: { when: 'gt', than: ratio },
    dashboardUid: dashboardUid('sector', 'ja'),
    panelId: SECTOR_SHARE_PANEL,
  }));
}

/** Without the dust of binary fractions. */
function percent(ratio: number): number {
  return Number((ratio * 100).toPrecision(6));
}

/**
 * Half of the sectors that can have a band, two at least, at some or above; and two fields at half or more. Some
 * member somewhere is always affected, so that two sectors at some would be no news in a large council.
 */
function severalSectorsRules(sectors: number): readonly RuleSpec[] {
  const where = [lastUntilNow(WINDOW), NOT_SUPPRESSED];
  const most = Math.max(2, Math.ceil(sectors / 2));
  const common = {
    ...COMMON,
    kind: 'several-sectors',
    labels: {},
    sourceUid: DATA_SOURCE_UIDS.shared,
    dashboardUid: dashboardUid('overview', 'ja'),
    panelId: OVERVIEW_BANDS_PANEL,
  } as const;
  return [
    {
      ...common,
      uid: 'several-sectors',
      severity: 'warning',
      title: {
        ja: `${most} セプター以上が同時に一部以上`,
        en: `${most} or more sectors at some or above`,
      },
      summary: {
        ja: '多くのセプターで同時に、影響のある構成員が発表されています。',
        en: 'Members are affected in many sectors at the same time, by what was released.',
      },
      detail: {
        ja: `直近10分の発表で、${most} 以上のセプターが「一部」以上です。`,
        en: `By what was released in the last 10 minutes, ${most} or more sectors are at some or above.`,
      },
      query: sectorsAffected(where),
      fires: { when: 'gt', than: most - 1 },
    },
    {
      ...common,
      uid: 'several-fields-half',
      severity: 'critical',
      title: { ja: '2 分野以上が同時に半数以上', en: 'Two or more fields at half or more' },
      summary: {
        ja: '複数の分野で同時に、半数以上の構成員への影響が発表されています。',
        en: 'Half or more of the members are affected in several fields at the same time, by what was released.',
      },
      detail: {
        ja: '直近10分の発表で、2 以上の分野に「半数以上」のセプターがあります。',
        en: 'By what was released in the last 10 minutes, two or more fields hold a sector at half or more.',
      },
      query: fieldsAffected(where, sectorMinute.is('band', 'half')),
      fires: { when: 'gt', than: 1 },
    },
  ];
}

function nameOf({ name }: SectorData): { readonly ja: string; readonly en: string } {
  return { ja: plainText(name.ja), en: plainText(name.en) };
}
