import type { Text } from '../core/words/language.ts';

/** Who carries practice sites: what members share there, they share as real ones do. */
export interface Provider {
  readonly name: Text;
  /** Zone of its own names. */
  readonly zone: string;
  /** Third part of its range 127.20.x.0/24; those in one data centre have the same. */
  readonly range: number;
  /** Its sites are reached by a CNAME into its zone. */
  readonly aliases: boolean;
}

export const PROVIDERS: readonly Provider[] = [
  provider('架空クラウド', 'Kakū Cloud', 'kakuu-cloud.example', { range: 1, aliases: true }),
  provider('夢見ホスティング', 'Yumemi Hosting', 'yumemi-hosting.example', {
    range: 5,
    aliases: false,
  }),
  provider('幻CDN', 'Maboroshi CDN', 'maboroshi-cdn.example', { range: 3, aliases: true }),
  provider('例え自治体クラウド', 'Tatoe Municipal Cloud', 'tatoe-cloud.example', {
    range: 4,
    aliases: true,
  }),
  provider('もしもデータセンター', 'Moshimo Data Center', 'moshimo-dc.example', {
    range: 5,
    aliases: false,
  }),
];

/** Zones of those who run name servers for others. */
export const NAME_SERVICES = ['sorairo-dns.example', 'kuusou-dns.example', 'tatoe-dns.example'];

function provider(
  ja: string,
  en: string,
  ...[zone, rest]: [string, Pick<Provider, 'range' | 'aliases'>]
): Provider {
  return { name: { ja, en }, zone, ...rest };
}
