import { expect, it } from 'vitest';
import { withEntry } from '../../../../src/judge/rules/incidents/timeline.ts';

it('begins a timeline with what there is', () => {
  const entry = { at: 1, kind: 'grew', text: { ja: 'x', en: 'x' } } as const;
  expect(withEntry([], entry)).toEqual([entry]);
});
