import { STANDING_SENTENCE, type Text } from '../../core/words/language.ts';

export interface Surroundings {
  /** Places measured from. */
  readonly vantages: number;
  readonly practice: boolean;
  readonly drill: boolean;
}

const PRACTICE: Text = { ja: '模擬データ', en: 'PRACTICE' };
const DRILL: Text = { ja: '【訓練】', en: '[EXERCISE]' };
const ONE_VANTAGE: Text = { ja: '観測点1か所による計測', en: 'measured from one vantage' };

/** What every outlet says beside its data, whoever reads: the marks first, the standing sentence last. */
export function standingWordsOf({ vantages, practice, drill }: Surroundings): readonly Text[] {
  return [
    ...(drill ? [DRILL] : []),
    ...(practice ? [PRACTICE] : []),
    ...(vantages === 1 ? [ONE_VANTAGE] : []),
    STANDING_SENTENCE,
  ];
}
