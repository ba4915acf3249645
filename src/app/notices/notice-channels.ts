import { background } from '../../core/background.ts';
import type { Config } from '../../core/config.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { type MailConfig, NO_NOTICES, type WebhookConfig } from '../../core/notify-config.ts';
import type { Channel } from '../../core/ports/channel.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { ContactKind } from '../../core/words/recipient.ts';
import { createAlertmanagerChannel } from '../../notify/channels/alertmanager.ts';
import { createMailChannel } from '../../notify/channels/mail.ts';
import { createSlackChannel } from '../../notify/channels/slack.ts';
import { createTeamsChannel } from '../../notify/channels/teams.ts';
import { createWebhookChannel } from '../../notify/channels/webhook.ts';
import type { Render } from '../../notify/message.ts';
import { authoritiesOf, type Environment } from '../authorities.ts';
import { openOutgoing } from '../outgoing.ts';
import { notifySecret } from './notify-secrets.ts';

export interface NoticeChannelsParts {
  readonly config: Config;
  /** Files of secrets lie relative to it; null = the working directory. */
  readonly configDir: string | null;
  readonly environment: Environment;
  readonly render: Render;
  readonly log: Log;
}

/** The channels of the configuration in force, the same map all the time. */
export class NoticeChannels {
  readonly #parts: NoticeChannelsParts;
  readonly #channels: Map<ContactKind, Channel>;
  readonly #outgoing: Outgoing;
  #settings: string;
  #work: Promise<void> = Promise.resolve();

  /** Rejects with `usage` for a secret, a proxy or authorities that cannot be used. */
  static async open(parts: NoticeChannelsParts): Promise<NoticeChannels> {
    const outgoing = await openOutgoing(parts.environment);
    try {
      return new NoticeChannels(parts, outgoing, await channelsOf(parts, outgoing));
    } catch (error) {
      await outgoing.close();
      throw error;
    }
  }

  private constructor(
    parts: NoticeChannelsParts,
    outgoing: Outgoing,
    channels: Map<ContactKind, Channel>,
  ) {
    this.#parts = parts;
    this.#outgoing = outgoing;
    this.#channels = channels;
    this.#settings = settingsOf(parts.config);
  }

  /** By kind of contact; what has none is not sent. */
  get byKind(): ReadonlyMap<ContactKind, Channel> {
    return this.#channels;
  }

  /** For what calls out beside the channels. */
  get outgoing(): Outgoing {
    return this.#outgoing;
  }

  /** Takes a changed configuration; where its secrets cannot be read everything stays as it was. */
  follow(config: Config): void {
    const settings = settingsOf(config);
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.#work = this.#work.then(() => this.#replace(config));
    background(this.#work, 'notify.channels', this.#parts.log);
  }

  /** Breaks off what is being sent. */
  async close(): Promise<void> {
    await this.#work;
    await Promise.all([...this.#channels.values()].map((channel) => channel.close()));
    await this.#outgoing.close();
  }

  async #replace(config: Config): Promise<void> {
    const { log } = this.#parts;
    try {
      const next = await channelsOf({ ...this.#parts, config }, this.#outgoing);
      const before = [...this.#channels.values()];
      this.#channels.clear();
      for (const [kind, channel] of next) this.#channels.set(kind, channel);
      await Promise.all(before.map((channel) => channel.close()));
      log.info('notify.channels_changed', { kinds: [...next.keys()] });
    } catch (error) {
      log.error('notify.channels_kept', { error: messageOf(error) });
    }
  }
}

function settingsOf({ notify }: Config): string {
  const { mail, webhook } = notify ?? NO_NOTICES;
  return JSON.stringify({ mail, webhook });
}

async function channelsOf(
  parts: NoticeChannelsParts,
  outgoing: Outgoing,
): Promise<Map<ContactKind, Channel>> {
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

async function webhookSecret(
  { secretFile: file }: WebhookConfig,
  { configDir, environment }: NoticeChannelsParts,
): Promise<string> {
  const variable = 'YAMABIKO_WEBHOOK_SECRET';
  const secret = await notifySecret({ variable, file, configDir, environment });
  if (secret !== null) return secret;
  throw new AppError('usage', {
    ja: `notify.webhook.secretFile のファイル ${file} が空です`,
    en: `the file ${file} of notify.webhook.secretFile is empty`,
  });
}

async function mailChannel(
  { host, port, security, user, passwordFile: file, from, replyTo }: MailConfig,
  { configDir, environment, render }: NoticeChannelsParts,
): Promise<Channel> {
  const variable = 'YAMABIKO_SMTP_PASSWORD';
  const password =
    user === null ? null : await notifySecret({ variable, file, configDir, environment });
  const auth = user === null ? null : { user, password: password ?? '' };
  const ca = security === 'none' ? [] : await authoritiesOf(environment);
  return createMailChannel({ host, port, security, auth, from, replyTo, ca }, render);
}
