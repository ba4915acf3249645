import { describe, expect, it } from 'vitest';
import { type WhyFacts, whyOf } from '../../../../src/judge/rules/target/why.ts';

const FACTS: WhyFacts = {
  judgement: 'normal',
  normalMs: 182,
  ratio: 1,
  moved: null,
  reason: null,
  failedPhase: null,
  pending: null,
  criticalMs: null,
  wallMs: (10 * 60 + 2) * 60_000,
};

describe('the reason of a verdict', () => {
  it.each<[string, Partial<WhyFacts>, string, string]>([
    [
      'normal',
      {},
      '平常 182 ms に対し 182 ms（1.0 倍）。10:02 から。',
      '182 ms against a normal 182 ms (1.0 times). Since 10:02.',
    ],
    [
      'normal, while a failure waits to be confirmed',
      { pending: 'by-attempt', reason: 'timeout' },
      '平常 182 ms に対し 182 ms（1.0 倍）。直近の計測は失敗（時間切れ）。数秒後の再計測で確かめます。10:02 から。',
      '182 ms against a normal 182 ms (1.0 times). The newest probe failed (timed out); a second one seconds later is to confirm it. Since 10:02.',
    ],
    [
      'normal, where the next slot confirms',
      { pending: 'by-next-slot', reason: 'connect', ratio: 2 },
      '平常 182 ms に対し 364 ms（2.0 倍）。直近の計測は失敗（接続できず）。次の計測で確かめます。10:02 から。',
      '364 ms against a normal 182 ms (2.0 times). The newest probe failed (no connection); the next one is to confirm it. Since 10:02.',
    ],
    [
      'normal, before anything is learned',
      { normalMs: null, ratio: null },
      '応答は確認できています。平常時の応答時間は学習中です。10:02 から。',
      'The site answers; what is normal for it is still being learned. Since 10:02.',
    ],
    [
      'slow, with the phase that moved',
      { judgement: 'slow', ratio: 2.97, moved: { phase: 'wait', usualMs: 120, nowMs: 470 } },
      '平常 182 ms に対し 541 ms（3.0 倍）。応答待ちが 120 ms → 470 ms。10:02 から。',
      '541 ms against a normal 182 ms (3.0 times). The server wait took 470 ms in place of 120 ms. Since 10:02.',
    ],
    [
      'slow, far and above the threshold',
      { judgement: 'slow', normalMs: 1200, ratio: 12.4, criticalMs: 3000 },
      '平常 1,200 ms に対し 14.9 s（12 倍）。しきい値 3,000 ms を超えています。10:02 から。',
      '14.9 s against a normal 1,200 ms (12 times). Above the threshold of 3,000 ms. Since 10:02.',
    ],
    [
      'slow, of few milliseconds',
      { judgement: 'slow', normalMs: 3.14, ratio: 2 },
      '平常 3.1 ms に対し 6.3 ms（2.0 倍）。10:02 から。',
      '6.3 ms against a normal 3.1 ms (2.0 times). Since 10:02.',
    ],
    [
      'failing between phases',
      { judgement: 'failing', reason: 'status' },
      '想定外の応答コード。失敗が続けて確認されました。10:02 から。',
      'Unexpected status. Failures were confirmed in a row. Since 10:02.',
    ],
    [
      'flapping',
      { judgement: 'flapping', reason: 'reset' },
      '応答がある回とない回が入れ替わっています。直近の失敗は「途中で切断」。10:02 から。',
      'Answers and failures take turns. The last failure: connection reset. Since 10:02.',
    ],
    [
      'blocked',
      { judgement: 'blocked', reason: 'blocked' },
      'サイト側の防御機能が計測を遮断したとみられます。利用者には応答している可能性があります。遮断がこの観測点からの計測だけのものかは、1か所からは分かりません。10:02 から。',
      'A defence of the site appears to block the probes; visitors may well be answered. Whether it blocks this vantage alone is not known from one. Since 10:02.',
    ],
    [
      'maintenance',
      { judgement: 'maintenance' },
      '計画作業の時間帯のため、判定していません。10:02 から。',
      'Not judged during planned work. Since 10:02.',
    ],
    [
      'unknown',
      { judgement: 'unknown' },
      '判定に使える計測値がありません。10:02 から。',
      'There is no sample to judge by. Since 10:02.',
    ],
  ])('says why it is %s', (_, facts, ja, en) => {
    expect(whyOf({ ...FACTS, ...facts })).toEqual({ ja, en });
  });

  it('leaves out a time of day that was on another day', () => {
    const { ja, en } = whyOf({ ...FACTS, judgement: 'unknown', wallMs: null });
    expect(ja).toBe('判定に使える計測値がありません。');
    expect(en).toBe('There is no sample to judge by.');
  });
});
