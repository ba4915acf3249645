import { describe, expect, it } from 'vitest';
import { siteTroublesOf as troublesOfHeld } from '../../../src/app/sharing/site-troubles.ts';
import type { Incident, IncidentTarget } from '../../../src/core/words/incident.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { AT, MINUTE } from './shared-council.ts';

const SITE = 'gas-0001-home';

/** An incident that holds the site so. */
function holding(entry: Partial<IncidentTarget>, more: Partial<Incident> = {}): Incident {
  const subject = { kind: 'target', target: SITE } as const;
  const shape = {
    id: '20261122-7',
    pattern: 'single',
    subject,
    targets: [SITE],
    since: AT,
  } as const;
  const incident = incidentOf({ ...shape, more });
  return { ...incident, targets: incident.targets.map((each) => ({ ...each, ...entry })) };
}

function siteTroublesOf(target: string, incidents: readonly Incident[], since?: number) {
  const held = incidents.flatMap((incident) =>
    incident.targets.flatMap((entry) => (entry.target === target ? [{ incident, entry }] : [])),
  );
  return troublesOfHeld(held, since).map(({ behind: _, ...trouble }) => trouble);
}

const merged = (endedAt: number) =>
  ({ ending: 'merged', mergedInto: '20261122-9', endedAt }) as const;

describe('the troubles of a site', () => {
  it('are none where no incident holds it', () => {
    expect(siteTroublesOf('gas-0002-home', [holding({})])).toEqual([]);
  });

  it('last from its first sample that was not normal to the one since which it is', () => {
    const from = AT - 9 * MINUTE + 7;
    const to = AT - MINUTE + 7;
    const over = holding({ from, to }, { endedAt: AT, ending: 'adopted' });
    expect(siteTroublesOf(SITE, [holding({ from: AT }), over])).toEqual([
      { from, to, ending: 'adopted', judgement: 'slow' },
      { from: AT, to: null, ending: null, judgement: 'slow' },
    ]);
  });

  it('do not tell when a pattern took the site in', () => {
    const alone = holding({ from: AT, judgement: 'failing' }, merged(AT + 3 * MINUTE + 123));
    const pattern = holding({ from: AT + MINUTE }, { id: '20261122-9', pattern: 'sector-wide' });
    expect(siteTroublesOf(SITE, [alone, pattern])).toEqual([
      { from: AT, to: null, ending: null, judgement: 'failing' },
    ]);
    const later = holding(
      { from: AT + MINUTE, to: AT + 9 * MINUTE },
      { id: '20261122-9', pattern: 'sector-wide' },
    );
    expect(siteTroublesOf(SITE, [alone, later])).toEqual([
      { from: AT, to: AT + 9 * MINUTE, ending: 'recovered', judgement: 'failing' },
    ]);
  });

  it('do not tell when a pattern let the site go, but to five minutes', () => {
    const endedAt = AT + 8 * MINUTE + 321;
    const pattern = holding({}, { pattern: 'cross-sector', endedAt, ending: 'recovered' });
    const known = { from: AT, ending: 'recovered', judgement: 'slow' };
    expect(siteTroublesOf(SITE, [pattern])).toEqual([{ ...known, to: AT + 6 * MINUTE }]);
    const alone = holding({}, merged(endedAt));
    expect(siteTroublesOf(SITE, [alone])).toEqual([{ ...known, to: AT + 6 * MINUTE }]);
    const soon = holding({}, { ...merged(AT + 30_000) });
    expect(siteTroublesOf(SITE, [soon])).toEqual([{ ...known, to: AT }]);
  });

  describe('without what was before a moment', () => {
    const since = AT + 4 * MINUTE;

    it('are not those that were over', () => {
      const said = { to: since - MINUTE, endSaidAt: since };
      const over = holding(said, { endedAt: since, ending: 'recovered' });
      expect(siteTroublesOf(SITE, [over])).toHaveLength(1);
      expect(siteTroublesOf(SITE, [over], since)).toEqual([]);
      expect(siteTroublesOf(SITE, [over], since - 1)).toMatchObject([
        { from: since - 1, to: since - 1, ending: 'recovered' },
      ]);
    });

    it('begin with it, as bad as from then on, whatever held the site before', () => {
      const alone = holding({ judgement: 'failing' }, merged(AT + 3 * MINUTE));
      const eased = [{ judgement: 'slow' as const, since: since - 1 }];
      const to = AT + 9 * MINUTE;
      const pattern = holding({ judgement: 'flapping', eased, to }, { pattern: 'sector-wide' });
      const whole = { to, ending: 'recovered' };
      expect(siteTroublesOf(SITE, [alone, pattern])).toEqual([
        { ...whole, from: AT, judgement: 'failing' },
      ]);
      expect(siteTroublesOf(SITE, [alone, pattern], since)).toEqual([
        { ...whole, from: since, judgement: 'slow' },
      ]);
    });

    it('end no earlier than they begin', () => {
      const endedAt = since + 30_000;
      const pattern = holding({}, { pattern: 'cross-sector', endedAt, ending: 'recovered' });
      expect(siteTroublesOf(SITE, [pattern], since)).toMatchObject([{ from: since, to: since }]);
    });
  });
});
