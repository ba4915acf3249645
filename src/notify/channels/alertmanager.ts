import type { Channel } from '../../core/ports/channel.ts';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { NoticeMatter } from '../../core/words/notice.ts';
import type { Render, RenderedMessage } from '../message.ts';
import { postJson } from './http-delivery.ts';

export interface AlertmanagerSettings {
  readonly outgoing: Outgoing;
}

/**
 * Without an end Alertmanager takes an alert for resolved after minutes, and we tell a matter once. So
 * long it stays where no recovery is told; every message about the matter begins it anew.
 */
const STAYS_MS = 7 * 86_400_000;
/** Of what is about no matter. */
const SHORT_MS = 300_000;

const SEVERITIES = ['warning', 'critical'] as const;

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** ISO. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL?: string;
}

/** Posts alerts to the v2 API of the Alertmanager at the contact's address. */
export function createAlertmanagerChannel(
  { outgoing }: AlertmanagerSettings,
  render: Render,
): Channel {
  return {
    async send(entry) {
      return postJson(outgoing, {
        url: `${entry.to.to.replace(/\/+$/, '')}/api/v2/alerts`,
        body: JSON.stringify(alertsOf(entry, render(entry), Date.now())),
      });
    },
    async close() {},
  };
}

function alertsOf(entry: OutboxEntry, message: RenderedMessage, now: number): readonly Alert[] {
  const { notice } = entry;
  if (notice.matters.length > 0) {
    return notice.matters.flatMap((matter) => alertsOfMatter(entry, matter, message, now));
  }
  const labels = {
    ...labelsOf(entry, 'YamabikoNotice'),
    severity: 'info',
    kind: notice.kind,
    reference: notice.reference,
  };
  const frame = frameOf(entry, message);
  return [{ ...frame, labels, startsAt: iso(notice.at), endsAt: iso(now + SHORT_MS) }];
}

/**
 * Labels name an alert, so a matter that gets worse or better is another alert for Alertmanager: the
 * one of the other severity is ended along with it. One that never was is ended without a word.
 */
function alertsOfMatter(
  entry: OutboxEntry,
  matter: NoticeMatter,
  message: RenderedMessage,
  now: number,
): readonly Alert[] {
  const { notice } = entry;
  const end = notice.kind === 'correction' ? (matter.endedAt ?? notice.at) : matter.endedAt;
  const frame = frameOf(entry, message);
  const site = matter.key.startsWith('site:') ? matter.sites[0] : undefined;
  return SEVERITIES.map((severity) => {
    const isNow = severity === (matter.weight === 'slow' ? 'warning' : 'critical');
    const endsAt = isNow ? (end ?? now + STAYS_MS) : (end ?? notice.at);
    return {
      ...frame,
      labels: {
        ...labelsOf(entry, alertNameOf(matter)),
        severity,
        matter: matter.key,
        ...(site && { target: site.target, member: site.member, sector: site.sector }),
      },
      annotations: { ...frame.annotations, incident: matter.incident, pattern: matter.pattern },
      startsAt: iso(matter.since),
      endsAt: iso(Math.max(endsAt, matter.since)),
    };
  });
}

function alertNameOf({ key }: NoticeMatter): string {
  if (key.startsWith('site:')) return 'YamabikoSite';
  return key.startsWith('pattern:') ? 'YamabikoPattern' : 'YamabikoProber';
}

function labelsOf({ notice }: OutboxEntry, alertname: string): Record<string, string> {
  return {
    alertname,
    recipient: notice.recipient,
    ...(notice.exercise !== null && { exercise: notice.exercise }),
  };
}

function frameOf({ notice, marking }: OutboxEntry, { subject, text, link }: RenderedMessage) {
  return {
    annotations: { summary: subject, description: text, reference: notice.reference, marking },
    ...(link !== null && { generatorURL: link }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
