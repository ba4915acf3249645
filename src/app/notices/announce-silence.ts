import { type Config, type PlacedTarget, targetsOf } from '../../core/config.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Language, Text } from '../../core/words/language.ts';
import type { NoticeMatter, NoticeSite, Silence } from '../../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import { type MomentWords, momentWords } from '../../notify/wording/moment-words.ts';
import { isStricterThan, markingOf } from '../../share/rules/marking-of.ts';
import { isNamedTo, readRightOf } from '../../share/rules/read-right.ts';
import { sharedTargetOf } from '../buckets/shared-targets.ts';
import type { NoticeDelivery } from '../control/notice-order.ts';
import { entriesAbout } from './incident-family.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';
import { patternKey } from './pattern-views.ts';

/** A silence that the operator asked for or ended, with what it is about. */
export interface SilenceNews {
  /** Of the request. */
  readonly id: string;
  readonly silence: Silence;
  readonly isEnd: boolean;
  /** The one that the silence names; null = it names none, or one that is not kept any more. */
  readonly incident: Incident | null;
}

/** What a silence of an incident is about for one recipient: his sites in it, or what he was told of it. */
interface About {
  readonly text: Text;
  /** Those that the text names. */
  readonly names: readonly NoticeSite[];
}

/** Tells those whose messages they are that the operator silenced them, or ended that. */
export async function announceSilence(
  news: SilenceNews,
  parts: Pick<NoticeDeskParts, 'config' | 'standing' | 'source' | 'store'>,
  writer: NoticeWriter,
): Promise<readonly NoticeDelivery[]> {
  const { config: today, standing } = parts;
  const config = today();
  const told = await toldOf(news.incident, parts);
  const asked = writer
    .recipients()
    .filter(({ id, viewer }) => viewer.kind !== 'operator' && concerns(news, id, viewer, config))
    .flatMap((recipient) =>
      recipient.contacts
        // It is told where notices go; the answer does not name everybody's telephones.
        .filter((each) => each.kind !== 'telephone' && standing.isVerified(recipient, each))
        .flatMap((contact) => {
          const about = aboutTo(news, { recipient, contact }, { config, told });
          if (about === null) return [];
          const remark = newsText(news, about.text, config.council.timezone);
          return [
            { recipient, contact, kind: 'announcement' as const, remark, names: about.names },
          ];
        }),
    );
  return await writer.write(news.id, asked);
}

/** By what a contact knows an incident, or null: of what may be told of it now, else of what was. */
type ToldOf = (recipient: Recipient, contact: Contact) => string | null;

async function toldOf(
  incident: Incident | null,
  { source, store }: Pick<NoticeDeskParts, 'source' | 'store'>,
): Promise<ToldOf> {
  if (incident === null) return () => null;
  const key = patternKey(incident.id);
  const isIt = (matter: NoticeMatter) => matter.key === key;
  const entries = await entriesAbout([incident.id], store);
  return (recipient, contact) => {
    const offer = source
      .offers(recipient, contact, new Set())
      .find(({ matter, refusal }) => isIt(matter) && refusal === null);
    const id = contactIdOf(recipient, contact);
    const before = entries
      .filter((entry) => entry.contact === id)
      .flatMap(({ notice }) => notice.matters.find(isIt) ?? [])[0];
    return (before ?? offer?.matter)?.toldAs ?? null;
  };
}

/** null where the recipient knows nothing of what it is about. */
function aboutTo(
  { silence, incident }: SilenceNews,
  { recipient, contact }: { readonly recipient: Recipient; readonly contact: Contact },
  { config, told }: { readonly config: Config; readonly told: ToldOf },
): About | null {
  const { viewer } = recipient;
  if (silence.incident === null && silence.target === null) {
    return { text: aboutText(silence), names: [] };
  }
  const its = placesOf(silence, incident, config).filter((place) => {
    const isIts = isOf(viewer, place) ?? silence.target !== null;
    return isIts && isNamedTo(viewer, sharedTargetOf(place));
  });
  if (its.length > 0) {
    const mayName =
      viewer.kind === 'member' || !isStricterThan(markingOf(['judgement']), contact.ceiling);
    return mayName ? sitesText(its) : SOME_SITES;
  }
  const id = told(recipient, contact);
  if (id !== null) return { text: incidentText(id), names: [] };
  // Whose messages alone are kept back is told so, whatever he knows of why.
  return silence.recipient === null ? null : SOME_SITES;
}

const SOME_SITES: About = { text: { ja: '一部の計測対象', en: 'some sites' }, names: [] };

/** Whether a place is a member's own or of a secretariat's sector; null = the viewer has none. */
function isOf(viewer: Recipient['viewer'], { member, sector }: PlacedTarget): boolean | null {
  if (viewer.kind === 'member') return viewer.member === member.id;
  return viewer.kind === 'secretariat' ? viewer.sector === sector.id : null;
}

/** Whether messages to the recipient fall under the silence, and he may know of what it names. */
export function concerns(
  { silence, incident }: Pick<SilenceNews, 'silence' | 'incident'>,
  id: string,
  viewer: Recipient['viewer'],
  config: Config,
): boolean {
  if (silence.recipient !== null) return silence.recipient === id;
  if (viewer.kind === 'member' || viewer.kind === 'secretariat') {
    const places = placesOf(silence, incident, config).map(sharedTargetOf);
    return places.some(
      (place) =>
        (viewer.kind === 'member'
          ? viewer.member === place.member
          : viewer.sector === place.sector) && readRightOf(viewer, place) !== 'nothing',
    );
  }
  // Of one site nothing is told to them but as part of a pattern.
  return silence.target === null;
}

function placesOf(
  { target, sector }: Silence,
  incident: Incident | null,
  config: Config,
): readonly PlacedTarget[] {
  const inIncident = incident === null ? null : new Set(incident.targets.map((t) => t.target));
  return targetsOf(config)
    .filter((place) => target === null || place.target.id === target)
    .filter((place) => sector === null || place.sector.id === sector)
    .filter((place) => inIncident === null || inIncident.has(place.target.id));
}

const SITES_SAID = 5;

/** The first of them by name; of all of them the gate asks. */
function sitesText(places: readonly PlacedTarget[]): About {
  const ids = places.map(({ target }) => target.id);
  const said = ids.slice(0, SITES_SAID).join(', ');
  const more = ids.length - SITES_SAID;
  const names = places.map(siteOf);
  if (more > 0) {
    const text = { ja: `計測対象 ${said} ほか${more}件`, en: `sites ${said} and ${more} more` };
    return { text, names };
  }
  const en = ids.length === 1 ? 'site' : 'sites';
  return { text: { ja: `計測対象 ${said} `, en: `${en} ${said}` }, names };
}

/** By its name alone. */
function siteOf({ target, member, sector }: PlacedTarget): NoticeSite {
  return {
    ...{ target: target.id, member: member.id, memberName: member.name, sector: sector.id },
    ...{ judgement: 'unknown', from: 0, to: null, detail: null },
  };
}

function incidentText(id: string): Text {
  return { ja: `事象 ${id} `, en: `incident ${id}` };
}

function newsText({ silence, isEnd }: SilenceNews, about: Text, timezone: string): Text {
  const of = (language: Language) =>
    sentenceOf(silence, { about, isEnd, moments: momentWords(language, timezone) })[language];
  return { ja: of('ja'), en: of('en') };
}

function sentenceOf(
  silence: Silence,
  {
    about,
    isEnd,
    moments,
  }: { readonly about: Text; readonly isEnd: boolean; readonly moments: MomentWords },
): Text {
  const { id, until, reason } = silence;
  if (isEnd) {
    return {
      ja: `運用者は、${about.ja}についてのお知らせの一時停止（${id}）を終えました。お知らせは元どおり送られます。`,
      en: `The operator ended the silence ${id} of notices about ${about.en}; notices go out as before.`,
    };
  }
  const why =
    reason === null ? { ja: '', en: '' } : { ja: `理由: ${reason}。`, en: ` Why: ${reason}.` };
  return {
    ja: `運用者が、${about.ja}についてのお知らせを ${moments.full(until)} まで一時停止しました（${id}）。${why.ja}ご不明の点は運用者へご連絡ください。`,
    en: `The operator silenced notices about ${about.en} until ${moments.full(until)} (${id}).${why.en} Please ask the operator if anything is unclear.`,
  };
}

/** Of what is no site's and no incident's. */
function aboutText({ sector }: Silence): Text {
  if (sector !== null) return { ja: `セプター ${sector} `, en: `sector ${sector}` };
  return { ja: 'すべての計測対象', en: 'all sites' };
}
