import type { SharedWords } from './shared-words.ts';

export const SHARED_JA: SharedWords = {
  bandUntold: '示しません',
  colBand: '平常と異なる構成員',
  bandsNote:
    '名前を示していない構成員は、正確な数ではなく「なし・一部・半数以上」の段階で、1分ごとに示します。対象が5に満たないセプターは示しません。構成員の画面では、自セプターの段階に自組織を含めません。',
  bandReleased: '公表している段階',
  bandSince: 'この段階から',
  bandSinceAt: (at, orEarlier) => (orEarlier ? `${at}以前` : at),
  sharedRatioNote: '平常に対する応答時間の倍率の中央値（0.1刻み。対象が10以上のときだけ示します）',
  noSectorAffected: '段階を示しているセプターに、平常と異なる構成員はいません。',
  sectorsAffected: (sectors, fields) =>
    `${sectors}セプター（${fields}分野）で、平常と異なる構成員がいます。`,
  trend: (rose, fell) => {
    if (fell === null) return `広がっています: 15分前より高い段階が ${rose} セプター。`;
    if (rose === null) return `おさまりつつあります: 15分前より低い段階が ${fell} セプター。`;
    return `動いています: 15分前より高い段階が ${rose} セプター、低い段階が ${fell} セプター。`;
  },
  trendNone: '15分前と変わりません。',
  releasedAt: (at) => `段階は ${at} 時点`,
  sharedCrossSector: (sectors, since) =>
    `${since}ごろから、2つ以上の分野の、互いに関係のない計測対象が同時に平常と異なります${within(sectors)}。`,
  sharedSectorWide: (sectors, since) =>
    `${since}ごろから、1つのセプターの、互いに関係のない計測対象が同時に平常と異なります${within(sectors)}。`,
  sharedCommon: (fact, since) =>
    `${since}ごろから、平常と異なる計測対象に、共通点があります${fact === null ? '' : `（${fact}）`}。`,
  factInCommon: (fact) => `共通点: ${fact}`,
  namedSites: '名前を示す計測対象',
  nobodyNamed: 'このセプターに、あなたへ名前を示す計測対象はありません。',
  suspectSite: '計測側の障害の可能性',
  judgementOnly: '判定のみ',
  judgementOnlyNote: 'この計測対象については、名前と判定だけが共有されています。',
  sharedIncidentsNote:
    '名前を示す計測対象の事象と、段階を示しているセプターにかかわる広がりを、30日前まで示します。',
  roughTimes: 'ほかの構成員を含む広がりの時刻は、5分刻みで示します。',
  touchedSectors: 'かかわるセプター',
  othersIn: 'ほかに、名前を示さない計測対象が含まれます。',
  sharedDoubt: (since) =>
    `計測側の障害の可能性があります（${since}ごろから）。サイトの状況を表していないおそれがあります。`,
  saidKind: (kind) => `構成員の説明「${kind}」`,
  saidUntil: (until) => `（${until} まで）`,
  answerAgreed: '運用者が誤りを確認:',
  answerDeclined: '運用者は誤りを確認できず:',
};

function within(sectors: string): string {
  return sectors === '' ? '' : `（${sectors}）`;
}
