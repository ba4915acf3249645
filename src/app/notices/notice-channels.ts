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
import { isGloballyReachable } from '../../probe/address-guard.ts';
import { authoritiesOf } from '../authorities.ts';
import type { AddressGuard } from '../guarded-lookup.ts';
import { openOutgoing } from '../outgoing.ts';
import type { SecretPlaces } from '../secrets.ts';
import { channelByGiver } from './given-channels.ts';
import { mailAuth, webhookSecret } from './notify-secrets.ts';

export interface NoticeChannelsParts extends SecretPlaces {
  readonly config: Config;
  /** As the files have it at the moment of the call: what a member gave beside it goes to public addresses alone. */
  readonly files: () => Config;
  readonly render: Render;
}

/** The channels that a configuration names. */
export class NoticeChannels {
  /** By kind of contact; what has none is not sent. */
  readonly byKind: ReadonlyMap<ContactKind, Channel>;
  /** For what calls out beside the channels. */
  readonly outgoing: Outgoing;
  readonly #guarded: Outgoing;

  /** Rejects with `usage` for a secret, a proxy or authorities that cannot be used. */
  static async open(parts: NoticeChannelsParts): Promise<NoticeChannels> {
    const outgoing = await openOutgoing(parts.environment);
    const guarded = await openOutgoing(parts.environment, guardOf(parts));
    const both = { outgoing, guarded };
    try {
      return new NoticeChannels(await channelsOf(parts, both), both);
    } catch (error) {
      await Promise.all([outgoing.close(), guarded.close()]);
      throw error;
    }
  }

  private constructor(byKind: ReadonlyMap<ContactKind, Channel>, ways: Ways) {
    this.byKind = byKind;
    this.outgoing = ways.outgoing;
    this.#guarded = ways.guarded;
  }

  /** Breaks off what is being sent. */
  async close(): Promise<void> {
    await Promise.all([...this.byKind.values()].map((channel) => channel.close()));
    await Promise.all([this.outgoing.close(), this.#guarded.close()]);
  }
}

interface Ways {
  readonly outgoing: Outgoing;
  /** To public addresses alone. */
  readonly guarded: Outgoing;
}

function guardOf({ config }: NoticeChannelsParts): AddressGuard {
  return {
    isReachable: (address, family) => isGloballyReachable({ address, family }),
    servers: config.resolver.servers,
  };
}

async function channelsOf(
  parts: NoticeChannelsParts,
  ways: Ways,
): Promise<ReadonlyMap<ContactKind, Channel>> {
  const { render, files } = parts;
  const { mail, webhook } = parts.config.notify ?? NO_NOTICES;
  const byGiver = (make: (outgoing: Outgoing) => Channel) =>
    channelByGiver({ ofFiles: make(ways.outgoing), given: make(ways.guarded), files });
  const channels = new Map<ContactKind, Channel>([
    ['slack', byGiver((outgoing) => createSlackChannel({ outgoing }, render))],
    ['teams', byGiver((outgoing) => createTeamsChannel({ outgoing }, render))],
    ['alertmanager', byGiver((outgoing) => createAlertmanagerChannel({ outgoing }, render))],
  ]);
  if (webhook !== null) {
    const secret = await webhookSecret(webhook, parts);
    const make = (outgoing: Outgoing) => createWebhookChannel({ outgoing, secret }, render);
    channels.set('webhook', byGiver(make));
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
