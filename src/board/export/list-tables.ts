import type { CsvCell } from '../../core/csv-cell.ts';
import type { IncidentListDto, IncidentRowDto } from '../dto/judging.ts';
import type { SharedIncidentListDto, SharedPageDto, SharedSiteDto } from '../dto/shared.ts';
import type { StatementDto, StatementListDto } from '../dto/statement.ts';
import { toldIncidentsTable } from './day-tables.ts';
import { STATEMENT_COLUMNS, statementCells, statementsIn } from './statement-columns.ts';
import type { Table } from './table.ts';

const NAME = 'incident-list';

/** Incidents as their list has them: to the operator a row each; else as those of a day. */
export function incidentListTable(
  pages: readonly (IncidentListDto | SharedIncidentListDto | StatementListDto)[],
): Table {
  const lists = pages.flatMap((page) => ('incidents' in page ? [page] : []));
  const shared = lists.flatMap((page) => ('view' in page ? page.incidents : []));
  const whole = lists.flatMap((page) => ('view' in page ? [] : page.incidents));
  const said = statementsIn(pages);
  return lists.some((page) => 'view' in page)
    ? toldIncidentsTable(NAME, shared, said)
    : {
        name: NAME,
        columns: [
          ...['incident', 'pattern', 'since_at', 'opened_at', 'ended_at', 'ending', 'merged_into'],
          ...['sectors', 'fields', 'subject', 'fact_kind', 'fact', 'target'],
          ...['member', 'member_ja', 'member_en'],
          ...['judgement', 'ratio', 'sites', 'affected', 'severity'],
          ...STATEMENT_COLUMNS,
        ],
        rows: whole.map((row) => incidentCells(row, said)),
      };
}

function incidentCells(row: IncidentRowDto, said: readonly StatementDto[]): readonly CsvCell[] {
  const { id, pattern, since, openedAt, endedAt, ending, mergedInto, subject, worst } = row;
  const fact = subject.kind === 'fact' ? subject.fact : null;
  const target = subject.kind === 'target' ? subject : null;
  const member = target?.member ?? null;
  const of = { target: target?.target ?? '', from: since, to: endedAt };
  return [
    ...[id, pattern, since, openedAt, endedAt, ending, mergedInto],
    ...[idsOf(row.sectors), idsOf(row.fields), subject.kind],
    ...[fact?.kind ?? null, fact?.text ?? null, target?.target ?? null],
    ...[member?.id ?? null, member?.name.ja ?? null, member?.name.en ?? null],
    ...[worst?.judgement ?? null, worst?.ratio ?? null],
    ...[row.sites, row.affected, row.severity, ...statementCells(said, of)],
  ];
}

function idsOf(named: readonly { readonly id: string }[]): string {
  return named.map(({ id }) => id).join(' ');
}

/**
 * The sites of a sector that the reader knows by name: a row for each series of one that he sees in detail,
 * else one of the judgement alone.
 */
export function sitesTable(pages: readonly (SharedPageDto | StatementListDto)[]): Table {
  const [page] = pages.flatMap((each) => ('sites' in each ? [each] : []));
  const said = statementsIn(pages);
  const sector = page?.sectors[0]?.id ?? '';
  const at = page?.releasedAt ?? 0;
  return {
    name: `sites-${sector}`,
    columns: [
      ...['target', 'member', 'member_ja', 'member_en', 'sector', 'judgement', 'since_at'],
      ...['suspect', 'stopped_at', 'family', 'scheduled_at', 'outcome', 'reason', 'total_ms'],
      ...['normal_ms', 'ratio', 'judged_ratio', ...STATEMENT_COLUMNS],
    ],
    rows: (page?.sites ?? []).flatMap((site) => {
      const words = statementCells(said, { target: site.target, from: at, to: null });
      return siteRows(site).map((cells) => [...cells, ...words]);
    }),
  };
}

function siteRows(site: SharedSiteDto): readonly (readonly CsvCell[])[] {
  const { target, member, sector, judgement, since, suspect, detail } = site;
  const own = [
    ...[target, member.id, member.name.ja, member.name.en, sector],
    // 0 and null alike: since when it is so is not known.
    ...[judgement, since === 0 ? null : since, suspect, detail?.stopped?.at ?? null],
  ];
  if (detail === null || detail.series.length === 0) {
    return [[...own, null, null, null, null, null, null, null, null]];
  }
  return detail.series.map(({ family, newest, normalMs, ratio }) => {
    const verdict = detail.verdicts.find((each) => each.family === family);
    return [
      ...[...own, family, newest?.scheduledAt ?? null, newest?.outcome ?? null],
      ...[newest?.reason ?? null, newest?.totalMs ?? null],
      ...[normalMs, ratio, verdict?.ratio ?? null],
    ];
  });
}
