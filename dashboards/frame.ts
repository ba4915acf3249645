import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type AnnotationQuery,
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { INCIDENT } from '../src/core/schema.ts';
import { LANGUAGES, STANDING_SENTENCE, type Text } from '../src/core/words/language.ts';
import type { Marking } from '../src/core/words/marking.ts';
import { type DashboardSet, DETAIL } from './dashboard-set.ts';
import { asDataquery, dataSource } from './dress.ts';
import { as, select, TIME_RANGE, wordsOf } from './influxql.ts';
import { type DashboardKind, dashboardUid, languageTag } from './naming.ts';
import type { Placed } from './panel-spec.ts';
import { note } from './panels.ts';
import type { Variable } from './variables.ts';
import { type Json, withoutUnknown } from './without-unknown.ts';

/** What is special about a dashboard. */
export interface Frame {
  readonly kind: DashboardKind;
  readonly title: Text;
  /** One sentence: the question it answers. */
  readonly purpose: Text;
  readonly marking: Marking;
  readonly variables: readonly Variable[];
  /** Path of the board's page that shows the same. */
  readonly boardPath: string;
  /** From the left, then from above; a row is as high as its highest panel. */
  readonly rows: readonly (readonly Placed[])[];
  /** Default `now-6h`. */
  readonly from?: string;
}

/** A dashboard as Grafana stores it, in the classic model. */
export type DashboardJson = Readonly<Record<string, Json>>;

const NOTE_ID = 1;

/** Puts a dashboard together: its panels in their places, variables, links, incidents and standing words. */
export function dashboardOf(set: DashboardSet, frame: Frame): DashboardJson {
  const { language, council } = set;
  const builder = new DashboardBuilder(titleOf(set, frame))
    .uid(dashboardUid(frame.kind, language))
    .description(`${frame.purpose[language]} ${STANDING_SENTENCE[language]}`)
    .tags(tagsOf(set, frame))
    .timezone(council.timezone)
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: frame.from ?? 'now-6h', to: 'now' })
    .timepicker(new TimePickerBuilder().refreshIntervals(['30s', '1m', '5m', '15m']))
    .refresh('1m')
    .weekStart('monday')
    .variables([...frame.variables])
    .annotations([incidents(set)])
    .links(linksOf(set, frame));
  place(builder, [[noteOf(set, frame)], ...frame.rows]);
  return withoutUnknown(builder.build());
}

function titleOf({ language, council }: DashboardSet, { title }: Frame): string {
  const mark = { ja: '【模擬データ】', en: '[PRACTICE] ' }[language];
  return `${council.practice ? mark : ''}${title[language]}`;
}

function tagsOf({ language, council }: DashboardSet, { marking }: Frame): string[] {
  return ['yamabiko', languageTag(language), marking, ...(council.practice ? ['practice'] : [])];
}

function noteOf(set: DashboardSet, { purpose, marking }: Frame): Placed {
  const { language, council } = set;
  const practice = {
    ja: '**模擬データです。実在の組織の計測値ではありません。** ',
    en: '**PRACTICE data: no real organisation was measured.** ',
  }[language];
  const lines = [
    `${council.practice ? practice : ''}**${marking}** ${purpose[language]}`,
    STANDING_SENTENCE[language],
  ];
  return note({ id: NOTE_ID, height: 3, text: lines.join('\n\n') });
}

function place(builder: DashboardBuilder, rows: readonly (readonly Placed[])[]): void {
  let y = 0;
  for (const row of rows) {
    let x = 0;
    for (const { width, height, panel } of row) {
      const built = panel.build();
      built.gridPos = { x, y, w: width, h: height };
      builder.withPanel({ build: () => built });
      x += width;
    }
    y += Math.max(...row.map(({ height }) => height));
  }
}

/** To the others of the set, to the same in the other language, and to the board. */
function linksOf({ language, council }: DashboardSet, frame: Frame): Builder<DashboardLink>[] {
  const others = new DashboardLinkBuilder({ ja: '山びこ', en: 'Yamabiko' }[language])
    .type(DashboardLinkType.Dashboards)
    .tags([languageTag(language)])
    .includeVars(true)
    .keepTime(true);
  const translations = LANGUAGES.filter((other) => other !== language).map((other) =>
    new DashboardLinkBuilder({ ja: '日本語', en: 'English' }[other])
      .type(DashboardLinkType.Link)
      .icon('external link')
      .url(`/d/${dashboardUid(frame.kind, other)}`)
      .includeVars(true)
      .keepTime(true),
  );
  const board = new DashboardLinkBuilder({ ja: 'ボードで見る', en: 'On the board' }[language])
    .type(DashboardLinkType.Link)
    .icon('external link')
    .url(`${council.publicUrl}${frame.boardPath}`)
    .targetBlank(true);
  return [others, ...translations, ...(council.publicUrl === null ? [] : [board])];
}

/** Stretches of not-normal, over the time axes of all panels. */
function incidents({ language }: DashboardSet): Builder<AnnotationQuery> {
  const incident = wordsOf(INCIDENT);
  const text = { ja: 'text_ja', en: 'text_en' } as const;
  const query = select({
    columns: [
      as(incident.name(text[language]), 'text'),
      as(incident.name('pattern'), 'tags'),
      as(incident.name('ended_at'), 'end'),
    ],
    from: incident.from,
    where: [TIME_RANGE],
  });
  const target = asDataquery({
    refId: 'incidents',
    query,
    queryType: 'tags',
    fromAnnotations: true,
    name: { ja: '事象', en: 'Incidents' }[language],
    textColumn: 'text',
    tagsColumn: 'tags',
    timeEndColumn: 'end',
    titleColumn: '',
    limit: 0,
    matchAny: false,
    tags: [],
    type: '',
  });
  return new AnnotationQueryBuilder()
    .name({ ja: '事象', en: 'Incidents' }[language])
    .datasource(dataSource(DETAIL))
    .enable(true)
    .iconColor('red')
    .target({ build: () => target });
}
