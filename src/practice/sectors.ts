import type { Text } from '../core/words/language.ts';

/** A sector of the full practice council; its members are as many as the real one's. */
export interface PracticeSector {
  readonly id: string;
  readonly field: string;
  readonly name: Text;
  readonly members: number;
  /** What its members' names end in, Japanese and English, the most usual first. */
  readonly endings: readonly Text[];
}

export const PRACTICE_FIELDS: readonly { readonly id: string; readonly name: Text }[] = [
  { id: 'ict', name: { ja: '情報通信', en: 'Information and communication' } },
  { id: 'finance', name: { ja: '金融', en: 'Finance' } },
  { id: 'aviation', name: { ja: '航空', en: 'Aviation' } },
  { id: 'electric-power', name: { ja: '電力', en: 'Electric power' } },
  { id: 'gas', name: { ja: 'ガス', en: 'Gas' } },
  {
    id: 'government',
    name: { ja: '政府・行政サービス', en: 'Government and administrative services' },
  },
  { id: 'water', name: { ja: '水道', en: 'Water' } },
  { id: 'logistics', name: { ja: '物流', en: 'Logistics' } },
  { id: 'chemicals', name: { ja: '化学', en: 'Chemicals' } },
  { id: 'credit', name: { ja: 'クレジット', en: 'Credit' } },
  { id: 'petroleum', name: { ja: '石油', en: 'Petroleum' } },
  { id: 'railway', name: { ja: '鉄道', en: 'Railway' } },
  { id: 'medical', name: { ja: '医療', en: 'Medical' } },
];

/** The sectors of the council with the number of members of each. */
export const PRACTICE_SECTORS: readonly PracticeSector[] = [
  sector('telecom', 'ict', ['T-CEPTOAR（情報通信）', 'Telecommunications CEPTOAR'], {
    members: 25,
    endings: ['通信=Telecom', 'ネットワーク=Networks', 'モバイル=Mobile'],
  }),
  sector('cable-tv', 'ict', ['ケーブルテレビCEPTOAR', 'Cable television CEPTOAR'], {
    members: 336,
    endings: ['ケーブルテレビ=Cable Television', 'ケーブルネット=Cable Net'],
  }),
  sector('broadcasting', 'ict', ['放送CEPTOAR', 'Broadcasting CEPTOAR'], {
    members: 196,
    endings: ['放送=Broadcasting', 'テレビ=Television', 'ラジオ=Radio'],
  }),
  sector('banking', 'finance', ['銀行等CEPTOAR', 'Banking CEPTOAR'], {
    members: 1416,
    endings: ['銀行=Bank', '信用金庫=Shinkin Bank', '信用組合=Credit Union', '農協=Farm Bank'],
  }),
  sector('securities', 'finance', ['証券CEPTOAR', 'Securities CEPTOAR'], {
    members: 273,
    endings: ['証券=Securities', '投資=Investment'],
  }),
  sector('life-insurance', 'finance', ['生命保険CEPTOAR', 'Life insurance CEPTOAR'], {
    members: 41,
    endings: ['生命=Life Insurance'],
  }),
  sector('general-insurance', 'finance', ['損害保険CEPTOAR', 'General insurance CEPTOAR'], {
    members: 46,
    endings: ['損害保険=General Insurance'],
  }),
  sector('aviation', 'aviation', ['航空CEPTOAR', 'Aviation CEPTOAR'], {
    members: 15,
    endings: ['航空=Airlines', 'エアー=Air'],
  }),
  sector('electric-power', 'electric-power', ['電力CEPTOAR', 'Electric power CEPTOAR'], {
    members: 17,
    endings: ['電力=Electric Power', '送配電=Power Grid'],
  }),
  sector('gas', 'gas', ['GAS CEPTOAR', 'Gas CEPTOAR'], {
    members: 10,
    endings: ['ガス=Gas'],
  }),
  sector('local-government', 'government', ['自治体CEPTOAR', 'Local government CEPTOAR'], {
    members: 1788,
    endings: ['市=City', '町=Town', '村=Village', '区=Ward', '県=Prefecture'],
  }),
  sector('water', 'water', ['水道CEPTOAR', 'Water supply CEPTOAR'], {
    members: 8,
    endings: ['水道=Waterworks'],
  }),
  sector('logistics', 'logistics', ['物流CEPTOAR', 'Logistics CEPTOAR'], {
    members: 23,
    endings: ['運輸=Transport', '倉庫=Warehousing'],
  }),
  sector('chemicals', 'chemicals', ['化学CEPTOAR', 'Chemicals CEPTOAR'], {
    members: 13,
    endings: ['化学=Chemicals'],
  }),
  sector('credit', 'credit', ['クレジットCEPTOAR', 'Credit CEPTOAR'], {
    members: 51,
    endings: ['カード=Card', 'クレジット=Credit'],
  }),
  sector('petroleum', 'petroleum', ['石油CEPTOAR', 'Petroleum CEPTOAR'], {
    members: 12,
    endings: ['石油=Petroleum'],
  }),
  sector('railway', 'railway', ['鉄道CEPTOAR', 'Railway CEPTOAR'], {
    members: 23,
    endings: ['鉄道=Railway', '電鉄=Electric Railway'],
  }),
  sector('medical', 'medical', ['医療CEPTOAR', 'Medical CEPTOAR'], {
    members: 10,
    endings: ['病院=Hospital', '医療センター=Medical Center'],
  }),
];

/** `endings` as `ja=en`. */
function sector(
  id: string,
  field: string,
  ...[[ja, en], rest]: [
    readonly [ja: string, en: string],
    { readonly members: number; readonly endings: readonly string[] },
  ]
): PracticeSector {
  return {
    id,
    field,
    name: { ja: `模擬 ${ja}`, en: `${en} (practice)` },
    members: rest.members,
    endings: rest.endings.map((ending) => {
      const [endingJa = '', endingEn = ''] = ending.split('=');
      return { ja: endingJa, en: endingEn };
    }),
  };
}
