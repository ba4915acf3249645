import type { Language, Text } from '../../core/words/language.ts';
import type { NoticeMatter } from '../../core/words/notice.ts';
import type { LetterPart } from './letter.ts';

const HELD: Text = {
  ja: 'この状態が続く間、サイトについてのお知らせは送らずに控えています。解消した時点でまだ続いているものは、その後にお知らせします。',
  en: 'While this lasts, notices about sites are held back. What still lasts when it is over is told then.',
};

/** What the operator looks at first when its own network is doubted. */
export const PROBER_CHECKS: readonly Text[] = [
  {
    ja: '計測しているサーバから、外部のサイトを開けるか、名前解決ができるかを確かめる',
    en: 'See from the measuring server whether outside sites open and names resolve',
  },
  {
    ja: '計測側の回線、ルータ、ファイアウォールと、回線事業者の障害情報を確かめる',
    en: 'Check the measuring side’s line, router and firewall, and its provider’s status page',
  },
  {
    ja: '計測しているサーバで `npx yamabiko check <URL>` を実行し、別の回線で開いた結果と比べる',
    en: 'Run `npx yamabiko check <URL>` on the measuring server and compare with what another line sees',
  },
];

/** A doubt of our own network: what was seen, and what is held back while it lasts. */
export function proberParts(
  { why, ending }: Pick<NoticeMatter, 'why' | 'ending'>,
  language: Language,
): readonly LetterPart[] {
  if (ending !== null) return [];
  return [...(why === undefined ? [] : [why]), HELD].map((text) => ({
    kind: 'paragraph' as const,
    text: text[language],
  }));
}

export function isOfProber({ key }: Pick<NoticeMatter, 'key'>): boolean {
  return key === 'prober';
}
