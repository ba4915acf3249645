import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { FIXTURES } from './rule-row.ts';

describe('an enrolment dated after today', () => {
  it('is a warning, by the day in the council’s zone, and the configuration holds all the same', async () => {
    const loaded = await loadConfig(join(FIXTURES, 'whole'), {
      now: Date.parse('2026-09-30T14:59:59Z'),
    });
    const said = loaded.warnings.filter(({ code }) => code === 'enrolment_in_future');
    expect(loaded.ok).toBe(true);
    expect(said.length).toBeGreaterThan(0);
    expect(said.map((warning) => formatProblem(warning, 'en'))[0]).toContain(
      'this site was enrolled on 2026-10-01, which is after today (2026-09-30): it is not measured before [enrolment_in_future]',
    );
    expect(said.map((warning) => formatProblem(warning, 'ja'))[0]).toContain(
      '同意の日付（2026-10-01）が本日（2026-09-30）より後のため、その日まで計測しません [enrolment_in_future]',
    );
  });

  it('is none from that day on', async () => {
    const loaded = await loadConfig(join(FIXTURES, 'whole'), {
      now: Date.parse('2026-09-30T15:00:00Z'),
    });
    expect(loaded.warnings.map(({ code }) => code)).not.toContain('enrolment_in_future');
  });
});
