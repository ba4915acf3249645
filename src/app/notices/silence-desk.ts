import { targetsOf } from '../../core/config.ts';
import { nearestOf } from '../../core/nearest.ts';
import type { Text } from '../../core/words/language.ts';
import type { Silence } from '../../core/words/notice.ts';
import { spokenMark } from '../../notify/reference.ts';
import type { NoticeOrderOf, NoticeOutcome } from '../control/notice-order.ts';
import { announceSilence } from './announce-silence.ts';
import { UNTIL_PAST, unknownId } from './desk-texts.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';

const LETTERS = 5;

/** What a silence is kept and told with. */
export interface SilenceParts {
  /** Of the request. */
  readonly id: string;
  /** It keeps back messages of others than who asks for it, who are told. */
  readonly isAnnounced: boolean;
  readonly parts: NoticeDeskParts;
  readonly writer: NoticeWriter;
}

/** Begins a silence, and tells those whose messages it keeps back where somebody else asks for it. */
export async function addSilence(
  told: SilenceParts,
  order: NoticeOrderOf<'silence-add'>,
): Promise<NoticeOutcome> {
  const { id, parts, writer } = told;
  const { recipient, target, sector, incident, forMs, reason, actor } = order;
  const unknown = await unknownIn(order, parts, writer);
  if (unknown !== null) return { kind: 'notice_refused', text: unknown };
  const from = parts.clock.now();
  const until = order.until ?? from + (forMs ?? 0);
  if (until <= from) return { kind: 'notice_refused', text: UNTIL_PAST };
  const about = { recipient, target, sector, incident };
  const silence: Silence = { id: silenceIdOf(id), ...about, from, until, by: actor, reason };
  await parts.standing.keepSilence(silence);
  return { kind: 'silenced', ...(await announced(told, silence, { isEnd: false })) };
}

/** Ends one before its time. */
export async function endSilence(
  told: SilenceParts,
  order: NoticeOrderOf<'silence-end'>,
): Promise<NoticeOutcome> {
  const { standing, clock } = told.parts;
  const silences = standing.silences();
  const found = silences.find((each) => each.id === order.silence);
  if (found === undefined) {
    const near = nearestOf(
      order.silence,
      silences.map((each) => each.id),
    );
    const text = unknownId(
      { ja: '続いている一時停止', en: 'silence that lasts' },
      order.silence,
      near,
    );
    return { kind: 'notice_refused', text };
  }
  const silence = { ...found, until: clock.now() };
  await standing.keepSilence(silence);
  return { kind: 'silence_ended', ...(await announced(told, silence, { isEnd: true })) };
}

async function announced(
  { id, isAnnounced, parts, writer }: SilenceParts,
  silence: Silence,
  { isEnd }: { readonly isEnd: boolean },
) {
  const { config, incidents } = parts;
  const incident = silence.incident === null ? null : await incidents.incident(silence.incident);
  const news = { id, silence, isEnd, incident };
  const announcements = isAnnounced ? await announceSilence(news, parts, writer) : [];
  const { timezone } = config().council;
  return { silence, announcements: [...announcements], timezone };
}

/** What the order names and is not there; null = all of it is. */
async function unknownIn(
  { recipient, target, sector, incident }: NoticeOrderOf<'silence-add'>,
  { config, incidents }: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<Text | null> {
  const { sectors } = config();
  const known = [
    [recipient, writer.recipients().map(({ id }) => id), RECIPIENT],
    [target, targetsOf(config()).map((place) => place.target.id), TARGET],
    [sector, sectors.map(({ id }) => id), SECTOR],
  ] as const;
  for (const [id, ids, what] of known) {
    if (id !== null && !ids.includes(id)) return unknownId(what, id, nearestOf(id, ids));
  }
  if (incident === null || (await incidents.incident(incident)) !== null) return null;
  return unknownId(INCIDENT, incident, null);
}

export const RECIPIENT: Text = { ja: '宛先', en: 'recipient' };
export const INCIDENT: Text = { ja: '事象', en: 'incident' };
const TARGET: Text = { ja: '計測対象', en: 'site' };
const SECTOR: Text = { ja: 'セプター', en: 'sector' };

/** For people: `s-4k0af`. The same where an order comes twice. */
function silenceIdOf(order: string): string {
  return `s-${spokenMark(order, LETTERS)}`;
}
