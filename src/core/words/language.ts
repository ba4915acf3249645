export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Something a person reads, in both languages. */
export type Text = Readonly<Record<Language, string>>;

/** The sentence that every outlet carries. */
export const STANDING_SENTENCE: Text = {
  ja: '外部からの計測に基づく参考情報であり、原因を断定するものではありません。',
  en: 'Reference information measured from outside; it does not establish a cause.',
};
