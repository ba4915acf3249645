import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Marked } from '../../core/words/marked.ts';
import type { BoardEnv } from '../board-env.ts';
import type { SharedDayDto } from '../dto/shared-day.ts';
import type { SamplesDto } from '../dto/target.ts';
import { nextPageOf, sendError, sendTable } from '../outlet.ts';
import { type Read, readDayQuery, readSamplesQuery } from '../read-query.ts';
import type { BoardSources, DayQuery, TargetSamplesQuery } from '../sources.ts';
import { bandsTable, incidentsTable, ratiosTable, samplesTable } from './day-tables.ts';
import { TABLE_FORMATS, type Table, type TableFormat } from './table.ts';

export interface ExportParts {
  readonly sources: Pick<BoardSources, 'day' | 'target' | 'targetSamples'>;
  /** Zone of times without an offset, as it is now. */
  readonly timezone: () => string;
  readonly clock: { now(): number };
}

/** Pages of samples in one file at most: a month of a site that is measured each minute, and more. */
const PAGES_AT_MOST = 20;

/** Files of what is seen: by the same sources as the pages, so that each holds what its reader may know. */
export function addExportRoutes(app: OpenAPIHono<BoardEnv>, parts: ExportParts): void {
  const { sources } = parts;
  const day =
    (of: DayQuery['of'], tableOf: (days: readonly SharedDayDto[]) => Table) =>
    async (c: Context<BoardEnv>) => {
      const format = readFormat(c.req.query('format'));
      if (format.value === null) return sendError('invalid', format.problem);
      const read = readDayQuery((name) => c.req.query(name), parts.timezone());
      if (read.value === null) return sendError('invalid', read.problem);
      const marked = await sources.day(c.get('viewer'), { ...read.value, of });
      return sendTable({ pages: [marked], about: marked }, tableOf, format.value);
    };
  app.get('/api/export/bands', day('bands', bandsTable));
  app.get('/api/export/ratios', day('bands', ratiosTable));
  app.get('/api/export/incidents', day('all', incidentsTable));
  app.get('/api/export/samples/:id', async (c) => {
    const format = readFormat(c.req.query('format'));
    if (format.value === null) return sendError('invalid', format.problem);
    const id = c.req.param('id');
    const context = { now: parts.clock.now(), timezone: parts.timezone() };
    const read = readSamplesQuery(id, (name) => c.req.query(name), context);
    if (read.value === null) return sendError('invalid', read.problem);
    const viewer = c.get('viewer');
    const pages = await pagesOf(read.value, (query) => sources.targetSamples(viewer, query));
    const about = await sources.target(viewer, id);
    return sendTable({ pages, about }, samplesTable, format.value);
  });
}

/** Every page of raw samples that a query has; one is null where the reader may not see the site. */
async function pagesOf(
  query: TargetSamplesQuery,
  ask: (query: TargetSamplesQuery) => Promise<Marked<SamplesDto> | null>,
): Promise<readonly (Marked<SamplesDto> | null)[]> {
  const pages: (Marked<SamplesDto> | null)[] = [];
  let from: number | null = query.from;
  while (from !== null && pages.length < PAGES_AT_MOST) {
    const page = await ask({ ...query, from, stepMs: null });
    pages.push(page);
    from = page === null ? null : nextPageOf(page);
  }
  return pages;
}

function readFormat(text: string | undefined): Read<TableFormat> {
  const value = TABLE_FORMATS.find((format) => format === (text ?? 'csv'));
  if (value === undefined) return { value: null, problem: 'format: csv or ndjson is expected' };
  return { value, problem: null };
}
