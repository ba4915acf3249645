import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Marked } from '../../../src/core/words/marked.ts';

const envelope = { marking: 'TLP:AMBER', asOf: 1, data: { secret: 'member-0001' } } as const;

describe('marked data', () => {
  it('opens to what was closed in it', () => {
    expect(Marked.open(Marked.close(envelope))).toBe(envelope);
  });

  it('shows nothing on any other way', () => {
    const marked = Marked.close(envelope);
    expect({ ...marked }).toEqual({});
    expect(Object.keys(marked)).toEqual([]);
    expect(Reflect.ownKeys(marked)).toEqual([]);
    expect(() => JSON.stringify({ marked })).toThrow(TypeError);
    expect(inspect(marked, { depth: 9, showHidden: true })).not.toContain('member-0001');
    expect(`${marked}`).not.toContain('member-0001');
  });

  it('does not pass through a structured clone', () => {
    expect(JSON.stringify(structuredClone({ ...Marked.close(envelope) }))).toBe('{}');
  });
});
