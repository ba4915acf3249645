import { describe, expect, it } from 'vitest';
import { Marked } from '../../src/core/words/marked.ts';
import { OPERATOR, type Viewer } from '../../src/core/words/viewer.ts';
import type { Concern } from '../../src/share/rules/action-right.ts';
import { createGate } from '../../src/share/seal.ts';

const MEMBER = { kind: 'member', member: 'gas-0001', sector: 'gas' } as const;
const OTHER = { kind: 'member', member: 'gas-0002', sector: 'gas' } as const;
const OFFICE = { kind: 'secretariat', sector: 'gas' } as const;

const ROWS: readonly (readonly [Viewer, readonly Concern[], boolean])[] = [
  [OPERATOR, [MEMBER, OTHER, { kind: 'operator' }, { kind: 'sector', sector: 'water' }], true],
  [MEMBER, [MEMBER], true],
  [MEMBER, [MEMBER, OTHER], false],
  [OFFICE, [MEMBER, OTHER], true],
  [OFFICE, [MEMBER, { kind: 'sector', sector: 'gas' }], false],
  [OFFICE, [{ ...MEMBER, sector: 'water' }], false],
  [{ kind: 'council' }, [{ kind: 'council' }], true],
  [{ kind: 'council' }, [MEMBER], false],
  [{ kind: 'observer' }, [{ kind: 'observer' }], true],
  [{ kind: 'observer' }, [{ kind: 'operator' }], false],
];

describe('the gate before accounts', () => {
  const gate = createGate();

  it.each(ROWS)('tells %o of accounts of %o: %s', (viewer, of, isTold) => {
    const marked = gate.seal(viewer, { kind: 'accounts', of }, { asOf: 5, data: { names: 1 } });
    const marking = marked && Marked.open(marked).marking;
    expect(marking).toBe(isTold ? 'TLP:AMBER+STRICT' : null);
  });

  it('tells everybody of his own', () => {
    const marked = gate.seal({ kind: 'observer' }, { kind: 'own_account' }, { asOf: 5, data: {} });
    expect(marked && Marked.open(marked).marking).toBe('TLP:AMBER+STRICT');
  });
});
