import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firingOf } from '../../src/config/firing.ts';
import { loadConfig } from '../../src/config/load.ts';
import { targetsOf } from '../../src/core/config.ts';

describe('the shipped example', async () => {
  const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
  const config = loaded.ok ? loaded.config : null;
  const placed = config === null ? [] : targetsOf(config);

  it('loads without problems or warnings', () => {
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
  });

  it('measures practice sites only, in six sectors of five fields', () => {
    expect(config?.practice).toBe(true);
    expect(config?.sectors).toHaveLength(6);
    expect(new Set(config?.sectors.map(({ field }) => field)).size).toBe(5);
    expect(placed.length).toBeGreaterThanOrEqual(24);
  });

  it('has every target measured within 10 s of the start', () => {
    for (const { target } of placed) {
      const firing = firingOf(target.schedule, 'Asia/Tokyo');
      expect(firing).toEqual({ kind: 'fires', smallestGapMs: 10_000 });
    }
  });

  it('is healthy for the most part', () => {
    const troubled = ['flaky', 'unreachable', 'error', 'expired', 'hanging'];
    const count = placed.filter(({ target }) => troubled.includes(target.practice ?? '')).length;
    expect(count).toBeGreaterThan(0);
    expect(count / placed.length).toBeLessThanOrEqual(0.25);
  });

  it('names organisations in both languages that nobody takes for real', () => {
    for (const { member } of placed) {
      expect(member.name.ja).toMatch(/架空|夢見|幻|空色|例え|もしも|空言|空想/);
      expect(member.name.en).toMatch(/Kakū|Yumemi|Maboroshi|Sorairo|Tatoe|Moshimo|Soragoto|Kūsō/);
    }
  });
});
