import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DayTexts } from '../../src/store/day-texts.ts';

const DAY = 86_400_000;
const T = Date.UTC(2026, 10, 22);

it('keeps the lines of each day in a file, and forgets the oldest', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-days-'));
  const texts = new DayTexts(join(dir, 'days'));
  expect(await texts.read(T)).toBe('');
  await texts.append(T, 'one\n');
  await texts.append(T, 'two\n');
  await texts.append(T + DAY, 'three\n');
  expect([await texts.read(T), await texts.read(T + DAY)]).toEqual(['one\ntwo\n', 'three\n']);
  await texts.forgetBefore(T + DAY);
  expect(readdirSync(join(dir, 'days'))).toEqual(['2026-11-23.ndjson']);
  rmSync(dir, { recursive: true });
});
