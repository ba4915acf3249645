import { describe, expect, it } from 'vitest';
import type { SharedIncidentDto } from '../../../src/board/dto/shared.ts';
import { newsOf, patternsOf } from '../../../src/board/web/display/pattern-news.ts';

function incident(id: string, change: Partial<SharedIncidentDto> = {}): SharedIncidentDto {
  return {
    ...{ id, pattern: 'sector-wide', since: 1, endedAt: null, ending: null, sites: [] },
    ...{ hasOthers: true, fact: null, sectors: [], ...change },
  };
}

describe('the sound of a screen', () => {
  it('is made for patterns that come and go alone', () => {
    const now = patternsOf([
      incident('a'),
      incident('site', { pattern: 'single' }),
      incident('over', { endedAt: 2 }),
    ]);
    expect(now.map(({ id }) => id)).toEqual(['a']);
    expect(newsOf(new Set(['b']), now)).toEqual({ began: now, ended: ['b'] });
    expect(newsOf(new Set(['a']), now)).toEqual({ began: [], ended: [] });
  });

  it('is not made for what goes on already when the screen is opened', () => {
    expect(newsOf(null, [incident('a')])).toEqual({ began: [], ended: [] });
  });
});
