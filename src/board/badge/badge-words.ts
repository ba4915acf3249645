import type { Language } from '../../core/words/language.ts';

/** What a badge says beside names, bands, judgements and times. */
export interface BadgeWords {
  readonly practice: string;
  readonly exercise: string;
  readonly oneVantage: string;
  readonly reference: string;
  readonly ratio: (ratio: string) => string;
  readonly asOf: (at: string) => string;
  /** What the site's member says of its judgement, by its kind, and how much more it says. */
  readonly said: (kind: string, more: number) => string;
  /** Between a name and what is said of it, for who has it read to him. */
  readonly colon: string;
  readonly stop: string;
}

export const BADGE_WORDS: Readonly<Record<Language, BadgeWords>> = {
  ja: {
    practice: '模擬データ',
    exercise: '訓練',
    oneVantage: '観測点1か所',
    reference: '参考情報',
    ratio: (ratio) => `平常比${ratio}倍`,
    asOf: (at) => `${at} 時点`,
    said: (kind, more) => `構成員の説明「${kind}」${more === 0 ? '' : `ほか ${more} 件`}`,
    colon: '：',
    stop: '。',
  },
  en: {
    practice: 'PRACTICE DATA',
    exercise: 'EXERCISE',
    oneVantage: 'one vantage',
    reference: 'reference information',
    ratio: (ratio) => `${ratio}× normal`,
    asOf: (at) => `as of ${at}`,
    said: (kind, more) => `the member says “${kind}”${more === 0 ? '' : ` and ${more} more`}`,
    colon: ': ',
    stop: '. ',
  },
};
