import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { KeptRecords } from '../../../src/store/embedded/kept-records.ts';
import type { RecordText } from '../../../src/store/embedded/record-text.ts';
import { StateFile } from '../../../src/store/embedded/state-file.ts';

const SERIES = Array.from({ length: 10 }, (_, index) => `site-${index}/4`);

function success(series: string, at: number): RecordText {
  const target = series.slice(0, -2);
  return { series, target, at, attempt: 1, success: true, fixed: target, varying: `[${at}]` };
}

it('keeps no more series in memory than it may, and forgets no record for that', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-kept-'));
  const state = new StateFile(join(dir, 'state.sqlite'), { readOnly: false, sync: 'normal' });
  onTestFinished(() => {
    state.file.close();
    rmSync(dir, { recursive: true });
  });
  const kept = new KeptRecords(state.file, 4);
  for (let at = 1; at <= 5; at += 1) {
    for (const [index, series] of SERIES.entries()) {
      kept.keep([success(series, at)]);
      expect(kept.isFlushDue(0)).toBe(kept.size > 4);
      if (index % 5 === 4) {
        expect(kept.size).toBeGreaterThan(4);
        for (const _step of kept.flush(0));
        expect(kept.size).toBe(0);
      }
    }
  }
  for (const series of SERIES) {
    const varying = kept.records(series.slice(0, -2)).map((record) => record.varying);
    expect(varying).toEqual(['[5]', '[4]', '[3]']);
  }
});

it('keeps what it wrote in memory while that is not too much', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-kept-'));
  const state = new StateFile(join(dir, 'state.sqlite'), { readOnly: false, sync: 'normal' });
  onTestFinished(() => {
    state.file.close();
    rmSync(dir, { recursive: true });
  });
  const kept = new KeptRecords(state.file, 20);
  kept.keep(SERIES.map((series) => success(series, 1)));
  expect(kept.isFlushDue(0)).toBe(false);
  for (const _step of kept.flush(0));
  expect(kept.size).toBe(SERIES.length);
});
