import { DAY_KINDS } from '../core/calendar.ts';
import { type NotifyConfig, PLAIN_PACE } from '../core/notify-config.ts';
import { type Contact, PLAIN_CONTACT } from '../core/words/recipient.ts';
import type { ContactFile } from './contact-schema.ts';
import type { NotifyFile } from './notify-schema.ts';

/** Where mail servers listen (RFC 8314, RFC 6409, RFC 5321). */
const MAIL_PORTS = { tls: 465, starttls: 587, none: 25 } as const;
const HEARTBEAT_MS = 60_000;

export function buildNotify(file: NotifyFile): NotifyConfig {
  const { mail, webhook, council, operator, observers, pace, exercises, heartbeat } = file;
  return {
    mail: mail === undefined ? null : buildMail(mail),
    webhook: webhook ?? null,
    council: buildContacts(council?.contacts),
    operator: buildContacts(operator?.contacts),
    observers: (observers ?? []).map(({ id, name, contacts }) => ({
      id,
      name,
      contacts: buildContacts(contacts),
    })),
    pace: {
      groupMs: pace?.group ?? PLAIN_PACE.groupMs,
      windowMs: pace?.window ?? PLAIN_PACE.windowMs,
      remindMs: pace?.remind ?? PLAIN_PACE.remindMs,
    },
    exercises: exercises ?? [],
    heartbeat:
      heartbeat === undefined
        ? null
        : { url: heartbeat.url, everyMs: heartbeat.every ?? HEARTBEAT_MS },
  };
}

function buildMail(mail: NonNullable<NotifyFile['mail']>): NotifyConfig['mail'] {
  const security = mail.security ?? 'starttls';
  return {
    host: mail.host,
    port: mail.port ?? MAIL_PORTS[security],
    security,
    user: mail.user ?? null,
    passwordFile: mail.passwordFile ?? null,
    from: mail.from,
    replyTo: mail.replyTo ?? null,
  };
}

export function buildContacts(contacts: readonly ContactFile[] = []): readonly Contact[] {
  return contacts.map(buildContact);
}

function buildContact({ kind, to, quietHours, escalateAfter, ...given }: ContactFile): Contact {
  return {
    kind,
    to,
    role: given.role ?? PLAIN_CONTACT.role,
    verifiedOn: given.verifiedOn ?? PLAIN_CONTACT.verifiedOn,
    language: given.language ?? PLAIN_CONTACT.language,
    floor: given.floor ?? PLAIN_CONTACT.floor,
    quietHours:
      quietHours === undefined ? null : { ...quietHours, days: quietHours.days ?? DAY_KINDS },
    escalateAfterMs: escalateAfter ?? PLAIN_CONTACT.escalateAfterMs,
    ceiling: given.ceiling ?? PLAIN_CONTACT.ceiling,
  };
}
