import type { Channel } from '../../core/ports/channel.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { Language } from '../../core/words/language.ts';
import type { Render, RenderedMessage } from '../message.ts';
import { fittedLines, type Room } from './fitted-lines.ts';
import { postJson } from './http-delivery.ts';

export interface TeamsSettings {
  readonly outgoing: Outgoing;
}

/**
 * Bytes of the blocks. Teams takes 28 KiB of a card that Power Automate has made larger by about a
 * fifth; it drops one that is too large after having answered 202.
 */
const ROOM: Room = {
  most: 18_000,
  costOf: (line) =>
    line === '' ? 0 : Buffer.byteLength(JSON.stringify(blockOf(line, 'None'))) + 1,
};

/** Sends to a webhook of Teams' Workflows as an Adaptive Card. 202 says that the workflow began. */
export function createTeamsChannel({ outgoing }: TeamsSettings, render: Render): Channel {
  return {
    async send(entry) {
      const body = JSON.stringify(payloadOf(render(entry), entry.to.language));
      return postJson(outgoing, { url: entry.to.to, body });
    },
    async close() {},
  };
}

function payloadOf({ subject, text }: RenderedMessage, language: Language) {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          lang: language,
          fallbackText: subject,
          msteams: { width: 'Full' },
          body: [headingOf(subject), ...blocksOf(fittedLines(text, language, ROOM))],
        },
      },
    ],
  };
}

function headingOf(subject: string) {
  const run = { type: 'TextRun', text: subject, weight: 'Bolder', size: 'Medium' };
  return { type: 'RichTextBlock', inlines: [run] };
}

/** A block a line: the text of a run is no Markdown, but its line ends are not kept by every client. */
function blocksOf(lines: readonly string[]) {
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    return [blockOf(line, index > 0 && lines[index - 1] !== '' ? 'None' : 'Medium')];
  });
}

function blockOf(line: string, spacing: 'None' | 'Medium') {
  return { type: 'RichTextBlock', spacing, inlines: [{ type: 'TextRun', text: line }] };
}
