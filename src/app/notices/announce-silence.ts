import { type Config, targetsOf } from '../../core/config.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Language, Text } from '../../core/words/language.ts';
import type { Silence } from '../../core/words/notice.ts';
import type { Recipient } from '../../core/words/recipient.ts';
import { type MomentWords, momentWords } from '../../notify/wording/moment-words.ts';
import { readRightOf } from '../../share/rules/read-right.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';
import { sharedTargetOf } from '../buckets/shared-targets.ts';
import type { NoticeDelivery } from '../control/notice-order.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';

/** A silence that the operator asked for or ended, with what it is about. */
export interface SilenceNews {
  /** Of the request. */
  readonly id: string;
  readonly silence: Silence;
  readonly isEnd: boolean;
  /** The one that the silence names; null = it names none, or one that is not kept any more. */
  readonly incident: Incident | null;
}

/** Tells those whose messages they are that the operator silenced them, or ended that. */
export async function announceSilence(
  news: SilenceNews,
  { config: today, standing }: Pick<NoticeDeskParts, 'config' | 'standing'>,
  writer: NoticeWriter,
): Promise<readonly NoticeDelivery[]> {
  const config = today();
  const remark = newsText(news, config.council.timezone);
  const asked = writer
    .recipients()
    .filter(({ id, viewer }) => viewer.kind !== 'operator' && concerns(news, id, viewer, config))
    .flatMap((recipient) =>
      recipient.contacts
        // It is told where notices go; the answer does not name everybody's telephones.
        .filter((each) => each.kind !== 'telephone' && standing.isVerified(recipient, each))
        .map((contact) => ({ recipient, contact, kind: 'announcement' as const, remark })),
    );
  return await writer.write(news.id, asked);
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
    const places = placesOf(silence, incident, config);
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
): readonly SharedTarget[] {
  const inIncident = incident === null ? null : new Set(incident.targets.map((t) => t.target));
  return targetsOf(config)
    .filter((place) => target === null || place.target.id === target)
    .filter((place) => sector === null || place.sector.id === sector)
    .filter((place) => inIncident === null || inIncident.has(place.target.id))
    .map(sharedTargetOf);
}

function newsText({ silence, isEnd }: SilenceNews, timezone: string): Text {
  const of = (language: Language) =>
    sentenceOf(silence, { isEnd, moments: momentWords(language, timezone) })[language];
  return { ja: of('ja'), en: of('en') };
}

function sentenceOf(
  silence: Silence,
  { isEnd, moments }: { readonly isEnd: boolean; readonly moments: MomentWords },
): Text {
  const { id, until, reason } = silence;
  const about = aboutText(silence);
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

function aboutText({ target, sector, incident }: Silence): Text {
  if (target !== null) return { ja: `計測対象 ${target} `, en: `site ${target}` };
  if (sector !== null) return { ja: `セプター ${sector} `, en: `sector ${sector}` };
  if (incident !== null) return { ja: `事象 ${incident} `, en: `incident ${incident}` };
  return { ja: 'すべての計測対象', en: 'all sites' };
}
