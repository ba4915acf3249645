import type { Text } from './language.ts';

/** What targets may share, and what is said of it where the text is not for the viewer. */
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
} as const satisfies Readonly<Record<string, Text>>;
export type FactKind = keyof typeof FACT_KIND_LABELS;

export interface SharedFact {
  readonly kind: FactKind;
  /** A name server, a range, an issuer. */
  readonly text: string;
}
