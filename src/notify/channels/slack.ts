import type { Channel, Delivery } from '../../core/ports/channel.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { Language } from '../../core/words/language.ts';
import type { Render, RenderedMessage } from '../message.ts';
import { fittedLines, type Room } from './fitted-lines.ts';
import { postJson } from './http-delivery.ts';

export interface SlackSettings {
  readonly outgoing: Outgoing;
}

/** Of a header and of a section, characters (Slack's reference of blocks). */
const HEADER_MOST = 150;
const SECTION_MOST = 3000;
/** Slack refuses blocks of about 13,000 characters together, what it counts besides the text included. */
const ROOM: Room = { most: 10_000, costOf: (line) => line.length + 1 };

/** What Slack says, with various statuses, where nobody is at the address any more. */
const GONE =
  /\b(no_service|no_service_id|no_active_hooks|no_team|team_disabled|invalid_token|channel_not_found|channel_is_archived)\b/;

/** Sends to an incoming webhook of Slack, which knows no key: an answer that is lost means twice. */
export function createSlackChannel({ outgoing }: SlackSettings, render: Render): Channel {
  return {
    async send(entry) {
      const body = JSON.stringify(payloadOf(render(entry), entry.to.language));
      return withGone(await postJson(outgoing, { url: entry.to.to, body }));
    },
    async close() {},
  };
}

function withGone(delivery: Delivery): Delivery {
  return delivery.kind === 'permanent' && GONE.test(delivery.error)
    ? { ...delivery, bounced: true }
    : delivery;
}

/** As plain text, so that no name in it becomes a mention, a link to be fetched or bold. */
function payloadOf({ subject, text }: RenderedMessage, language: Language) {
  return {
    text: escaped(subject),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(shortened(subject)) },
      ...sectionsOf(fittedLines(text, language, ROOM)).map((section) => ({
        type: 'section',
        text: plain(section),
      })),
    ],
  };
}

function plain(text: string) {
  return { type: 'plain_text', text, emoji: false };
}

/** The three characters that Slack gives a meaning in a text of its own markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= HEADER_MOST
    ? text
    : `${characters.slice(0, HEADER_MOST - 1).join('')}…`;
}

function sectionsOf(lines: readonly string[]): readonly string[] {
  const sections: string[] = [];
  let section = '';
  for (const line of lines) {
    if (section.length + line.length + 1 > SECTION_MOST) {
      sections.push(section);
      section = '';
    }
    section += `${line}\n`;
  }
  return [...sections, section].map((each) => each.trim()).filter((each) => each !== '');
}
