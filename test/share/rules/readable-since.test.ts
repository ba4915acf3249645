import { describe, expect, it } from 'vitest';
import type { Consent } from '../../../src/core/config.ts';
import { readableSince } from '../../../src/share/rules/readable-since.ts';
import { sharedTarget } from './shared.ts';

const COUNCIL = { kind: 'council' } as const;
const OFFICE = { kind: 'secretariat', sector: 'gas' } as const;
const target = sharedTarget({ id: 'gas-0001-home', member: 'gas-0001' });

function from(at: number, consent: Consent, secretariatSees: 'detail' | 'judgement' = 'detail') {
  return { at, consent, secretariatSees };
}

describe('since when something may be read', () => {
  it('is always where it was never closed', () => {
    expect(readableSince(COUNCIL, { target, versions: [] }, 'judgement')).toBe(-Infinity);
    const versions = [from(0, 'named'), from(5, 'named', 'judgement')];
    expect(readableSince(COUNCIL, { target, versions }, 'judgement')).toBe(-Infinity);
  });

  it('is the last time that it was opened, however often before', () => {
    const versions = [
      from(0, 'named'),
      from(5, 'counted'),
      from(7, 'named'),
      from(9, 'sector'),
      from(12, 'named'),
      from(20, 'named', 'judgement'),
    ];
    expect(readableSince(COUNCIL, { target, versions }, 'judgement')).toBe(12);
  });

  it('is of values apart from names, as the secretariat may see them', () => {
    const versions = [from(0, 'own'), from(5, 'counted', 'judgement'), from(8, 'counted')];
    const shared = { target, versions };
    expect(readableSince(OFFICE, shared, 'judgement')).toBe(5);
    expect(readableSince(OFFICE, shared, 'detail')).toBe(8);
  });

  it('is never where it is closed now', () => {
    expect(readableSince(COUNCIL, { target, versions: [from(0, 'own')] }, 'judgement')).toBe(
      Infinity,
    );
  });
});
