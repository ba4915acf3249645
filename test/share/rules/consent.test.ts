import { describe, expect, it } from 'vitest';
import { CONSENTS, type Consent } from '../../../src/core/config.ts';
import {
  consentAfter,
  consentFor,
  firstConsent,
  secretariatSeesAfter,
} from '../../../src/share/rules/consent.ts';

const T = 1_700_000_000_000;
const versionsOf = (...steps: readonly (readonly [Consent, number])[]) =>
  steps.map(([level, at], index) => ({ version: index + 1, level, touched: true, at }));

describe('consent', () => {
  it('is counted where the file says nothing, and version 1 either way', () => {
    expect(firstConsent(null, T)).toEqual({ version: 1, level: 'counted', touched: false, at: T });
    expect(firstConsent('named', T)).toMatchObject({ version: 1, level: 'named' });
  });

  it('follows the file both ways until the member has touched it', () => {
    const first = firstConsent('counted', T);
    const wider = consentAfter(first, { by: 'file', level: 'named', at: T + 1 });
    expect(wider).toEqual({
      now: { version: 2, level: 'named', touched: false, at: T + 1 },
      result: 'widened',
    });
    expect(consentAfter(wider.now, { by: 'file', level: 'own', at: T + 2 })).toEqual({
      now: { version: 3, level: 'own', touched: false, at: T + 2 },
      result: 'lowered',
    });
  });

  it('is the member’s own from its first word on, even where that changes nothing', () => {
    const touched = consentAfter(firstConsent('sector', T), {
      by: 'member',
      level: 'sector',
      at: T + 1,
    });
    expect(touched).toEqual({
      now: { version: 2, level: 'sector', touched: true, at: T + 1 },
      result: 'same',
    });
    const again = { by: 'member', level: 'sector', at: T + 2 } as const;
    expect(consentAfter(touched.now, again).now).toBe(touched.now);
  });

  // From a level the member set to one the file asks for.
  it.each<readonly [Consent, Consent, 'same' | 'lowered' | 'refused', Consent]>([
    ['own', 'own', 'same', 'own'],
    ['own', 'counted', 'refused', 'own'],
    ['own', 'sector', 'refused', 'own'],
    ['own', 'named', 'refused', 'own'],
    ['counted', 'own', 'lowered', 'own'],
    ['counted', 'counted', 'same', 'counted'],
    ['counted', 'sector', 'refused', 'counted'],
    ['counted', 'named', 'refused', 'counted'],
    ['sector', 'own', 'lowered', 'own'],
    ['sector', 'counted', 'lowered', 'counted'],
    ['sector', 'sector', 'same', 'sector'],
    ['sector', 'named', 'refused', 'sector'],
    ['named', 'own', 'lowered', 'own'],
    ['named', 'counted', 'lowered', 'counted'],
    ['named', 'sector', 'lowered', 'sector'],
    ['named', 'named', 'same', 'named'],
  ])('set to %s by the member and %s by the file is %s: %s', (own, file, result, level) => {
    const { now } = consentAfter(firstConsent('counted', T), { by: 'member', level: own, at: T });
    const decision = consentAfter(now, { by: 'file', level: file, at: T + 1 });
    expect({ result: decision.result, level: decision.now.level }).toEqual({ result, level });
    expect(decision.now.touched).toBe(true);
    expect(decision.now.version).toBe(result === 'lowered' ? now.version + 1 : now.version);
  });

  it('stays lowered: the file cannot take back what it lowered', () => {
    const set = consentAfter(firstConsent(null, T), { by: 'member', level: 'named', at: T });
    const lowered = consentAfter(set.now, { by: 'file', level: 'own', at: T + 1 });
    const back = consentAfter(lowered.now, { by: 'file', level: 'named', at: T + 2 });
    expect(back).toEqual({ now: lowered.now, result: 'refused' });
    const byMember = consentAfter(lowered.now, { by: 'member', level: 'named', at: T + 3 });
    expect(byMember.result).toBe('widened');
  });

  it('withdrawn now is withdrawn for all times', () => {
    const versions = versionsOf(['named', T], ['own', T + 100]);
    for (const at of [0, T, T + 50, T + 100, T + 500]) {
      expect(consentFor(versions, at)).toBe('own');
    }
  });

  it('widened now opens nothing that happened before', () => {
    const versions = versionsOf(['counted', T], ['own', T + 100], ['named', T + 200]);
    expect(consentFor(versions, T + 99)).toBe('own');
    expect(consentFor(versions, T + 199)).toBe('own');
    expect(consentFor(versions, T + 200)).toBe('named');
  });

  it('is own where no version is known', () => {
    expect(consentFor([], T)).toBe('own');
  });

  it('never widens with time passing back, over every order of three levels', () => {
    for (const first of CONSENTS) {
      for (const second of CONSENTS) {
        for (const third of CONSENTS) {
          const versions = versionsOf([first, T], [second, T + 10], [third, T + 20]);
          const levels = [T, T + 10, T + 20].map((at) =>
            CONSENTS.indexOf(consentFor(versions, at)),
          );
          expect(levels).toEqual(levels.toSorted((a, b) => a - b));
          expect(levels.at(-1)).toBe(CONSENTS.indexOf(third));
        }
      }
    }
  });
});

describe('what the secretariat sees', () => {
  const first = { version: 1, level: 'detail', touched: false, at: T } as const;

  it('is the member’s to choose, and the file’s only to lower from then on', () => {
    const chosen = secretariatSeesAfter(first, { by: 'member', level: 'judgement', at: T + 1 });
    expect(chosen).toMatchObject({ result: 'lowered', now: { level: 'judgement', version: 2 } });
    const asked = { by: 'file', level: 'detail', at: T + 2 } as const;
    expect(secretariatSeesAfter(chosen.now, asked)).toEqual({ now: chosen.now, result: 'refused' });
  });

  it('follows the file before', () => {
    const asked = { by: 'file', level: 'judgement', at: T + 2 } as const;
    expect(secretariatSeesAfter(first, asked)).toMatchObject({ result: 'lowered' });
  });
});
