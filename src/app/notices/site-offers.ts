import type { Contact, Recipient } from '../../core/words/recipient.ts';
import type { Offer } from '../../notify/desk.ts';
import type { SiteTrouble, TroubleBook } from '../../notify/trouble-book.ts';
import type { Content } from '../../share/rules/marking-of.ts';
import { readRightOf } from '../../share/rules/read-right.ts';
import { mayGoAbroad, readerBy } from './contact-reach.ts';
import { tooHigh } from './gate-texts.ts';
import type { NoticeIds } from './notice-ids.ts';
import type { NoticePlace } from './notice-places.ts';
import type { PatternViews } from './pattern-views.ts';
import { type SiteSources, siteKey, siteMatterOf, type ToldUnder } from './site-matter.ts';
import type { ToldSince } from './told-since.ts';
import { toldTrouble } from './told-trouble.ts';

export interface SiteOffersParts {
  readonly book: Pick<TroubleBook, 'troubleOf' | 'ownIncidentOf'>;
  readonly views: Pick<PatternViews, 'viewOf'>;
  readonly ids: Pick<NoticeIds, 'ofTrouble'>;
  readonly toldSince: ToldSince;
  readonly sources: SiteSources;
}

/** Whom to offer to, by what; `keys`: of matters of which the contact was told or is still to be told. */
export interface OfferTo {
  readonly recipient: Pick<Recipient, 'viewer'>;
  readonly contact: Contact;
  readonly keys: ReadonlySet<string>;
}

/** Troubles of sites, each in the form that may go to a recipient by a contact. */
export class SiteOffers {
  readonly #parts: SiteOffersParts;

  constructor(parts: SiteOffersParts) {
    this.#parts = parts;
  }

  /** null where there is nothing to tell of the site, or nothing that the recipient may know. */
  offerOf(place: NoticePlace, { recipient: { viewer }, contact, keys }: OfferTo): Offer | null {
    const { book, ids, toldSince, sources } = this.#parts;
    const right = readRightOf(viewer, place.shared);
    if (right === 'nothing' || right === 'bands') return null;
    const known = book.troubleOf(place.target.id);
    const trouble = known && toldTrouble(known, toldSince(viewer, place.shared, 'judgement'));
    if (trouble === null) return null;
    if (trouble.ending !== null && !keys.has(siteKey(place.target.id))) return null;
    const isOwn = viewer.kind === 'member' && viewer.member === place.member.id;
    const goes = (content: Content) => isOwn || mayGoAbroad(content, contact);
    const withDetail = right === 'detail' && goes('detail');
    const under = this.#toldUnder(trouble, viewer, contact);
    const detailSince = withDetail ? toldSince(viewer, place.shared, 'detail') : null;
    const matter = siteMatterOf(place, trouble, { under, detailSince }, sources);
    const refusal = withDetail || goes('judgement') ? null : tooHigh(contact.ceiling);
    const told = { ...matter, ...ids.ofTrouble(viewer, place, trouble) };
    return refused({ matter: told, refusal: null }, refusal);
  }

  /** A pattern that is not told to the contact is not told by the sites in it either. */
  #toldUnder(
    { incident, entry }: SiteTrouble,
    viewer: Recipient['viewer'],
    contact: Contact,
  ): ToldUnder {
    const { book, views } = this.#parts;
    const { id, pattern } = incident;
    const isShown = () =>
      mayGoAbroad('band', contact) &&
      views.viewOf(incident, readerBy(viewer, contact)).form.isShown;
    if (pattern === 'single' || isShown()) return { incident: id, pattern };
    return { incident: book.ownIncidentOf(entry.target)?.id ?? id, pattern: 'single' };
  }
}

/** What ended is not refused: whoever was told of it is told of its end, and nobody else. */
export function refused({ matter, refusal }: Offer, halt: Offer['refusal']): Offer {
  return { matter, refusal: refusal ?? (matter.ending === null ? halt : null) };
}
