import { type Config, type PlacedTarget, type Sector, targetsOf } from '../../core/config.ts';
import type { Text } from '../../core/words/language.ts';
import type { HostedTarget } from '../../share/rules/shown-fact.ts';

/** A target as the sharing rules see it, with where it belongs. */
export interface NoticePlace extends PlacedTarget {
  readonly shared: HostedTarget;
}

/** The council as telling looks at it; of one configuration. */
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
      const { target, member, sector } = placed;
      const { id, consent, secretariatSees } = target;
      const host = hosts.get(id) ?? '';
      const shared = { id, member: member.id, sector: sector.id, consent, secretariatSees, host };
      return { ...placed, shared };
    });
    this.targets = new Map(places.map((place) => [place.target.id, place]));
    this.ofMember = Map.groupBy(places, ({ member }) => member.id);
    this.ofSector = Map.groupBy(places, ({ sector }) => sector.id);
    this.sectors = new Map(config.sectors.map((sector) => [sector.id, sector]));
    this.fieldNames = new Map(config.fields.map(({ id, name }) => [id, name]));
    this.hosted = places.map(({ shared }) => shared);
  }
}
