import type { Text } from '../../core/words/language.ts';
import type { BrokenLine } from '../audit-chain.ts';

/** What a check of a store finds amiss, in words. */

export function damaged(found: string): Text {
  return { ja: `ファイルが壊れています（${found}）`, en: `the file is damaged (${found})` };
}

export function missingSamples(samples: number): Text {
  return {
    ja: `集計に数えられている計測値 ${samples} 件がありません`,
    en: `${samples} samples that the roll-ups count are not there`,
  };
}

export function uncounted(samples: number): Text {
  return {
    ja: `計測値 ${samples} 件が集計に数えられていません`,
    en: `${samples} samples are counted by no roll-up`,
  };
}

export function differentRollups(hours: number): Text {
  return {
    ja: `計測値から計算し直した集計 ${hours} 件が保存されたものと異なります`,
    en: `${hours} roll-ups do not come out of the samples as they are stored`,
  };
}

export function brokenAudit({ seq, fault }: BrokenLine): Text {
  const faults: Readonly<Record<BrokenLine['fault'], Text>> = {
    missing: { ja: '行がありません', en: 'the line is missing' },
    unlinked: { ja: '前の行につながりません', en: 'it does not follow from the line before it' },
    changed: { ja: '内容が書き換えられています', en: 'its words were changed' },
  };
  return {
    ja: `監査記録の ${seq} 行目が正しくありません: ${faults[fault].ja}`,
    en: `line ${seq} of the audit is not sound: ${faults[fault].en}`,
  };
}

export function auditLacks(seq: number): Text {
  return {
    ja: `監査記録に、そのバックアップの最後の行（${seq} 行目）がありません`,
    en: `the audit does not hold line ${seq}, the last one of that backup`,
  };
}
