import { describe, expect, it } from 'vitest';
import * as labels from '../../../src/core/words/labels.ts';
import {
  BLAMES,
  FAILURE_REASONS,
  MISSED_CAUSES,
  OUTCOMES,
  PHASES,
  SUSPECT_CAUSES,
  VALIDITIES,
} from '../../../src/core/words/outcome.ts';

const FORBIDDEN = /標的|ターゲット|攻撃|原因|\battack\b|\bcause\b/i;

describe('the labels', () => {
  it.each([
    ['outcome', labels.OUTCOME_LABELS, OUTCOMES],
    ['phase', labels.PHASE_LABELS, PHASES],
    ['reason', labels.REASON_LABELS, [...FAILURE_REASONS, ...MISSED_CAUSES]],
    ['reason in a sentence', labels.REASON_SENTENCES, [...FAILURE_REASONS, ...MISSED_CAUSES]],
    ['blame', labels.BLAME_LABELS, BLAMES],
    ['validity', labels.VALIDITY_LABELS, VALIDITIES],
    ['doubt', labels.SUSPECT_LABELS, SUSPECT_CAUSES],
  ])(
    'name every %s in both languages, no two alike, without a forbidden word',
    (_, named, codes) => {
      expect(Object.keys(named).toSorted()).toEqual(codes.toSorted());
      for (const language of ['ja', 'en'] as const) {
        const texts = Object.values(named).map((text) => text[language]);
        expect(texts.filter((text) => text === '' || FORBIDDEN.test(text))).toEqual([]);
        expect(new Set(texts).size).toBe(texts.length);
      }
    },
  );
});

it('says of a prober that is down that it may have been stopped, not only replaced', () => {
  const { ja, en } = labels.REASON_SENTENCES.prober_down;
  expect(ja).toContain('停止または再起動');
  expect(en).toContain('stopping or being replaced');
});
