import { describe, expect, it } from 'vitest';
import type { AuditLine } from '../../../src/core/words/audit.ts';
import { entryOfLook, type Look, lookOf } from '../../../src/core/words/look.ts';

const AT = Date.UTC(2026, 10, 22);

const LOOKS: readonly Look[] = [
  {
    ...{ at: AT, name: 'operator', viewer: { kind: 'operator' }, way: 'machine' },
    looked: { kind: 'target', target: 'gas-0001-home', right: 'detail', consent: 'own' },
  },
  {
    ...{ at: AT, name: 'jimu', viewer: { kind: 'secretariat', sector: 'gas' }, way: 'wall' },
    looked: { kind: 'list', sector: 'gas' },
  },
  {
    ...{ at: AT, name: 'kai', viewer: { kind: 'council' }, way: 'token' },
    looked: { kind: 'list', sector: null },
  },
  {
    ...{ at: AT, name: 'tonari@gas-2.example', way: 'session' },
    viewer: { kind: 'member', sector: 'gas', member: 'gas-0002' },
    looked: { kind: 'target', target: 'gas-0001-home', right: 'judgement', consent: 'sector' },
  },
];

describe('a look in the audit', () => {
  it.each(LOOKS)('of $viewer is read from its line as it was', (look) => {
    expect(lookOf(entryOfLook(look))).toEqual(look);
  });

  it('says who, what and under which consent in words that people read', () => {
    expect(
      LOOKS.map(entryOfLook).map(({ action, subject, detail }) => [action, subject, detail]),
    ).toEqual([
      ['target.viewed', 'gas-0001-home', 'operator; machine; detail; consent own'],
      ['list.viewed', 'gas', 'secretariat gas; wall'],
      ['list.viewed', null, 'council; token'],
      ['target.viewed', 'gas-0001-home', 'member gas/gas-0002; session; judgement; consent sector'],
    ]);
  });

  it('is not read from what is none', () => {
    const line = entryOfLook(LOOKS[0] as Look);
    const others: readonly Partial<AuditLine>[] = [
      { action: 'target.stopped' },
      { subject: null },
      { detail: null },
      { detail: 'operator; machine; bands; consent own' },
      { detail: 'operator; machine; detail; consent all' },
      { detail: 'operator; door; detail; consent own' },
      { detail: 'member gas; session; detail; consent own' },
      { detail: 'secretariat; session; detail; consent own' },
      { detail: 'guest; session; detail; consent own' },
    ];
    expect(others.map((change) => lookOf({ ...line, ...change }))).toEqual(others.map(() => null));
  });
});
