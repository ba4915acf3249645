import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../src/app/backtest/differences.ts';
import type { Incident } from '../../../src/core/words/incident.ts';

function told(target: string, since: number, differs: Partial<Incident> = {}) {
  const incident: Incident = {
    id: `20261001-${since}`,
    pattern: 'single',
    subject: { kind: 'target', target },
    since,
    openedAt: since + 5,
    endedAt: since + 50,
    ending: 'recovered',
    mergedInto: null,
    severity: 1,
    targets: [],
    evidence: [],
    timeline: [],
    ...differs,
  };
  return { incident, why: { ja: '', en: '' } };
}

describe('what two configurations say differently', () => {
  it('is nothing where incidents differ in their numbers alone', () => {
    expect(differencesOf([told('a', 10)], [told('a', 10, { id: '20261001-9' })])).toEqual([]);
  });

  it('pairs incidents of one subject whose times overlap', () => {
    const [early, late] = [told('a', 10), told('a', 20)];
    expect(differencesOf([early], [late])).toEqual([{ ours: early, theirs: late }]);
  });

  it('leaves those alone that the other does not have, in the order in which they were said', () => {
    const [a, b, again] = [told('a', 30), told('b', 10), told('b', 100)];
    expect(differencesOf([a, again], [b])).toEqual([
      { ours: null, theirs: b },
      { ours: a, theirs: null },
      { ours: again, theirs: null },
    ]);
  });

  it('holds one that lasts against any later one of its subject', () => {
    const lasting = told('a', 10, { endedAt: null, ending: null });
    const later = told('a', 500);
    expect(differencesOf([lasting], [later])).toEqual([{ ours: lasting, theirs: later }]);
  });
});
