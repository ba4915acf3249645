import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Marked } from '../../core/words/marked.ts';
import type { BoardEnv } from '../board-env.ts';
import { nextIncidentsOf, nextPageOf, sendError, sendTable } from '../outlet.ts';
import { type Read, readDayQuery, readSamplesQuery } from '../read-query.ts';
import type { BoardSources, DayQuery } from '../sources.ts';
import {
  bandsTable,
  type DayPages,
  incidentsTable,
  ratiosTable,
  samplesTable,
} from './day-tables.ts';
import { incidentListTable, sitesTable } from './list-tables.ts';
import { TABLE_FORMATS, type Table, type TableFormat } from './table.ts';

export interface ExportParts {
  readonly sources: Pick<
    BoardSources,
    'day' | 'incidents' | 'sectorSites' | 'statements' | 'target' | 'targetSamples'
  >;
  /** Zone of times without an offset, as it is now. */
  readonly timezone: () => string;
  readonly clock: { now(): number };
}

/** Pages in one file at most; of samples a month of a site that is measured each minute, and more. */
const PAGES_AT_MOST = 20;
/** Of one of these pages. */
const INCIDENTS_A_PAGE = 1000;

/** Files of what is seen: by the same sources as the pages, so that each holds what its reader may know. */
export function addExportRoutes(app: OpenAPIHono<BoardEnv>, parts: ExportParts): void {
  const { sources } = parts;
  const day =
    (of: DayQuery['of'], tableOf: (pages: DayPages) => Table) => async (c: Context<BoardEnv>) => {
      const format = readFormat(c.req.query('format'));
      if (format.value === null) return sendError('invalid', format.problem);
      const read = readDayQuery((name) => c.req.query(name), parts.timezone());
      if (read.value === null) return sendError('invalid', read.problem);
      const viewer = c.get('viewer');
      const marked = await sources.day(viewer, { ...read.value, of });
      // Whoever has a judgement has the words of its member beside it.
      const said = of === 'all' ? [sources.statements(viewer)] : [];
      return sendTable({ pages: [marked, ...said], about: marked }, tableOf, format.value);
    };
  app.get('/api/export/bands', day('bands', bandsTable));
  app.get('/api/export/ratios', day('bands', ratiosTable));
  app.get('/api/export/incidents', day('all', incidentsTable));
  addListRoutes(app, parts);
  app.get('/api/export/samples/:id', async (c) => {
    const format = readFormat(c.req.query('format'));
    if (format.value === null) return sendError('invalid', format.problem);
    const id = c.req.param('id');
    const context = { now: parts.clock.now(), timezone: parts.timezone() };
    const read = readSamplesQuery(id, (name) => c.req.query(name), context);
    if (read.value === null) return sendError('invalid', read.problem);
    const viewer = c.get('viewer');
    const query = { ...read.value, stepMs: null };
    const ask = (from: number | null) =>
      sources.targetSamples(viewer, { ...query, from: from ?? query.from });
    // Before the pages: what is taken back meanwhile is in no page that is asked for afterwards.
    const about = await sources.target(viewer, id);
    const pages = await pagesOf(ask, nextPageOf);
    return sendTable({ pages, about }, samplesTable, format.value);
  });
}

/** Of lists as they are now. */
function addListRoutes(
  app: OpenAPIHono<BoardEnv>,
  { sources }: Pick<ExportParts, 'sources'>,
): void {
  app.get('/api/export/incident-list', async (c) => {
    const format = readFormat(c.req.query('format'));
    if (format.value === null) return sendError('invalid', format.problem);
    const viewer = c.get('viewer');
    const query = { target: null, open: false, atMost: INCIDENTS_A_PAGE };
    const ask = (before: string | null) => sources.incidents(viewer, { ...query, before });
    const listed = await pagesOf(ask, nextIncidentsOf);
    const pages = [...listed, sources.statements(viewer)];
    return sendTable({ pages, about: listed[0] ?? null }, incidentListTable, format.value);
  });
  app.get('/api/export/sectors/:id/sites', (c) => {
    const format = readFormat(c.req.query('format'));
    if (format.value === null) return sendError('invalid', format.problem);
    const viewer = c.get('viewer');
    const marked = sources.sectorSites(viewer, c.req.param('id'));
    const pages = [marked, sources.statements(viewer)];
    return sendTable({ pages, about: marked }, sitesTable, format.value);
  });
}

/** Every page, each from where the one before ended; one is null where the reader may not see what is asked for. */
async function pagesOf<T, Place>(
  /** null = from the beginning. */
  ask: (from: Place | null) => Promise<Marked<T> | null>,
  nextOf: (page: Marked<T>) => Place | null,
): Promise<readonly (Marked<T> | null)[]> {
  const pages: (Marked<T> | null)[] = [];
  let from: Place | null = null;
  do {
    const page = await ask(from);
    pages.push(page);
    from = page === null ? null : nextOf(page);
  } while (from !== null && pages.length < PAGES_AT_MOST);
  return pages;
}

function readFormat(text: string | undefined): Read<TableFormat> {
  const value = TABLE_FORMATS.find((format) => format === (text ?? 'csv'));
  if (value === undefined) return { value: null, problem: 'format: csv or ndjson is expected' };
  return { value, problem: null };
}
