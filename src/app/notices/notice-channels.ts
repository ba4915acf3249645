import type { Config } from '../../core/config.ts';
import { type MailConfig, NO_NOTICES } from '../../core/notify-config.ts';
import type { Channel } from '../../core/ports/channel.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { ContactKind } from '../../core/words/recipient.ts';
import { createAlertmanagerChannel } from '../../notify/channels/alertmanager.ts';
import { createMailChannel } from '../../notify/channels/mail.ts';
import { createSlackChannel } from '../../notify/channels/slack.ts';
import { createTeamsChannel } from '../../notify/channels/teams.ts';
import { createWebhookChannel } from '../../notify/channels/webhook.ts';
import type { Render } from '../../notify/message.ts';
import { authoritiesOf } from '../authorities.ts';
import { openOutgoing } from '../outgoing.ts';
import type { SecretPlaces } from '../secrets.ts';
import { mailAuth, webhookSecret } from './notify-secrets.ts';

export interface NoticeChannelsParts extends SecretPlaces {
  readonly config: Config;
  readonly render: Render;
}

/** The channels that a configuration names. */
export class NoticeChannels {
  /** By kind of contact; what has none is not sent. */
  readonly byKind: ReadonlyMap<ContactKind, Channel>;
  /** For what calls out beside the channels. */
  readonly outgoing: Outgoing;

  /** Rejects with `usage` for a secret, a proxy or authorities that cannot be used. */
  static async open(parts: NoticeChannelsParts): Promise<NoticeChannels> {
    const outgoing = await openOutgoing(parts.environment);
    try {
      return new NoticeChannels(await channelsOf(parts, outgoing), outgoing);
    } catch (error) {
      await outgoing.close();
      throw error;
    }
  }

  private constructor(byKind: ReadonlyMap<ContactKind, Channel>, outgoing: Outgoing) {
    this.byKind = byKind;
    this.outgoing = outgoing;
  }

  /** Breaks off what is being sent. */
  async close(): Promise<void> {
    await Promise.all([...this.byKind.values()].map((channel) => channel.close()));
    await this.outgoing.close();
  }
}

async function channelsOf(
  parts: NoticeChannelsParts,
  outgoing: Outgoing,
): Promise<ReadonlyMap<ContactKind, Channel>> {
  const { render } = parts;
  const { mail, webhook } = parts.config.notify ?? NO_NOTICES;
  const channels = new Map<ContactKind, Channel>([
    ['slack', createSlackChannel({ outgoing }, render)],
    ['teams', createTeamsChannel({ outgoing }, render)],
    ['alertmanager', createAlertmanagerChannel({ outgoing }, render)],
  ]);
  if (webhook !== null) {
    const secret = await webhookSecret(webhook, parts);
    channels.set('webhook', createWebhookChannel({ outgoing, secret }, render));
  }
  if (mail !== null) channels.set('mail', await mailChannel(mail, parts));
  return channels;
}

async function mailChannel(mail: MailConfig, parts: NoticeChannelsParts): Promise<Channel> {
  const { host, port, security, from, replyTo } = mail;
  const auth = await mailAuth(mail, parts);
  const ca = security === 'none' ? [] : await authoritiesOf(parts.environment);
  return createMailChannel({ host, port, security, auth, from, replyTo, ca }, parts.render);
}
