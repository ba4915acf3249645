import { createTransport } from 'nodemailer';
import type { Channel } from '../../core/ports/channel.ts';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Render, RenderedMessage } from '../message.ts';
import { toldIdsOf } from '../told-as.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import { deliveryOfSmtpFailure } from './smtp-refusal.ts';

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` or not at all, `none` in clear. */
  readonly security: 'tls' | 'starttls' | 'none';
  /** null = without signing in; otherwise nothing is sent to a server that takes no password. */
  readonly auth: { readonly user: string; readonly password: string } | null;
  /** The fixed sender: an address, with or without a name. */
  readonly from: string;
  /** null = the sender. */
  readonly replyTo: string | null;
  /** PEM; who may vouch for the server. */
  readonly ca: readonly string[];
  readonly limits?: MailLimits;
}

/** ms. */
export interface MailLimits {
  /** From the name looked up to the session set up. */
  readonly connectMs: number;
  /** The longest silence within a session; a server that examines a message may take its time. */
  readonly silenceMs: number;
  /** From the hand-over to the server's word, waiting for a connection included. */
  readonly wholeMs: number;
}

const LIMITS: MailLimits = { connectMs: 15_000, silenceMs: 120_000, wholeMs: 300_000 };
const MOST_CONNECTIONS = 8;
/** That a header names. */
const MOST_INCIDENTS = 50;
/** Firewalls forget connections that idle for longer. */
const IDLE_MS = 30_000;

/**
 * Sends mail over kept connections, directly: no HTTP proxy is used. A message that is sent again is
 * the same one, by its `Message-ID` and `Date`; a drill's is dated when it leaves, as the drill may replay
 * another day. No attachments, nothing that tells of being opened.
 */
export function createMailChannel(settings: MailSettings, render: Render): Channel {
  const transport = transportOf(settings);
  const { wholeMs } = settings.limits ?? LIMITS;
  return {
    async send(entry) {
      const mail = mailOf(settings, entry, render(entry));
      try {
        await transport.sendMail({ ...mail, signal: AbortSignal.timeout(wholeMs) });
        return { kind: 'accepted' };
      } catch (error) {
        return deliveryOfSmtpFailure(error);
      }
    },
    async close() {
      transport.close({ force: true });
    },
  };
}

function transportOf({ host, port, security, auth, ca, limits = LIMITS }: MailSettings) {
  return createTransport({
    pool: true,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { ca: [...ca], minVersion: 'TLSv1.2' },
    ...(auth !== null && { auth: { user: auth.user, pass: auth.password }, forceAuth: true }),
    maxConnections: MOST_CONNECTIONS,
    // Once over another connection, and only where not a byte of the message had left.
    maxRequeues: 1,
    idleTimeout: IDLE_MS,
    connectionTimeout: limits.connectMs,
    dnsTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    socketTimeout: limits.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function mailOf(
  settings: MailSettings,
  entry: OutboxEntry,
  { subject, text, html }: RenderedMessage,
) {
  const { notice } = entry;
  const incidents = toldIdsOf(notice);
  return {
    from: settings.from,
    // As an object the address is one address, whatever is in it.
    to: { name: '', address: entry.to.to },
    ...(settings.replyTo !== null && { replyTo: settings.replyTo }),
    subject,
    text,
    html,
    messageId: `<${idempotencyKeyOf(entry)}@${domainOf(settings.from)}>`,
    ...(notice.exercise !== 'drill' && { date: new Date(notice.at) }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      // Exchange heeds this one alone; reports of what cannot be delivered still come.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'X-Yamabiko-Reference': notice.reference,
      ...(incidents.length > 0 && {
        'X-Yamabiko-Incident': incidents.slice(0, MOST_INCIDENTS).join(', '),
      }),
    },
  };
}

function domainOf(from: string): string {
  return /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
}
