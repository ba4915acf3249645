import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuditLine } from '../../src/core/words/audit.ts';
import { CHAIN_START, chained, followChain } from '../../src/store/audit-chain.ts';
import { T0 } from './store-sample.ts';

const LINES = chainOf(5);

describe('the chain of the audit', () => {
  it('hashes the canonical JSON of the line before, the number and the entry', () => {
    const [first, second] = LINES;
    const canonical =
      `{"action":"target.stopped","actor":"operator","at":${T0 + 1},"detail":null,` +
      `"previousHash":"${first?.hash}","seq":2,"subject":"サイト1"}`;
    expect(second?.hash).toBe(createHash('sha256').update(canonical).digest('hex'));
  });

  it('is whole as it was made, from its start or from a line known to be sound', () => {
    const last = LINES[4];
    const end = { seq: 5, hash: last?.hash };
    expect(followChain(LINES)).toEqual({ end, broken: null });
    const { end: third } = followChain(LINES.slice(0, 3));
    expect(followChain(LINES.slice(3), third)).toEqual({ end, broken: null });
    expect(followChain([])).toEqual({ end: CHAIN_START, broken: null });
  });

  const changes: readonly [string, Partial<AuditLine>][] = [
    ['time', { at: T0 + 999 }],
    ['actor', { actor: 'somebody' }],
    ['action', { action: 'target.resumed' }],
    ['subject', { subject: null }],
    ['detail', { detail: 'x' }],
    ['hash', { hash: '1'.repeat(64) }],
  ];
  it.each(changes)('names the first line whose %s was changed', (_what, change) => {
    const lines = LINES.map((line) => (line.seq === 3 ? { ...line, ...change } : line));
    expect(followChain(lines).broken).toEqual({ seq: 3, fault: 'changed' });
  });

  it('names a line that was left out', () => {
    const lines = LINES.filter(({ seq }) => seq !== 2);
    expect(followChain(lines).broken).toEqual({ seq: 2, fault: 'missing' });
  });

  it('names a line that was put in between under an own, sound hash', () => {
    const [first, second, third] = LINES;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('short');
    const forged = chained({ ...second, action: 'target.stopped', actor: 'somebody' }, first);
    expect(followChain([first, forged, third]).broken).toEqual({ seq: 3, fault: 'unlinked' });
  });

  it('names the first line where the beginning was cut off', () => {
    expect(followChain(LINES.slice(1)).broken).toEqual({ seq: 1, fault: 'missing' });
  });
});

function chainOf(length: number): AuditLine[] {
  const lines: AuditLine[] = [];
  for (let index = 0; index < length; index += 1) {
    const subject = `サイト${index}`;
    const entry = { at: T0 + index, actor: 'operator', subject, detail: null };
    lines.push(chained({ ...entry, action: 'target.stopped' }, lines.at(-1) ?? CHAIN_START));
  }
  return lines;
}
