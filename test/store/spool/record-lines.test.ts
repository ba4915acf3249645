import { describe, expect, it } from 'vitest';
import type { AdmittedTarget } from '../../../src/core/words/fan-out.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { StoredPoint } from '../../../src/core/words/stored-point.ts';
import { LineBatch } from '../../../src/store/spool/line-batch.ts';
import { RecordLines } from '../../../src/store/spool/record-lines.ts';
import type { LogRecord } from '../../../src/store/spool/record-readers.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { sampleAt } from '../store-sample.ts';
import { fanOutTo, shared } from './opened.ts';

const BEGIN = { segment: 1, offset: 0, entry: 0 };

function recordOf(samples: readonly Sample[], points: readonly StoredPoint[]): LogRecord {
  return {
    kind: points.length > 0 ? 'points' : 'samples',
    at: BEGIN,
    next: { segment: 1, offset: 100, entry: samples.length + points.length },
    writtenAt: 0,
    entries: samples.length + points.length,
    content: () => ({ samples, points, lost: 0 }),
  };
}

function takenBy(lines: RecordLines, bucket: string, record: LogRecord) {
  const batch = new LineBatch();
  const lost = lines.addTo(batch, bucket, record);
  const taken = Array.from({ length: batch.count }, (_, at) => batch.text(at, at + 1));
  return { lost, taken };
}

describe('the lines of a record', () => {
  const prober = (fields: StoredPoint['fields']): StoredPoint => ({
    ...{ bucket: 'yamabiko', measurement: 'prober', tags: { vantage: 'tokyo' }, fields, at: 7 },
  });

  it('leave out what no line can be made of, count it and say so', () => {
    const { log, entries } = recordedLog();
    const lines = new RecordLines(fanOutTo('yamabiko'), log);
    const record = recordOf([], [prober({ of_an_earlier_version: 1 }), prober({ due: 3 })]);
    expect(takenBy(lines, 'yamabiko', record)).toEqual({
      lost: 1,
      taken: ['prober,vantage=tokyo due=3i 7'],
    });
    expect(entries.map(({ event }) => event)).toEqual(['spool.line_not_made']);
  });

  it('go to a sector where its site was shared at their slot', () => {
    const { log } = recordedLog();
    const targets = [...shared('gas-1'), { id: 'gas-2', since: 2000 }];
    const sectors = [{ bucket: 'sector_gas', sector: 'gas', targets }];
    const lines = new RecordLines(fanOutTo('yamabiko', { sectors }), log);
    const at = (target: string, slot: number, sector = 'gas') => sampleAt(target, slot, { sector });
    const record = recordOf(
      [at('gas-1', 1000), at('gas-2', 1000), at('gas-2', 2000), at('gas-1', 2000, 'water')],
      [],
    );
    const { taken } = takenBy(lines, 'sector_gas', record);
    const found = taken.map((line) => [/target=([\w-]+)/.exec(line)?.[1], line.split(' ').at(-1)]);
    expect(found).toEqual([
      ['gas-1', '1000'],
      ['gas-2', '2000'],
    ]);
    expect(takenBy(lines, 'yamabiko', record).taken).toHaveLength(4);
    expect(takenBy(lines, 'shared', record).taken).toEqual([]);
  });

  it('name no site in a sector’s bucket whose readers may not know it now, however long they waited', () => {
    const { log } = recordedLog();
    const judged = (target: string): StoredPoint => ({
      ...{ bucket: 'sector_gas', measurement: 'judgement', at: 7 },
      ...{ tags: { target, sector: 'gas' }, fields: { judgement: 'slow' } },
    });
    const pattern: StoredPoint = {
      ...{ bucket: 'sector_gas', measurement: 'incident', at: 7 },
      ...{ tags: { pattern: 'sector-wide', sector: 'gas' }, fields: { members: 3 } },
    };
    const sectorWith = (...targets: AdmittedTarget[]) =>
      fanOutTo('yamabiko', { sectors: [{ bucket: 'sector_gas', sector: 'gas', targets }] });
    const lines = new RecordLines(
      sectorWith(...shared('gas-1'), { id: 'gas-2', since: null }),
      log,
    );
    const points = [judged('gas-1'), judged('gas-2'), judged('gas-3'), pattern];
    const record = recordOf([sampleAt('gas-2', 1000, { sector: 'gas' })], points);
    const sitesTaken = () =>
      takenBy(lines, 'sector_gas', record).taken.map(
        (line) => /target=([\w-]+)/.exec(line)?.[1] ?? 'none',
      );
    expect(sitesTaken()).toEqual(['gas-1', 'gas-2', 'none']);
    lines.setFanOut(sectorWith());
    expect(sitesTaken()).toEqual(['none']);
  });
});
