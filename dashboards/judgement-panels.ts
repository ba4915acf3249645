import type { Text } from '../src/core/words/language.ts';
import { type DashboardSet, DETAIL, sectorsSeen } from './dashboard-set.ts';
import { lastBefore } from './influxql.ts';
import {
  JUDGED_WITHIN,
  judgement,
  judgementsOverTime,
  membersAffected,
  sitesNotNormal,
} from './judgement-queries.ts';
import { judgementMappings, nameMappings, stepsOf } from './look.ts';
import { dashboardUid } from './naming.ts';
import type { Column, Placed } from './panel-spec.ts';
import { stat, stateTimeline, table } from './panels.ts';

const OF_SECTOR = judgement.is('sector', '$sector');
const CHOSEN = [OF_SECTOR, judgement.isChosen('member', 'member')];

/** Panel that shows what the rule on judged sites looks at. */
export const SECTOR_AFFECTED_PANEL = 11;

export function affectedNow({ language }: DashboardSet): Placed {
  return stat({
    id: SECTOR_AFFECTED_PANEL,
    width: 6,
    height: 11,
    title: { ja: '影響のある構成員', en: 'Members affected' }[language],
    description: {
      ja: '計測対象のどれかが、いま「平常時より遅い」「応答を確認できず」「断続」と判定されている構成員の数。それぞれの平常時と比べた判定です。',
      en: 'Members with a site that is judged slower than its own normal, failing or intermittent now.',
    }[language],
    source: DETAIL,
    queries: [{ query: membersAffected([lastBefore(JUDGED_WITHIN), ...CHOSEN]), alias: '$col' }],
    unit: { ja: 'suffix: 構成員', en: 'none' }[language],
    decimals: 0,
    noValue: '0',
    steps: stepsOf([
      [null, 'green'],
      [1, 'yellow'],
    ]),
  });
}

/** Sites that are not normal, since when and how far from their own normal. */
export function notNormalNow(set: DashboardSet): Placed {
  const { language } = set;
  const t = (text: Text): string => text[language];
  return table({
    id: 12,
    width: 18,
    height: 11,
    title: t({ ja: 'いま平常でないサイト', en: 'Sites not normal now' }),
    description: t({
      ja: 'それぞれの平常時と比べた判定。判定は変わったときと毎正時に書かれるため、平常比はその時点の値です。',
      en: 'As judged against the normal of each site. Judgements are written when they change and each full hour; the ratio is of that time.',
    }),
    source: DETAIL,
    queries: [{ query: sitesNotNormal([lastBefore(JUDGED_WITHIN), ...CHOSEN]) }],
    unit: 'string',
    columns: columnsOf(set),
    sortBy: t({ ja: 'いつから', en: 'Since' }),
    isDescending: true,
  });
}

function columnsOf(set: DashboardSet): readonly Column[] {
  const { language } = set;
  const t = (text: Text): string => text[language];
  const members = sectorsSeen(set).flatMap((each) => each.members);
  const site =
    `/d/${dashboardUid('target', language)}?var-sector=\${sector}` +
    `&var-member=\${__data.fields.member:raw}&var-target=\${__data.fields.target:raw}&\${__url_time_range}`;
  return [
    { field: 'Time', title: t({ ja: '書かれた時刻', en: 'Written' }), unit: 'dateTimeAsIso' },
    { field: 'sector', title: t({ ja: 'セプター', en: 'Sector' }), unit: 'string' },
    {
      field: 'member',
      title: t({ ja: '構成員', en: 'Member' }),
      unit: 'string',
      mappings: nameMappings(members, language),
    },
    {
      field: 'target',
      title: t({ ja: '計測対象', en: 'Site' }),
      unit: 'string',
      links: [{ title: t({ ja: 'サイトの画面', en: 'Site' }), url: site }],
    },
    {
      field: 'judgement',
      title: t({ ja: '判定', en: 'Judgement' }),
      unit: 'string',
      mappings: judgementMappings(language),
      isColoured: true,
    },
    {
      field: 'ratio',
      title: t({ ja: '平常比', en: 'Ratio to normal' }),
      unit: { ja: 'suffix: 倍', en: 'suffix: ×' }[language],
      decimals: 1,
    },
    { field: 'since', title: t({ ja: 'いつから', en: 'Since' }), unit: 'dateTimeAsIso' },
  ];
}

interface TimelinePlace {
  readonly id: number;
  readonly height: number;
  readonly of: 'sector' | 'target';
}

/** What was said of each site, over the time range. */
export function judgements({ language }: DashboardSet, { id, height, of }: TimelinePlace): Placed {
  const where = of === 'sector' ? CHOSEN : [judgement.is('target', '$target')];
  return stateTimeline({
    id,
    width: 24,
    height,
    title: { ja: 'サイトごとの判定', en: 'Judgement by site' }[language],
    description: {
      ja: 'それぞれの平常時と比べた判定。変わったときだけ書かれるため、次に変わるまで前の判定を続けて示します。計測が止まっていた間も前の判定が続くので、結果の帯の空白とあわせて見てください。',
      en: 'As judged against the normal of each site. Judgements are written when they change, and each is shown until the next; where measuring stood still too, so read it with the blanks of the outcomes.',
    }[language],
    source: DETAIL,
    queries: [{ query: judgementsOverTime(where), alias: '$tag_target' }],
    unit: 'string',
    mappings: judgementMappings(language),
    maxDataPoints: 120,
    perPage: 40,
  });
}
