import type { Channel } from '../../core/ports/channel.ts';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { NoticeMatter } from '../../core/words/notice.ts';
import type { Render, RenderedMessage } from '../message.ts';
import { toldIdOf, toldKeyOf } from '../told-as.ts';
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

/** Alerts in one request. */
const AT_ONCE = 200;

const SEVERITIES = ['warning', 'critical'] as const;

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** ISO. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL?: string;
}

/**
 * Posts alerts to the v2 API of the Alertmanager at the contact's address, so many in a request; when one
 * of several is not accepted all are sent again, which changes nothing where they were.
 */
export function createAlertmanagerChannel(
  { outgoing }: AlertmanagerSettings,
  render: Render,
): Channel {
  return {
    async send(entry) {
      const url = `${entry.to.to.replace(/\/+$/, '')}/api/v2/alerts`;
      const alerts = alertsOf(entry, render(entry), Date.now());
      for (let from = 0; ; from += AT_ONCE) {
        const body = JSON.stringify(alerts.slice(from, from + AT_ONCE));
        const delivery = await postJson(outgoing, { url, body });
        if (delivery.kind !== 'accepted' || from + AT_ONCE >= alerts.length) return delivery;
      }
    },
    async close() {},
  };
}

function alertsOf(entry: OutboxEntry, message: RenderedMessage, now: number): readonly Alert[] {
  const { notice } = entry;
  const { matters } = notice;
  if (matters.length > 0) {
    return matters.flatMap((matter) => {
      const said = matters.length === 1 ? message : { ...message, ...message.briefOf(matter) };
      return alertsOfMatter(entry, matter, said, now);
    });
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
  const frame = frameOf(entry, message);
  const incident = toldIdOf(notice, matter);
  const site = matter.key.startsWith('site:') ? matter.sites[0] : undefined;
  return SEVERITIES.map((severity) => {
    const isNow = severity === (matter.weight === 'slow' ? 'warning' : 'critical');
    const endsAt = matter.endedAt ?? (isNow ? now + STAYS_MS : notice.at);
    return {
      ...frame,
      labels: {
        ...labelsOf(entry, alertNameOf(matter)),
        severity,
        matter: toldKeyOf(notice, matter),
        ...(site && { target: site.target, member: site.member, sector: site.sector }),
      },
      annotations: {
        ...frame.annotations,
        ...(incident !== null && { incident }),
        pattern: matter.pattern,
      },
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
