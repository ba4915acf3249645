import type { Config, Consent, Member, Sector, Target } from '../../../src/core/config.ts';
import type { FactsBook } from '../../../src/core/ports/facts-book.ts';
import type { Contact, Recipient } from '../../../src/core/words/recipient.ts';
import type { Viewer, ViewerKind } from '../../../src/core/words/viewer.ts';

type Known = 'everything' | 'as chosen' | 'judgement' | 'bands' | 'nothing';
type Place = 'own' | 'own sector' | 'elsewhere';

/** The read table as the contract of sharing has it, written down anew: nothing of `src/share` is asked. */
const TABLE: Readonly<
  Record<ViewerKind, Readonly<Record<Place, Readonly<Record<Consent, Known>>>>>
> = {
  member: {
    own: { own: 'everything', counted: 'everything', sector: 'everything', named: 'everything' },
    'own sector': { own: 'nothing', counted: 'bands', sector: 'judgement', named: 'judgement' },
    elsewhere: { own: 'nothing', counted: 'bands', sector: 'bands', named: 'judgement' },
  },
  secretariat: {
    own: { own: 'nothing', counted: 'bands', sector: 'bands', named: 'judgement' },
    'own sector': {
      ...{ own: 'nothing', counted: 'as chosen', sector: 'as chosen', named: 'as chosen' },
    },
    elsewhere: { own: 'nothing', counted: 'bands', sector: 'bands', named: 'judgement' },
  },
  council: onlyNamed('judgement'),
  observer: onlyNamed('bands'),
  operator: {
    own: { own: 'everything', counted: 'everything', sector: 'everything', named: 'everything' },
    'own sector': {
      ...{ own: 'everything', counted: 'everything', sector: 'everything', named: 'everything' },
    },
    elsewhere: {
      ...{ own: 'everything', counted: 'everything', sector: 'everything', named: 'everything' },
    },
  },
};

function onlyNamed(named: Known): Readonly<Record<Place, Readonly<Record<Consent, Known>>>> {
  const row = { own: 'nothing', counted: 'bands', sector: 'bands', named } as const;
  return { own: row, 'own sector': row, elsewhere: row };
}

const FORBIDDEN = /標的|ターゲット|攻撃|原因|\battack\b|\bcause\b/i;
const STANDING =
  /外部からの計測に基づく参考情報であり、原因を断定するものではありません。|Reference information measured from outside; it does not establish a cause\./g;
const OWN_NETWORK = /計測側の障害の可能性|possibly the measuring side/i;
/** A sector's line or item: its band, and its ratio where one is told. */
const BAND =
  /^(?:なし|none|半数以上|half or more|(?:一部|some)(?:[ （(]+(?:1〜4|1–4|\d+(?:以上| or more))[)）])?)$/;
const RATIO = /(?:平常の ?\d+(?:\.\d+)? ?倍|\d+(?:\.\d+)? times normal)/;
/** Rows that only stand where a site is told in detail. */
const DETAIL =
  /^ *(?:根拠|平常の応答時間|最新の応答時間|区間|失敗の内容|最後に応答を確認した時刻|Reason|Normal response time|Newest response time|Phase|Failure|Last answer confirmed):/m;
const FEWEST_FOR_BAND = 5;
const FEWEST_FOR_RATIO = 10;
const FEWEST_HOLDERS = 5;

/** To whom something goes, by which contact. */
export interface Way {
  readonly recipient: Recipient;
  readonly contact: Contact;
}

interface Site {
  readonly target: Target;
  readonly member: Member;
  readonly sector: Sector;
}

/** Bands that were true of a sector lately, as text, by who they are for. */
export type TrueBands = (sector: string, viewer: Viewer) => ReadonlySet<string>;

/** Reads messages as their recipients do, and says what they must not have read. */
export class MessageReader {
  readonly #sites: readonly Site[];
  readonly #config: Config;
  readonly #facts: FactsBook;
  readonly #names: RegExp;
  readonly #byName = new Map<string, readonly Site[]>();

  constructor(config: Config, facts: FactsBook) {
    this.#config = config;
    this.#facts = facts;
    this.#sites = config.sectors.flatMap((sector) =>
      sector.members.flatMap((member) =>
        member.targets.map((target) => ({ target, member, sector })),
      ),
    );
    const byMember = Map.groupBy(this.#sites, ({ member }) => member.id);
    for (const its of byMember.values()) {
      const [{ member } = { member: null }] = its;
      if (member === null) continue;
      // A member's id is in the ids of its sites and in their hosts.
      for (const name of [member.id, member.name.ja, member.name.en]) {
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), ...its]);
      }
    }
    const names = [...this.#byName.keys()].sort((a, b) => b.length - a.length);
    this.#names = new RegExp(names.map((name) => RegExp.escape(name)).join('|'), 'g');
  }

  /** What is wrong with a text that reached somebody, in words; empty = nothing. */
  wrongIn(text: string, way: Way, trueBands: TrueBands): readonly string[] {
    const said = text.replaceAll(STANDING, '');
    return [
      ...(FORBIDDEN.exec(said) ?? []).map((word) => `word ${word}`),
      ...(way.recipient.viewer.kind === 'operator' ? [] : (OWN_NETWORK.exec(said) ?? [])),
      ...this.#namesIn(said).flatMap((name) => (this.#mayName(name, way) ? [] : [`name ${name}`])),
      ...this.#wrongDetails(said, way),
      ...this.#wrongBands(said, way, trueBands),
      ...this.#wrongFacts(said, way),
    ];
  }

  /** Members that a text speaks of by name, id or host. */
  #namesIn(text: string): readonly string[] {
    return [...new Set(text.match(this.#names))];
  }

  #mayName(name: string, way: Way): boolean {
    return (this.#byName.get(name) ?? []).some((site) => isNamed(site, way));
  }

  /** Detail stands below the line of its site. */
  #wrongDetails(text: string, way: Way): readonly string[] {
    const [before = '', ...blocks] = text.split(/^ *(?=(?:サイト|Site): )/m);
    const stray = DETAIL.test(before) ? ['detail of nobody'] : [];
    return [
      ...stray,
      ...blocks.flatMap((block) => {
        const [line = ''] = block.split('\n');
        const holdsDetail = DETAIL.test(block) || /https?:/.test(line);
        const its = this.#namesIn(line).flatMap((name) => this.#byName.get(name) ?? []);
        const may = its.length > 0 && its.some((site) => isInDetail(site, way));
        return holdsDetail && !may ? [`detail ${line}`] : [];
      }),
    ];
  }

  #wrongBands(text: string, way: Way, trueBands: TrueBands): readonly string[] {
    return text.split('\n').flatMap((line) => {
      const sector = this.#config.sectors.find(({ name }) =>
        [name.ja, name.en].some((each) => line.includes(`${each}: `)),
      );
      if (sector === undefined) {
        const isDetail = DETAIL.test(line);
        return RATIO.test(line) && !isDetail ? [`ratio ${line}`] : [];
      }
      return this.#wrongBand(line, sector, way, trueBands);
    });
  }

  #wrongBand(
    line: string,
    sector: Sector,
    { recipient: { viewer }, contact }: Way,
    trueBands: TrueBands,
  ): readonly string[] {
    const counted = this.countedIn(sector.id, viewer).length;
    const said = line.slice(line.indexOf(': ') + 2).trim();
    const band = said.replace(/ ?[（(](?:応答したサイトの応答時間は|response time ).*$/, '').trim();
    return [
      ...(counted < FEWEST_FOR_BAND ? [`too few for a band: ${line}`] : []),
      ...(BAND.test(band) ? [] : [`no band: ${line}`]),
      ...(trueBands(sector.id, viewer).has(band) ? [] : [`wrong band: ${line}`]),
      ...(RATIO.test(line) && counted < FEWEST_FOR_RATIO ? [`too few for a ratio: ${line}`] : []),
      ...(RATIO.test(line) && !/\d\.\d(?!\d)/.test(line) ? [`ratio not rounded: ${line}`] : []),
      ...(contact.ceiling === 'TLP:CLEAR' ? [`band above the ceiling: ${line}`] : []),
    ];
  }

  /** A fact is read by whom all behind it are named to, or where five have it and nobody's domain is in it. */
  #wrongFacts(text: string, way: Way): readonly string[] {
    const shared = text.match(/(?:共通点|In common)[:：] (.*)/g) ?? [];
    const known = new Map<string, Site[]>();
    for (const site of this.#sites) {
      for (const { text: fact } of this.#facts.factsOf(site.target.id)) {
        known.set(fact, [...(known.get(fact) ?? []), site]);
      }
    }
    return [...known].flatMap(([fact, holders]) => {
      if (!shared.some((line) => line.includes(fact))) return [];
      const behind = holders.filter((site) => knownOf(site, way) !== 'nothing');
      const isCommon =
        new Set(behind.map(({ member }) => member.id)).size >= FEWEST_HOLDERS &&
        !behind.some(({ member }) => fact.includes(`${member.id}.`));
      return isCommon || behind.every((site) => isNamed(site, way)) ? [] : [`fact ${fact}`];
    });
  }

  /** Members of a sector that are known in bands alone; secretariats and operators read the council's. */
  countedIn(sector: string, viewer: Viewer): readonly Member[] {
    const isBeside = viewer.kind === 'secretariat' || viewer.kind === 'operator';
    const reads: Viewer = isBeside ? { kind: 'council' } : viewer;
    const its = this.#sites.filter((site) => site.sector.id === sector);
    const members = Map.groupBy(its, ({ member }) => member);
    return [...members].flatMap(([member, sites]) => {
      const known = sites.map((site) => knownBy(site, reads));
      const isNamed = known.includes('judgement') || known.includes('everything');
      return known.includes('bands') && !isNamed ? [member] : [];
    });
  }
}

function knownOf(site: Site, { recipient: { viewer } }: Way): Known {
  return knownBy(site, viewer);
}

function knownBy({ target, member, sector }: Site, viewer: Viewer): Known {
  const isOwn = viewer.kind === 'member' && viewer.member === member.id;
  const isNear = 'sector' in viewer && viewer.sector === sector.id;
  const known = TABLE[viewer.kind][isOwn ? 'own' : isNear ? 'own sector' : 'elsewhere'];
  return known[target.consent];
}

/** What is about others goes by a contact up to its ceiling alone. */
function isNamed(site: Site, way: Way): boolean {
  const known = knownOf(site, way);
  if (known === 'bands' || known === 'nothing') return false;
  return isOwn(site, way) || ['TLP:AMBER', 'TLP:AMBER+STRICT'].includes(way.contact.ceiling);
}

function isInDetail(site: Site, way: Way): boolean {
  const known = knownOf(site, way);
  const isSeen =
    known === 'everything' || (known === 'as chosen' && site.target.secretariatSees === 'detail');
  return isSeen && (isOwn(site, way) || way.contact.ceiling === 'TLP:AMBER+STRICT');
}

function isOwn({ member }: Site, { recipient: { viewer } }: Way): boolean {
  return viewer.kind === 'member' && viewer.member === member.id;
}

/** The band of so many among so many, by the contract, in both languages. */
export function bandWords(affected: number, members: number): readonly string[] {
  if (affected === 0) return ['なし', 'none'];
  if (affected * 2 >= members) return ['半数以上', 'half or more'];
  if (members < 20) return ['一部', 'some'];
  if (affected < 5) return ['一部（1〜4）', 'some (1–4)'];
  const fives = Math.floor(affected / 5) * 5;
  return [`一部（${fives}以上）`, `some (${fives} or more)`];
}
