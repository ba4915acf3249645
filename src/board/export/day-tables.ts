import type { SharedIncidentDto } from '../dto/shared.ts';
import type { SharedDayDto } from '../dto/shared-day.ts';
import type { StatementDto, StatementListDto } from '../dto/statement.ts';
import type { SamplesDto } from '../dto/target.ts';
import { STATEMENT_COLUMNS, statementCells, statementsIn } from './statement-columns.ts';
import type { Table } from './table.ts';

/** Days, and what members say of the judgements in them. */
export type DayPages = readonly (SharedDayDto | StatementListDto)[];

/** Bands of a day, a row for each stretch of minutes in which one was the same. */
export function bandsTable(pages: DayPages): Table {
  return {
    name: 'bands',
    columns: [
      ...['from_at', 'to_at', 'sector', 'field', 'level', 'at_least', 'band_ja', 'band_en'],
      ...['since_at', 'or_earlier'],
    ],
    rows: daysOf(pages)
      .flatMap(({ sectors }) => sectors)
      .flatMap(({ id, field, bands }) =>
        bands.map(({ from, to, level, atLeast, text, since, orEarlier }) => [
          ...[from, to, id, field.id, level, atLeast, text.ja, text.en, since, orEarlier],
        ]),
      ),
  };
}

/** Ratios of a day, a row for each stretch in which one was the same. */
export function ratiosTable(pages: DayPages): Table {
  return {
    name: 'ratios',
    columns: ['from_at', 'to_at', 'sector', 'field', 'ratio'],
    rows: daysOf(pages)
      .flatMap(({ sectors }) => sectors)
      .flatMap(({ id, field, ratios }) =>
        ratios.map(({ from, to, ratio }) => [from, to, id, field.id, ratio]),
      ),
  };
}

/** Incidents of a day. */
export function incidentsTable(pages: DayPages): Table {
  const incidents = daysOf(pages).flatMap((day) => day.incidents);
  return toldIncidentsTable('incidents', incidents, statementsIn(pages));
}

/**
 * Incidents as those who share are told of them, a row for each site that is named, or one where none is,
 * with what its member says.
 */
export function toldIncidentsTable(
  name: string,
  incidents: readonly SharedIncidentDto[],
  said: readonly StatementDto[],
): Table {
  return {
    name,
    columns: [
      ...['incident', 'pattern', 'since_at', 'ended_at', 'ending', 'sectors', 'has_others'],
      ...['fact_kind', 'fact', 'target', 'member', 'member_ja', 'member_en', 'judgement'],
      ...STATEMENT_COLUMNS,
    ],
    rows: incidents.flatMap((incident) => {
      const { id, pattern, since, endedAt, ending, sectors, hasOthers, fact, sites } = incident;
      const touched = sectors.map((sector) => sector.id).join(' ');
      const head = [id, pattern, since, endedAt, ending, touched, hasOthers];
      const own = [...head, fact?.kind ?? null, fact?.text ?? null];
      const nothing = STATEMENT_COLUMNS.map(() => null);
      if (sites.length === 0) return [[...own, null, null, null, null, null, ...nothing]];
      return sites.map((site) => [
        ...[...own, site.target, site.member.id, site.member.name.ja, site.member.name.en],
        ...[site.judgement, ...statementCells(said, site)],
      ]);
    }),
  };
}

function daysOf(pages: DayPages): readonly SharedDayDto[] {
  return pages.flatMap((page) => ('incidents' in page ? [page] : []));
}

/** First attempts of a site, a row each. */
export function samplesTable(pages: readonly SamplesDto[]): Table {
  const target = pages[0]?.target ?? '';
  const points = pages.flatMap((page) => (page.kind === 'raw' ? page.points : []));
  return {
    name: `samples-${target}`,
    columns: [
      ...['scheduled_at', 'target', 'family', 'outcome', 'reason', 'blame', 'status_code'],
      ...['total_ms', 'ttfb_ms', 'dns_ms', 'connect_ms', 'tls_ms', 'send_ms', 'wait_ms'],
      ...['transfer_ms', 'other_ms', 'validity', 'suspect_cause', 'peer_address'],
    ],
    rows: points.map((point) => {
      const { scheduledAt, family, outcome, reason, blame, statusCode, totalMs, ttfbMs } = point;
      const { dns, connect, tls, send, wait, transfer, other } = point.phases;
      return [
        ...[scheduledAt, target, family, outcome, reason, blame, statusCode, totalMs, ttfbMs],
        ...[dns, connect, tls, send, wait, transfer, other],
        ...[point.validity, point.suspectCause, point.peerAddress],
      ];
    }),
  };
}
