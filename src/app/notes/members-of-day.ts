import type { Config } from '../../core/config.ts';
import type { Text } from '../../core/words/language.ts';

type Sector = Config['sectors'][number];
type Members = ReadonlyMap<string, Text>;

/** Sectors with their members as a configuration has them, gone through once. */
export class MembersOfDay {
  readonly sectors: readonly Sector[];
  readonly #byId: ReadonlyMap<string, Sector>;
  readonly #members = new Map<string, Members>();

  constructor(sectors: readonly Sector[]) {
    this.sectors = sectors;
    this.#byId = new Map(sectors.map((sector) => [sector.id, sector]));
  }

  /** Names by id; none of a sector that is not there. */
  ofSector(id: string): Members {
    const known = this.#members.get(id);
    if (known !== undefined) return known;
    const members = this.#byId.get(id)?.members ?? [];
    const named = new Map(members.map((member) => [member.id, member.name]));
    this.#members.set(id, named);
    return named;
  }

  /** Its id where it is not there. */
  sectorNamed(id: string): Text {
    return this.#byId.get(id)?.name ?? { ja: id, en: id };
  }
}
