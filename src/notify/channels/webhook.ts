import { createHmac } from 'node:crypto';
import type { Channel } from '../../core/ports/channel.ts';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { Render, RenderedMessage } from '../message.ts';
import { postJson } from './http-delivery.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';

export interface WebhookSettings {
  readonly outgoing: Outgoing;
  /** Key of the signature. */
  readonly secret: string;
}

/** POSTs a notice as JSON, signed; body and headers are described in `docs/notices.md`. */
export function createWebhookChannel(settings: WebhookSettings, render: Render): Channel {
  return {
    async send(entry) {
      const body = JSON.stringify(bodyOf(entry, render(entry)));
      return postJson(settings.outgoing, {
        url: entry.to.to,
        headers: {
          'idempotency-key': idempotencyKeyOf(entry),
          tlp: entry.marking,
          'x-yamabiko-signature': signatureOf(settings.secret, body, Date.now()),
        },
        body,
      });
    },
    async close() {},
  };
}

function bodyOf(entry: OutboxEntry, { subject, text, link, json }: RenderedMessage) {
  return {
    ...json,
    id: idempotencyKeyOf(entry),
    language: entry.to.language,
    subject,
    text,
    link,
  };
}

/** The moment belongs to what is signed, so that an old message cannot be passed off as a new one. */
function signatureOf(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
