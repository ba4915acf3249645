import type { Offices } from '../../accounts/offices.ts';
import type { Config } from '../../core/config.ts';
import type { Office } from '../../core/words/account.ts';
import type { Text } from '../../core/words/language.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { actionRightOf, type Concern } from '../../share/rules/action-right.ts';

/** Offices as the council of the day has them, and who administers them by the action table. */
export class CouncilOffices implements Offices {
  readonly #today: () => Pick<Config, 'sectors'>;
  #sectors: Config['sectors'] | null = null;
  #sectorOf: ReadonlyMap<string, string> = new Map();

  /** `today`: the council that holds at the moment of the call. */
  constructor(today: () => Pick<Config, 'sectors'>) {
    this.#today = today;
  }

  viewerOf(office: Office): Viewer | null {
    if (office.kind === 'member') {
      const sector = this.#sectorOfMember(office.member);
      return sector === null ? null : { ...office, sector };
    }
    if (office.kind === 'secretariat') {
      const isThere = this.#today().sectors.some(({ id }) => id === office.sector);
      return isThere ? office : null;
    }
    return { kind: office.kind };
  }

  mayAdminister(viewer: Viewer, office: Office): boolean {
    return actionRightOf(viewer, 'accounts', this.concernOf(office)) === 'allowed';
  }

  /** A member that is in no sector any more is the operator's alone. */
  concernOf(office: Office): Concern {
    if (office.kind === 'member') {
      return { ...office, sector: this.#sectorOfMember(office.member) ?? '' };
    }
    if (office.kind === 'secretariat') return { kind: 'sector', sector: office.sector };
    return { kind: office.kind };
  }

  nameOf(office: Office): Text {
    const { sectors } = this.#today();
    if (office.kind === 'member') {
      const sector = sectors.find(({ id }) => id === this.#sectorOfMember(office.member));
      const member = sector?.members.find(({ id }) => id === office.member);
      return member?.name ?? { ja: office.member, en: office.member };
    }
    if (office.kind === 'secretariat') {
      const { sector: id } = office;
      const name = sectors.find((each) => each.id === id)?.name ?? { ja: id, en: id };
      return { ja: `${name.ja} 事務局`, en: `secretariat of ${name.en}` };
    }
    return COUNCIL_OFFICES[office.kind];
  }

  #sectorOfMember(member: string): string | null {
    const { sectors } = this.#today();
    if (sectors !== this.#sectors) {
      this.#sectors = sectors;
      this.#sectorOf = new Map(
        sectors.flatMap(({ id, members }) => members.map((each) => [each.id, id])),
      );
    }
    return this.#sectorOf.get(member) ?? null;
  }
}

const COUNCIL_OFFICES: Readonly<Record<'council' | 'observer' | 'operator', Text>> = {
  council: { ja: '協議会', en: 'council' },
  observer: { ja: 'オブザーバー', en: 'observer' },
  operator: { ja: '運用者', en: 'operator' },
};
