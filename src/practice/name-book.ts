import {
  DNS_TYPES,
  type DnsAnswer,
  type DnsCode,
  type DnsQuestion,
  type DnsRecord,
} from './dns-message.ts';
import type { HostWorld } from './drill/site-world.ts';
import { NAME_SERVICES, PROVIDERS } from './providers.ts';
import type { Behaviour } from './site-behaviour.ts';
import type { SitePlace } from './site-place.ts';

/** A site as its names are answered. */
export interface NamedSite {
  readonly place: SitePlace;
  readonly answersName: Behaviour['name'];
  /** Where it listens. */
  readonly address: string;
  /** null = IPv4 only. */
  readonly address6: string | null;
}

interface Zone {
  readonly name: string;
  readonly nameServers: readonly string[];
}

/** Last part of an address at which nobody listens, in the range of every site. */
const NOBODY = 254;
/** 127.20.0.254 as IPv6 writes it (RFC 4291 §2.5.5.2): loopback has but one address of its own there. */
const NOBODY_6 = '::ffff:7f14:fe';

/** Where name servers stand; nobody asks them, the practice council answers for all. */
const NAME_SERVER_ADDRESS = '127.20.0.53';

/** Every name of the practice council, and how it is answered. */
export class NameBook {
  readonly #addresses = new Map<string, string>();
  readonly #addresses6 = new Map<string, string>();
  readonly #aliases = new Map<string, string>();
  readonly #zones = new Map<string, Zone>();
  readonly #failing = new Map<string, 'nxdomain' | 'servfail' | 'silence'>();
  readonly #world: Pick<HostWorld, 'effectOn'>;

  constructor(sites: readonly NamedSite[], world: Pick<HostWorld, 'effectOn'>) {
    this.#world = world;
    for (const zone of [...PROVIDERS.map((provider) => provider.zone), ...NAME_SERVICES]) {
      this.#addZone(zone, [`ns1.${zone}`, `ns2.${zone}`]);
    }
    for (const site of sites) this.#addSite(site);
  }

  /** null = nothing is answered. */
  answer({ name, type }: DnsQuestion): DnsAnswer | null {
    const effect = this.#world.effectOn(name);
    const failing = this.#failing.get(name) ?? effect.name;
    if (failing === 'silence') return null;
    if (failing === 'servfail') return { code: 'SERVFAIL', answers: [], authority: [] };
    const zone = this.#zoneOf(name);
    const soa = zone === null ? [] : [{ type: 'SOA' as const, name: zone.name }];
    if (failing === 'nxdomain') return { code: 'NXDOMAIN', answers: [], authority: soa };
    const found = this.#records(name, type);
    const answers = effect.connect === null ? found : found.map(atNobody);
    if (answers.length > 0) return { code: 'NOERROR', answers, authority: [] };
    const code: DnsCode = this.#exists(name) ? 'NOERROR' : 'NXDOMAIN';
    return { code, answers, authority: soa };
  }

  /** How long an answer waits, ms. */
  delayMsOf({ name }: DnsQuestion): number {
    return this.#world.effectOn(name).later.dns;
  }

  #addZone(name: string, nameServers: readonly string[]): void {
    this.#zones.set(name, { name, nameServers });
    for (const server of nameServers) this.#addresses.set(server, NAME_SERVER_ADDRESS);
  }

  #addSite({ place, answersName, address, address6 }: NamedSite): void {
    this.#addZone(place.zone, place.nameServers);
    if (answersName !== 'address') {
      this.#failing.set(place.host, answersName);
      return;
    }
    let name = place.host;
    for (const alias of place.aliases) {
      this.#aliases.set(name, alias);
      name = alias;
    }
    this.#addresses.set(name, address);
    if (address6 !== null) this.#addresses6.set(name, address6);
  }

  #records(name: string, type: number): DnsRecord[] {
    const zone = this.#zones.get(name);
    if (type === DNS_TYPES.NS && zone !== undefined) {
      return zone.nameServers.map((host) => ({ type: 'NS', name, host }));
    }
    if (type === DNS_TYPES.SOA && zone !== undefined) return [{ type: 'SOA', name }];
    const records: DnsRecord[] = [];
    let owner = name;
    for (let next = this.#aliases.get(owner); next !== undefined; ) {
      records.push({ type: 'CNAME', name: owner, host: next });
      owner = next;
      next = type === DNS_TYPES.CNAME ? undefined : this.#aliases.get(owner);
    }
    const address = this.#addresses.get(owner);
    if (type === DNS_TYPES.A && address !== undefined) {
      records.push({ type: 'A', name: owner, address });
    }
    const address6 = this.#addresses6.get(owner);
    if (type === DNS_TYPES.AAAA && address6 !== undefined) {
      records.push({ type: 'AAAA', name: owner, address: address6 });
    }
    return records;
  }

  #exists(name: string): boolean {
    return this.#addresses.has(name) || this.#aliases.has(name) || this.#zones.has(name);
  }

  /** The nearest zone at or above a name. */
  #zoneOf(name: string): Zone | null {
    for (let at = 0; at >= 0; ) {
      const zone = this.#zones.get(name.slice(at));
      if (zone !== undefined) return zone;
      const dot = name.indexOf('.', at);
      at = dot < 0 ? -1 : dot + 1;
    }
    return null;
  }
}

/** The same range, where a connection is refused: ports that sites share stay open for the others. */
function atNobody(record: DnsRecord): DnsRecord {
  if (!('address' in record)) return record;
  if (record.type === 'AAAA') return { ...record, address: NOBODY_6 };
  return { ...record, address: record.address.replace(/\d+$/, String(NOBODY)) };
}
