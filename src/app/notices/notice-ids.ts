import type { Incident } from '../../core/words/incident.ts';
import type { NoticeMatter } from '../../core/words/notice.ts';
import { OPERATOR, type Viewer } from '../../core/words/viewer.ts';
import type { SiteTrouble, TroubleBook } from '../../notify/trouble-book.ts';
import { siteTroublesOf } from '../sharing/site-troubles.ts';
import type { NoticePlace } from './notice-places.ts';
import type { PatternViews } from './pattern-views.ts';
import { openedIn, patternIdsOf, troubleIdOf } from './told-ids.ts';
import type { ToldSince } from './told-since.ts';

/** As a matter has it. */
type ToldAs = Pick<NoticeMatter, 'toldAs' | 'isUnlisted'>;

const NOT_TOLD: ToldAs = {};

export interface NoticeIdParts {
  readonly book: Pick<TroubleBook, 'holding' | 'patterns'>;
  readonly views: Pick<PatternViews, 'viewOf'>;
  readonly toldSince: ToldSince;
}

/** By what the board tells a viewer what notices tell him; nothing for the operator. */
export class NoticeIds {
  readonly #parts: NoticeIdParts;

  constructor(parts: NoticeIdParts) {
    this.#parts = parts;
  }

  /** Of a trouble without what was before it may be told to the viewer. */
  ofTrouble(viewer: Viewer, place: NoticePlace, { entry }: Pick<SiteTrouble, 'entry'>): ToldAs {
    if (viewer.kind === OPERATOR.kind) return NOT_TOLD;
    const { target, from } = entry;
    const { book, toldSince } = this.#parts;
    const since = toldSince(viewer, place.shared, 'judgement');
    const troubles = siteTroublesOf(book.holding(target), since);
    return {
      toldAs: troubleIdOf(target, troubles.findLast((each) => each.from <= from)?.from ?? from),
    };
  }

  /** The place among those that the board shows him of the same five minutes, whatever goes by a contact. */
  ofPattern(viewer: Viewer, incident: Incident): ToldAs {
    if (viewer.kind === OPERATOR.kind) return NOT_TOLD;
    const { book, views } = this.#parts;
    const slot = openedIn(incident);
    const near = book
      .patterns()
      .filter((each) => each.pattern !== 'own-network' && openedIn(each) === slot)
      .filter((each) => each.mergedInto === null || each.id === incident.id);
    const reader = { viewer, mayName: true, afterwards: true };
    const isShown = (each: Incident) => views.viewOf(each, reader).form.isShown;
    const isListed = isShown(incident);
    // One that is alone has its place, shown or not.
    const toldAs = patternIdsOf(near.length === 1 ? near : near.filter(isShown)).get(incident.id);
    return {
      ...(toldAs === undefined ? {} : { toldAs }),
      ...(isListed ? {} : { isUnlisted: true }),
    };
  }
}
