import type { Language, Text } from '../../core/words/language.ts';

/** What people read for the values that change most; others are shown by their key. */
const LABELS: Readonly<Record<string, Text>> = {
  url: { ja: 'URL', en: 'URL' },
  consent: { ja: '共有範囲', en: 'sharing' },
  schedule: { ja: '計測間隔', en: 'schedule' },
  family: { ja: 'IP の版', en: 'IP version' },
  timeoutMs: { ja: '制限時間（ミリ秒）', en: 'timeout, ms' },
  sector: { ja: 'セプター', en: 'sector' },
  member: { ja: '構成員', en: 'member' },
  code: { ja: 'コード', en: 'code' },
  contacts: { ja: '連絡先', en: 'contacts' },
  'name.ja': { ja: '名称（日本語）', en: 'name (Japanese)' },
  'name.en': { ja: '名称（英語）', en: 'name (English)' },
  'enrolment.by': { ja: '同意者', en: 'enrolled by' },
  'enrolment.on': { ja: '同意日', en: 'enrolled on' },
  'enrolment.reference': { ja: '同意文書番号', en: 'enrolment reference' },
  secretariatSees: { ja: '事務局に見せる範囲', en: 'what the secretariat sees' },
  validFrom: { ja: '有効期間の初日', en: 'first valid day' },
  validTo: { ja: '有効期間の末日', en: 'last valid day' },
  'expect.status': { ja: '成功とする応答コード', en: 'expected status' },
  'expect.text': { ja: '本文にあるべき文字列', en: 'expected text' },
  'expect.header': { ja: '必要なヘッダー', en: 'expected headers' },
  'expect.title': { ja: '題名にあるべき文字列', en: 'expected title' },
  'expect.size.of': { ja: '本文の大きさの数え方', en: 'how the size is counted' },
  'expect.size.minBytes': { ja: '本文の大きさの下限', en: 'smallest size of the body' },
  'expect.size.maxBytes': { ja: '本文の大きさの上限', en: 'largest size of the body' },
  signs: { ja: '見た目の比較', en: 'comparing the look' },
  reference: { ja: '確認用サイト', en: 'reference sites' },
  'facts.operator': { ja: '運用事業者', en: 'operator of the site' },
};

export function fieldLabel(field: string, language: Language): string {
  return LABELS[field]?.[language] ?? field;
}
