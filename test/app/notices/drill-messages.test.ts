import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordingContextOf } from '../../../src/app/notices/wording-context.ts';
import { loadScenarios } from '../../../src/config/drill-load.ts';
import type { OutboxEntry } from '../../../src/core/ports/notice-store.ts';
import type { Outgoing, OutgoingRequest } from '../../../src/core/ports/outgoing.ts';
import { LANGUAGES } from '../../../src/core/words/language.ts';
import { contactIdOf } from '../../../src/core/words/recipient.ts';
import { idempotencyKeyOf } from '../../../src/notify/channels/idempotency-key.ts';
import { createSlackChannel } from '../../../src/notify/channels/slack.ts';
import { createTeamsChannel } from '../../../src/notify/channels/teams.ts';
import { createWebhookChannel } from '../../../src/notify/channels/webhook.ts';
import { recipientsOf } from '../../../src/notify/recipients.ts';
import { renderBy } from '../../../src/notify/wording/render.ts';
import { type SinkMail, type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { CONFIG, type DrillCouncil, drillCouncil, playThrough } from './drill-council.ts';
import { bandWords, MessageReader, type TrueBands, type Way } from './read-by-hand.ts';
import type { SimulatedTelling } from './simulated-telling.ts';
import { mailBy } from './told-council.ts';

const MINUTE_MS = 60_000;
/** A band falls five minutes late, is released each minute and may wait in a message of a full window. */
const LATELY_MS = 17 * MINUTE_MS;
const { scenarios } = await loadScenarios(CONFIG, 'Asia/Tokyo');

let sink: SmtpSink;
let council: DrillCouncil;
let reader: MessageReader;
/** What was told over all drills, so that none of it was checked in vain. */
const told = new Map<string, number>();

beforeAll(async () => {
  sink = await startSmtpSink();
  council = await drillCouncil(mailBy(sink));
  reader = new MessageReader(council.config, council.facts);
});
afterAll(() => sink.close());

/** Who is affected by sector, each five seconds, as judging has it. */
class Affected {
  readonly #moments: { readonly at: number; readonly members: ReadonlySet<string> }[] = [];

  look({ clock, judge }: SimulatedTelling): void {
    const members = judge.notable().flatMap(({ target, verdict }) => {
      const isSuspect = judge.stateOf(target)?.suspect === true;
      const counts = ['slow', 'failing', 'flapping'].includes(verdict.judgement) && !isSuspect;
      return counts ? [target.replace(/-www$/, '')] : [];
    });
    this.#moments.push({ at: clock.now(), members: new Set(members) });
  }

  before(at: number): TrueBands {
    const lately = this.#moments.filter((each) => each.at > at - LATELY_MS && each.at <= at);
    return (sector, viewer) => {
      const counted = reader.countedIn(sector, viewer).map(({ id }) => id);
      const counts = lately.map(({ members }) => counted.filter((id) => members.has(id)).length);
      return new Set([...new Set(counts)].flatMap((count) => bandWords(count, counted.length)));
    };
  }
}

/** Every string in a payload but codes, a line each; what is told of a site in detail as mails have it. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key === 'pattern') return [];
    if (key !== 'detail' || each === null) return stringsIn(each);
    const { target } = value as { readonly target: string };
    return [`Site: ${target}`, ...stringsIn(each).map((line) => `Reason: ${line}`)];
  });
}

const TAGS = /<\/(?:p|h2|tr|li|title)>|<br>/g;

function textOfHtml(html: string): string {
  const text = html
    .replaceAll('</th><td>', ': ')
    .replaceAll(TAGS, '\n')
    .replaceAll(/<[^>]*>/g, '');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** A mail as it arrived. */
function textsOf({ subject, text, html }: SinkMail['parsed']): readonly string[] {
  return [subject ?? '', text ?? '', textOfHtml(html ?? '')];
}

function wayOf({ contact: id }: OutboxEntry): Way {
  for (const recipient of recipientsOf(council.config)) {
    const contact = recipient.contacts.find((each) => contactIdOf(recipient, each) === id);
    if (contact !== undefined) return { recipient, contact };
  }
  throw new Error(`nobody is ${id}`);
}

/** What leaves for the chats and for programs, in both languages, as text. */
async function payloadsOf(entry: OutboxEntry): Promise<readonly string[]> {
  const bodies: string[] = [];
  const outgoing: Pick<Outgoing, 'send'> = {
    send({ body }: OutgoingRequest) {
      bodies.push(stringsIn(JSON.parse(String(body))).join('\n'));
      return Promise.resolve({ statusCode: 200, headers: {}, body: new Uint8Array() });
    },
  };
  const whole = outgoing as Outgoing;
  const render = renderBy(() => wordingContextOf(council.config, true));
  for (const language of LANGUAGES) {
    const said = { ...entry, to: { ...entry.to, language } };
    const message = render(said);
    bodies.push(`${message.subject}\n${message.text}`, textOfHtml(message.html));
    const once = () => message;
    await createSlackChannel({ outgoing: whole }, once).send(said);
    await createTeamsChannel({ outgoing: whole }, once).send(said);
    await createWebhookChannel({ outgoing: whole, secret: 'x' }, once).send(said);
  }
  return bodies;
}

function count(entry: OutboxEntry, texts: readonly string[]): void {
  const { viewer, kind, matters } = entry.notice;
  const what = [
    `${viewer} ${kind}`,
    ...matters.flatMap(({ sites, sectors, fact, pattern }) => [
      ...(sites.some(({ detail }) => detail !== null) ? [`${viewer} detail`] : []),
      ...(sites.length > 0 && pattern !== 'single' ? [`${viewer} names in a pattern`] : []),
      ...(sectors.length > 0 ? [`${viewer} bands`] : []),
      ...(sectors.some(({ ratio }) => ratio !== null) ? [`${viewer} ratio`] : []),
      ...(fact?.text == null ? [] : [`${viewer} fact`]),
    ]),
    ...(entry.notice.around.length > 0 ? [`${viewer} around`] : []),
  ];
  for (const each of what) told.set(each, (told.get(each) ?? 0) + 1);
  told.set('texts', (told.get('texts') ?? 0) + texts.length);
}

/** Else nothing was proven of it. */
const FEWEST_TOLD = 2;
const TO_BE_TOLD = [
  ...['member', 'secretariat', 'council', 'observer', 'operator'].flatMap((viewer) =>
    ['trouble', 'change', 'recovery', 'reminder'].map((kind) => `${viewer} ${kind}`),
  ),
  ...['secretariat', 'council', 'observer', 'operator'].flatMap((viewer) =>
    ['bands', 'ratio', 'fact'].map((what) => `${viewer} ${what}`),
  ),
  ...['secretariat', 'council', 'operator'].map((viewer) => `${viewer} names in a pattern`),
  ...['member detail', 'secretariat detail', 'member around', 'secretariat summary'],
];

describe('what leaves in the drills', () => {
  it.each(scenarios)(
    'holds nothing that its reader may not see: $id',
    async (scenario) => {
      const affected = new Affected();
      const from = sink.received.length;
      const played = await playThrough(council, scenario, (each) => affected.look(each));
      const entries = await played.stores.notices.outbox({ limit: 1_000_000 });
      const mails = new Map(
        sink.received.slice(from).map(({ parsed }) => [parsed.messageId, textsOf(parsed)]),
      );
      expect(sink.received.length - from).toBe(entries.length);
      const { expected } = scenario;
      const isTold = entries.some(({ notice: { viewer, matters } }) =>
        matters.some(({ pattern }) => viewer === 'operator' && pattern === expected.pattern),
      );
      expect(isTold).toBe(expected.pattern !== 'none');
      const wrong: string[] = [];
      for (const entry of entries) {
        const way = wayOf(entry);
        const mail = mails.get(`<${idempotencyKeyOf(entry)}@yamabiko.example>`) ?? [];
        expect(mail.length).toBe(3);
        const texts = [...mail, ...(await payloadsOf(entry))];
        const bands = affected.before(entry.notice.at);
        for (const text of texts) {
          wrong.push(
            ...reader.wrongIn(text, way, bands).map((each) => `${entry.contact}: ${each}`),
          );
        }
        count(entry, texts);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('was something of everything', () => {
    const missed = TO_BE_TOLD.filter((what) => (told.get(what) ?? 0) < FEWEST_TOLD);
    expect(missed).toEqual([]);
  });
});
