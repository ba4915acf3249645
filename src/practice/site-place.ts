import { NAME_SERVICES, PROVIDERS, type Provider } from './providers.ts';
import { seededRandom } from './seeded-random.ts';

/** Where a practice site stands in the practice council's own network. */
export interface SitePlace {
  readonly host: string;
  /** The zone that holds the host, with name servers of its own. */
  readonly zone: string;
  /** null = the member runs it itself. */
  readonly provider: Provider | null;
  /** Host names, in order. */
  readonly nameServers: readonly string[];
  /** Names that `host` leads to one after the other; the last has the address. Empty = itself. */
  readonly aliases: readonly string[];
  /** On loopback, of the provider's range or of one that belongs to the member. */
  readonly address: string;
}

/** Share of members whose sites a provider carries, and of those that others answer names for. */
const CARRIED_RATIO = 0.5;
const NAMED_BY_OTHERS_RATIO = 0.4;
/** Ranges of members' own, 127.64.0.0/24 and on. */
const OWN_RANGES = 512;

/** The place of a site, from the ids alone: sites of one member share zone, provider and range. */
export function placeOf(site: { readonly id: string; readonly member: string }): SitePlace {
  const random = seededRandom(`place of ${site.member}`);
  const provider =
    random.uniform() < CARRIED_RATIO
      ? (PROVIDERS[Math.floor(random.uniform() * PROVIDERS.length)] ?? null)
      : null;
  const { host, zone } = namesOf(site);
  const byOthers = random.uniform() < NAMED_BY_OTHERS_RATIO;
  const service = NAME_SERVICES[Math.floor(random.uniform() * NAME_SERVICES.length)];
  const nameZone = byOthers && service !== undefined ? service : (provider?.zone ?? zone);
  const own = Math.floor(random.uniform() * OWN_RANGES);
  return {
    host,
    zone,
    provider,
    nameServers: [`ns1.${nameZone}`, `ns2.${nameZone}`],
    aliases: provider?.aliases === true ? [`${site.id}.edge.${provider.zone}`] : [],
    address:
      provider === null ? `127.${64 + (own >> 8)}.${own & 255}.1` : `127.20.${provider.range}.1`,
  };
}

/** `gas-0001-home` of member `gas-0001` is `home.gas-0001.test`; other ids are a zone of their own. */
function namesOf({ id, member }: { readonly id: string; readonly member: string }) {
  const label = id.startsWith(`${member}-`) ? id.slice(member.length + 1) : '';
  const zone = label === '' ? `${id}.example` : `${member}.test`;
  return { host: `${label === '' ? 'www' : label}.${zone}`, zone };
}
