import { targetsOf } from '../../core/config.ts';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import type { NoticeMatter } from '../../core/words/notice.ts';
import { contactIdOf } from '../../core/words/recipient.ts';
import { toldIdOf, toldKeyOf } from '../../notify/told-as.ts';
import type { NoticeDelivery } from '../control/notice-order.ts';
import { NO_CONTACT_NOW } from './desk-texts.ts';
import { entriesAbout, familyOf } from './incident-family.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';
import { patternKey } from './pattern-views.ts';
import { siteKey } from './site-matter.ts';

interface Asked {
  /** Of the request. */
  readonly id: string;
  readonly text: Text;
}

/** The newest notice that a contact was sent, with what is corrected of it. */
interface Told {
  readonly entry: OutboxEntry;
  readonly matter: NoticeMatter;
}

/**
 * A correction by hand to every contact that a notice about the incident, or about what became part of it,
 * went to; null = none did. One that still waits goes before its correction, as order is kept.
 */
export async function sendCorrections(
  { incident, ...asked }: Asked & { readonly incident: Incident },
  parts: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly NoticeDelivery[] | null> {
  const family = new Set((await familyOf(incident, parts.incidents)).parts);
  const told = await toldOf([...family], (matter) => family.has(matter.incident), parts);
  return await correctTold(told, { ...asked, about: incident.id }, parts, writer);
}

/**
 * A correction that names the site, to every contact that was told of its trouble as part of these
 * incidents, the newest first; null = none was.
 */
export async function correctSite(
  {
    target,
    incidents,
    ...asked
  }: Asked & { readonly target: string; readonly incidents: readonly [Incident, ...Incident[]] },
  parts: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly NoticeDelivery[] | null> {
  const ids = incidents.map(({ id }) => id);
  const isIt = ({ key, incident }: NoticeMatter) =>
    key === siteKey(target) && ids.includes(incident);
  const told = await toldOf(ids, isIt, parts);
  return await correctTold(told, { ...asked, about: incidents[0].id }, parts, writer);
}

/**
 * A correction to every contact that was told of the pattern by itself, not by a site in it; null = none
 * was.
 */
export async function correctPattern(
  { incident, ...asked }: Asked & { readonly incident: Incident },
  parts: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly NoticeDelivery[] | null> {
  const key = patternKey(incident.id);
  const told = await toldOf([incident.id], (matter) => matter.key === key, parts);
  return await correctTold(told, { ...asked, about: incident.id }, parts, writer);
}

/** Of each contact the newest notice with such a matter. */
async function toldOf(
  incidents: readonly string[],
  isIt: (matter: NoticeMatter) => boolean,
  { store }: Pick<NoticeDeskParts, 'store'>,
): Promise<readonly Told[]> {
  const newest = new Map<string, Told>();
  for (const entry of await entriesAbout(incidents, store)) {
    const matter = entry.notice.matters.find(isIt);
    if (matter === undefined || entry.state === 'dead' || newest.has(entry.contact)) continue;
    newest.set(entry.contact, { entry, matter });
  }
  return [...newest.values()];
}

async function correctTold(
  told: readonly Told[],
  { id, text, about }: Asked & { readonly about: string },
  { config }: Pick<NoticeDeskParts, 'config'>,
  writer: NoticeWriter,
): Promise<readonly NoticeDelivery[] | null> {
  if (told.length === 0) return null;
  const known = new Set(targetsOf(config()).map(({ target }) => target.id));
  const gone: NoticeDelivery[] = [];
  const asked = told.flatMap(({ entry, matter }) => {
    const recipient = writer.recipient(entry.notice.recipient);
    const contact = recipient?.contacts.find(
      (each) => contactIdOf(recipient, each) === entry.contact,
    );
    if (recipient === null || contact === undefined) {
      gone.push(goneOf(entry));
      return [];
    }
    const remark = aboutNotice(entry, matter, text);
    // What is said of a site goes to nobody from whom it was withdrawn since.
    const names = matter.key.startsWith('site:')
      ? matter.sites
          .filter(({ target }) => known.has(target))
          .map((site) => ({ ...site, detail: null }))
      : [];
    const said = { kind: 'correction' as const, remark, names };
    return [{ recipient, contact, ...said, part: toldKeyOf(entry.notice, matter) }];
  });
  const written = await writer.write(id, asked, { incident: about, text: WRITTEN });
  return [...written, ...gone];
}

const WRITTEN: Text = { ja: '訂正を作りました', en: 'a correction was written' };

/** The reader knows the notice by its reference; a number of an incident is the operator's alone. */
function aboutNotice({ notice }: OutboxEntry, matter: NoticeMatter, text: Text): Text {
  const { reference, viewer } = notice;
  const id = viewer === 'operator' ? toldIdOf(notice, matter) : null;
  const ja = id === null ? '' : `（事象 ${id}）`;
  const en = id === null ? '' : ` (incident ${id})`;
  return {
    ja: `訂正するお知らせ: 照会番号 ${reference}${ja}。${text.ja}`,
    en: `Corrected is the notice with reference ${reference}${en}. ${text.en}`,
  };
}

function goneOf({ notice, to }: OutboxEntry): NoticeDelivery {
  return {
    ...{ recipient: notice.recipient, number: null, kind: to.kind, to: to.to },
    ...{ seq: null, reference: null, state: null, error: null, nextAt: null },
    refusal: NO_CONTACT_NOW,
  };
}
