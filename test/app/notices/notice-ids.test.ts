import { describe, expect, it } from 'vitest';
import { NoticeIds } from '../../../src/app/notices/notice-ids.ts';
import type { PatternView } from '../../../src/app/notices/pattern-views.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { AT, MINUTE, VIEWERS } from '../sharing/shared-council.ts';

const SLOT = AT - 4 * MINUTE;

function pattern(id: string, openedAt: number): Incident {
  return incidentOf({
    ...{ id, pattern: 'cross-sector', subject: { kind: 'council' } },
    ...{ targets: ['far-named'], since: AT, more: { openedAt } },
  });
}

/** Of these patterns, of which the board shows those of `shown`. */
function idsOf(patterns: readonly Incident[], shown: readonly string[]): NoticeIds {
  return new NoticeIds({
    book: { patterns: () => patterns, holding: () => [] },
    views: {
      viewOf: ({ id }) => ({ form: { isShown: shown.includes(id) } }) as PatternView,
    },
    toldSince: () => Number.NEGATIVE_INFINITY,
  });
}

const first = pattern('20261122-1', AT);
const second = pattern('20261122-2', AT + 1000);

describe('the id of a pattern in notices', () => {
  it('is its place among those that the board shows of the same five minutes', () => {
    const ids = idsOf([first, second], [first.id, second.id]);
    expect(ids.ofPattern(VIEWERS.council, second)).toEqual({ toldAs: `pattern-${SLOT}-2` });
    const other = idsOf([first, second], [second.id]);
    expect(other.ofPattern(VIEWERS.council, second)).toEqual({ toldAs: `pattern-${SLOT}-1` });
    expect(ids.ofPattern(VIEWERS.operator, second)).toEqual({});
  });

  it('leads nowhere where the board shows it no more', () => {
    const alone = idsOf([first], []).ofPattern(VIEWERS.council, first);
    expect(alone).toEqual({ toldAs: `pattern-${SLOT}-1`, isUnlisted: true });
    const among = idsOf([first, second], [second.id]).ofPattern(VIEWERS.council, first);
    expect(among).toEqual({ isUnlisted: true });
  });
});
