import type { Text } from './language.ts';

/** What targets may share. */
export const FACT_KINDS = [
  'network',
  'name_servers',
  'alias',
  'operator',
  'autonomous_system',
  'certificate_issuer',
  'certificate',
  'server_family',
  'via_family',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** What is said of a fact where its text is not for the viewer. */
export const FACT_KIND_LABELS = {
  network: { ja: '同じアドレス範囲', en: 'the same address range' },
  name_servers: { ja: '同じ名前サーバ', en: 'the same name servers' },
  alias: { ja: '同じ別名（CNAME）', en: 'the same alias (CNAME)' },
  operator: { ja: '同じ運用事業者', en: 'the same provider' },
  autonomous_system: { ja: '同じAS', en: 'the same autonomous system' },
  certificate_issuer: { ja: '同じ証明書発行者', en: 'the same certificate issuer' },
  certificate: { ja: '同じ証明書', en: 'the same certificate' },
  server_family: { ja: '同じサーバソフトウェア', en: 'the same server software' },
  via_family: { ja: '同じ中継ソフトウェア', en: 'the same intermediary software' },
} as const satisfies Readonly<Record<FactKind, Text>>;

/** What a fact is called where its text stands beside it. */
export const FACT_NAMES = {
  network: { ja: 'アドレス範囲', en: 'address range' },
  name_servers: { ja: '名前サーバ', en: 'name servers' },
  alias: { ja: '別名（CNAME）', en: 'alias (CNAME)' },
  operator: { ja: '運用事業者', en: 'provider' },
  autonomous_system: { ja: 'AS', en: 'autonomous system' },
  certificate_issuer: { ja: '証明書発行者', en: 'certificate issuer' },
  certificate: { ja: '証明書の指紋', en: 'certificate fingerprint' },
  server_family: { ja: 'サーバソフトウェア', en: 'server software' },
  via_family: { ja: '中継ソフトウェア', en: 'intermediary software' },
} as const satisfies Readonly<Record<FactKind, Text>>;

export interface SharedFact {
  readonly kind: FactKind;
  /** A range, an issuer; name servers as one set, in order of the alphabet, a space between. */
  readonly text: string;
}
