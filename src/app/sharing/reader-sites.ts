import { createHash } from 'node:crypto';
import type { Viewer } from '../../core/words/viewer.ts';
import { readRightOf } from '../../share/rules/read-right.ts';
import type { NoticePlace, NoticePlaces } from '../notices/notice-places.ts';
import { toldSinceBy, type VersionsOf } from '../notices/told-since.ts';

/** A site that a reader may know by name. */
export interface ReaderSite {
  readonly place: NoticePlace;
  /** He may see its values, too. */
  readonly isDetail: boolean;
  /** Since when what happened to it may be known by name, and with its values, epoch ms; -Infinity = always. */
  readonly namedSince: number;
  readonly detailSince: number;
}

/** What a reader may know by name, in the order of the files. */
export class ReaderSites {
  readonly all: readonly ReaderSite[];
  readonly #byId: ReadonlyMap<string, ReaderSite>;
  #names: string | null = null;

  constructor(viewer: Viewer, { targets }: Pick<NoticePlaces, 'targets'>, versionsOf: VersionsOf) {
    const toldSince = toldSinceBy(versionsOf);
    this.all = [...targets.values()].flatMap((place): readonly ReaderSite[] => {
      const right = readRightOf(viewer, place.shared);
      if (right !== 'detail' && right !== 'judgement') return [];
      const namedSince = toldSince(viewer, place.shared, 'judgement');
      const detailSince = toldSince(viewer, place.shared, 'detail');
      // A choice that is kept already, while what is in force does not have it yet.
      if (namedSince === Infinity) return [];
      const isDetail = right === 'detail' && detailSince < Infinity;
      return [{ place, isDetail, namedSince, detailSince }];
    });
    this.#byId = new Map(this.all.map((site) => [site.place.target.id, site]));
  }

  /** Another one where anything else is told of a site than how it does. */
  get names(): string {
    this.#names ??= digestOf(
      this.all.map(({ place: { target, member, sector }, isDetail, namedSince }) => {
        const url = isDetail ? target.url : null;
        return [target.id, member.id, member.name, sector.id, url, namedSince];
      }),
    );
    return this.#names;
  }

  /** null = there is none of which he may know, whether there is one or not. */
  of(target: string): ReaderSite | null {
    return this.#byId.get(target) ?? null;
  }
}

/** Of data as JSON; 64 bits are enough to tell another one. */
export function digestOf(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);
}
