import { ROLLUP_COLUMNS, storedName } from '../../core/schema.ts';
import { PERIOD_MS, PERIODS, type Period } from '../../core/words/rollup.ts';
import { HOUR_MS } from './day-key.ts';
import type { FileSchema } from './file-schema.ts';
import type { HourStats, PeriodStats } from './rollup-build.ts';
import { SeriesBook, type SeriesName } from './series-book.ts';
import { type Cell, type Cells, type FileOptions, SqliteFile, wholeOf } from './sqlite-file.ts';

const VERSION = 2;
/** Key: hour of the month × 2^28 + series × 2^4 + period within the hour (0 for the hour itself). */
const HOUR_SPAN = 2 ** 28;
const SERIES_SPAN = 16;

export const ROLLUP_TABLES: Readonly<Record<Period, string>> = {
  '5m': 'five_minute',
  '1h': 'hour',
};

const FIGURES = `key INTEGER PRIMARY KEY, count INTEGER NOT NULL, failures INTEGER NOT NULL,
  missed INTEGER NOT NULL, suspect INTEGER NOT NULL, confirmations INTEGER NOT NULL,
  min_us INTEGER, max_us INTEGER, sum_us INTEGER NOT NULL, sketch BLOB NOT NULL,
  suspect_failures INTEGER`;

/** Tables of one UTC month; the views `rollups_5m` and `rollups_1h` show them for people. */
export function rollupSchema(month: number): FileSchema {
  return {
    version: VERSION,
    sql: `
      CREATE TABLE series (
        id INTEGER PRIMARY KEY, target TEXT NOT NULL, vantage TEXT NOT NULL, family INTEGER NOT NULL);
      CREATE TABLE hour (${FIGURES});
      ${viewOf('1h', month)}
      ${fiveMinuteSql(month)}`,
    migrations: {
      1: Object.values(ROLLUP_TABLES)
        .map((table) => `ALTER TABLE ${table} ADD COLUMN suspect_failures INTEGER;`)
        .concat(PERIODS.map((period) => `DROP VIEW rollups_${period}; ${viewOf(period, month)}`))
        .join('\n'),
    },
  };
}

/** The part of the schema that retention takes away first. */
function fiveMinuteSql(month: number): string {
  return `CREATE TABLE five_minute (${FIGURES}); ${viewOf('5m', month)}`;
}

function viewOf(period: Period, month: number): string {
  const columns = ROLLUP_COLUMNS.map((column) => {
    const name = storedName(column);
    return `${expressionOf(name, period, month)} AS ${name}`;
  });
  return `CREATE VIEW rollups_${period} AS SELECT ${columns.join(', ')}, r.sketch
    FROM ${ROLLUP_TABLES[period]} r JOIN series s ON s.id = (r.key >> 4) & 16777215
    WHERE r.count > 0;`;
}

function expressionOf(name: string, period: Period, month: number): string {
  if (name === 'at') {
    return `${month} + (r.key >> 28) * ${HOUR_MS} + (r.key & 15) * ${PERIOD_MS[period]}`;
  }
  return ['target', 'vantage', 'family'].includes(name) ? `s.${name}` : `r.${name}`;
}

const ROW = `(${Array(11).fill('?').join(', ')})`;
const PERIODS_PER_HOUR = HOUR_MS / PERIOD_MS['5m'];

const UPSERT = (table: string, rows = 1) => `
  INSERT INTO ${table} VALUES ${Array(rows).fill(ROW).join(', ')}
  ON CONFLICT (key) DO UPDATE SET count = excluded.count, failures = excluded.failures,
    missed = excluded.missed, suspect = excluded.suspect, confirmations = excluded.confirmations,
    min_us = excluded.min_us, max_us = excluded.max_us, sum_us = excluded.sum_us,
    sketch = excluded.sketch, suspect_failures = excluded.suspect_failures
  WHERE excluded.count + excluded.confirmations >= count + confirmations`;
const UPSERT_PERIODS = UPSERT('five_minute', PERIODS_PER_HOUR);
const UPSERTS = { '5m': UPSERT('five_minute'), '1h': UPSERT('hour') } as const;

/** Rows of one series from the hour of the key ?1 to below the key ?2, hour by hour. */
const readSql = (table: string): string => `
  WITH RECURSIVE hours (low) AS (
    SELECT ?1 UNION ALL SELECT low + ${HOUR_SPAN} FROM hours WHERE low + ${HOUR_SPAN} < ?2)
  SELECT r.* FROM hours CROSS JOIN ${table} r
    ON r.key BETWEEN hours.low AND hours.low + ${SERIES_SPAN - 1}`;
const READ = { '5m': readSql('five_minute'), '1h': readSql('hour') } as const;

/** One UTC month's roll-ups. */
export class RollupFile {
  readonly month: number;
  readonly file: SqliteFile;
  readonly series: SeriesBook;

  constructor(path: string, month: number, options: FileOptions) {
    this.month = month;
    this.file = new SqliteFile(path, rollupSchema(month), options);
    try {
      this.series = new SeriesBook(this.file);
    } catch (error) {
      this.file.close();
      throw error;
    }
  }

  /** Id of a series, made when absent. */
  idOf(name: SeriesName): number {
    return this.series.add(name);
  }

  /**
   * Writes a period of a series; `at` is ms since the month's start. What is stored stays where the
   * new figures count fewer samples: raw only shrinks when it was lost.
   */
  write(period: Period, series: number, stats: PeriodStats): void {
    const values: RollupValue[] = [];
    pushRow(values, keyOfPeriod(period, series, stats.at), stats);
    this.file.statement(UPSERTS[period]).run(...values);
  }

  /** Writes the periods of one hour, whose `at` is ms since `dayAt`, itself ms since the month's start. */
  writeHour(series: number, stats: HourStats, dayAt: number): void {
    const { fiveMinute, hour } = stats;
    const values: RollupValue[] = [];
    for (const period of fiveMinute) {
      pushRow(values, keyOfPeriod('5m', series, period.at + dayAt), period);
    }
    const isWhole = fiveMinute.length === PERIODS_PER_HOUR;
    if (isWhole) this.file.statement(UPSERT_PERIODS).run(...values);
    else for (const period of fiveMinute) this.write('5m', series, shifted(period, dayAt));
    this.write('1h', series, shifted(hour, dayAt));
  }

  /** Rows of a series with `at` in [from, to), ms since the month's start, ascending. */
  read(period: Period, series: number, range: { from: number; to: number }): StoredRollup[] {
    const hour = Math.floor(range.from / HOUR_MS);
    if (range.from >= range.to) return [];
    const low = hour * HOUR_SPAN + series * SERIES_SPAN;
    const past = Math.ceil(range.to / HOUR_MS) * HOUR_SPAN;
    return this.file
      .rows(READ[period], low, past)
      .map((cells) => storedRollup(period, cells))
      .filter(({ at }) => at >= range.from && at < range.to);
  }

  close(): void {
    this.file.close();
  }
}

/** A stored period; `at` is ms since the month's start. */
export type StoredRollup = PeriodStats;

type RollupValue = number | null | Uint8Array;

function pushRow(values: RollupValue[], key: number, stats: PeriodStats): void {
  const { count, failures, missed, suspect, confirmations, minUs, maxUs, sumUs, sketch } = stats;
  values.push(key, count, failures, missed, suspect, confirmations, minUs, maxUs, sumUs, sketch);
  values.push(stats.suspectFailures);
}

function shifted(stats: PeriodStats, byMs: number): PeriodStats {
  return { ...stats, at: stats.at + byMs };
}

function keyOfPeriod(period: Period, series: number, at: number): number {
  const hour = Math.floor(at / HOUR_MS);
  const within = Math.floor((at - hour * HOUR_MS) / PERIOD_MS[period]);
  return hour * HOUR_SPAN + series * SERIES_SPAN + within;
}

function storedRollup(period: Period, cells: Cells): StoredRollup {
  const key = wholeOf(cells[0]);
  const sketch = cells[9];
  return {
    at: Math.floor(key / HOUR_SPAN) * HOUR_MS + (key % SERIES_SPAN) * PERIOD_MS[period],
    count: wholeOf(cells[1]),
    failures: wholeOf(cells[2]),
    missed: wholeOf(cells[3]),
    suspect: wholeOf(cells[4]),
    confirmations: wholeOf(cells[5]),
    minUs: numberOrNull(cells[6]),
    maxUs: numberOrNull(cells[7]),
    sumUs: wholeOf(cells[8]),
    sketch: sketch instanceof Uint8Array ? sketch : new Uint8Array(0),
    suspectFailures: numberOrNull(cells[10]),
  };
}

/** A column that a file of an older program lacks is null too. */
function numberOrNull(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : wholeOf(cell);
}
