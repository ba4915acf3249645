import type { Text } from './words/language.ts';
import type { Contact } from './words/recipient.ts';

/** How people are told, from `notify` in `yamabiko.yaml`. */
export interface NotifyConfig {
  /** null = no mail is sent. */
  readonly mail: MailConfig | null;
  readonly webhook: WebhookConfig | null;
  /** Contacts of the council's office, the operator, and the observers. */
  readonly council: readonly Contact[];
  readonly operator: readonly Contact[];
  readonly observers: readonly Observer[];
  readonly pace: NoticePace;
  /** Ids of recipients that may be addressed in drills and by practice data; empty = nobody is. */
  readonly exercises: readonly string[];
  /** null = none. */
  readonly heartbeat: HeartbeatConfig | null;
}

export interface Observer {
  readonly id: string;
  readonly name: Text;
  readonly contacts: readonly Contact[];
}

export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` or refused, `none` in clear. */
  readonly security: 'tls' | 'starttls' | 'none';
  /** null = without signing in. */
  readonly user: string | null;
  /** File with the password, relative to the configuration folder; `YAMABIKO_SMTP_PASSWORD` comes before it. */
  readonly passwordFile: string | null;
  /** Address of the fixed sender. */
  readonly from: string;
  /** null = the sender. */
  readonly replyTo: string | null;
}

export interface WebhookConfig {
  /** File with the key of the signature, relative to the configuration folder; `YAMABIKO_WEBHOOK_SECRET` comes before it. */
  readonly secretFile: string;
}

/** How much a contact is told, ms. */
export interface NoticePace {
  /** How long a message waits for what belongs with it; of a member's own sites a quarter of it. */
  readonly groupMs: number;
  /** After a message the next one waits so long. */
  readonly windowMs: number;
  /** A trouble that lasts and that nobody acknowledged is told again. */
  readonly remindMs: number;
}

export interface HeartbeatConfig {
  readonly url: string;
  readonly everyMs: number;
}

export const PLAIN_PACE: NoticePace = { groupMs: 20_000, windowMs: 600_000, remindMs: 14_400_000 };

/** Nobody is told. */
export const NO_NOTICES: NotifyConfig = {
  mail: null,
  webhook: null,
  council: [],
  operator: [],
  observers: [],
  pace: PLAIN_PACE,
  exercises: [],
  heartbeat: null,
};
