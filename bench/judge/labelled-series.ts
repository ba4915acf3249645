import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type PlainSeries, readSeries } from '../../src/app/backtest/read-series.ts';

/** A series whose unusual points people have marked. */
export interface LabelledSeries extends PlainSeries {
  readonly name: string;
  /** 1 = marked as unusual. */
  readonly labels: Uint8Array;
}

const LABEL_COLUMNS: readonly string[] = ['label', 'anomaly'];

/** Every CSV file of a folder, in order of name; the last column named label or anomaly is the label. */
export async function readLabelledSeries(folder: string): Promise<LabelledSeries[]> {
  const names = (await readdir(folder)).filter((name) => /\.csv(\.gz)?$/.test(name)).sort();
  return await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const series = await readSeries(path);
      return { ...series, name: name.replace(/\.csv(\.gz)?$/, ''), labels: await labelsOf(path) };
    }),
  );
}

async function labelsOf(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [head = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const columns = head.split(',').map((name) => name.trim().toLowerCase());
  const column = columns.findLastIndex((name) => LABEL_COLUMNS.includes(name));
  if (column < 0) throw new Error(`${path} has no column label or anomaly`);
  return Uint8Array.from(lines, (line) => Number(line.split(',')[column]));
}
