import { type Config, type PlacedTarget, type Sector, targetsOf } from '../../core/config.ts';
import type { Text } from '../../core/words/language.ts';
import type { HostedTarget } from '../../share/rules/shown-fact.ts';
import { sharedTargetOf } from '../buckets/shared-targets.ts';

/** A target as the sharing rules see it, with where it belongs. */
export interface NoticePlace extends PlacedTarget {
  readonly shared: HostedTarget;
}

/** The council as telling and the board's sharing look at it; of one configuration. */
export class NoticePlaces {
  /** By id. */
  readonly targets: ReadonlyMap<string, NoticePlace>;
  /** By id of the member and of the sector. */
  readonly ofMember: ReadonlyMap<string, readonly NoticePlace[]>;
  readonly ofSector: ReadonlyMap<string, readonly NoticePlace[]>;
  /** By id. */
  readonly sectors: ReadonlyMap<string, Sector>;
  /** By id of the field. */
  readonly fieldNames: ReadonlyMap<string, Text>;
  readonly hosted: readonly HostedTarget[];

  readonly config: Config;

  /** `hosts`: names under which targets are measured, by target. */
  constructor(config: Config, hosts: ReadonlyMap<string, string>) {
    this.config = config;
    const places = targetsOf(config).map((placed): NoticePlace => {
      const host = hosts.get(placed.target.id) ?? '';
      return { ...placed, shared: { ...sharedTargetOf(placed), host } };
    });
    this.targets = new Map(places.map((place) => [place.target.id, place]));
    this.ofMember = Map.groupBy(places, ({ member }) => member.id);
    this.ofSector = Map.groupBy(places, ({ sector }) => sector.id);
    this.sectors = new Map(config.sectors.map((sector) => [sector.id, sector]));
    this.fieldNames = new Map(config.fields.map(({ id, name }) => [id, name]));
    this.hosted = places.map(({ shared }) => shared);
  }
}

/** Names under which targets are measured, by target. */
export function hostsOf(
  series: readonly { readonly target: { readonly id: string; readonly url: string } }[],
): ReadonlyMap<string, string> {
  return new Map(series.map(({ target: { id, url } }) => [id, URL.parse(url)?.hostname ?? '']));
}
