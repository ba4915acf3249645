import { STANDING_SENTENCE } from '../src/core/words/language.ts';
import { plainText } from './plain-text.ts';
import type { ContactPointsFile } from './provisioning-shapes.ts';

type ContactPoint = ContactPointsFile['contactPoints'][number];

/** Who is written to in an organisation. */
export interface MailContact {
  readonly orgId: number;
  readonly name: string;
  readonly mails: readonly string[];
}

/** One contact point an organisation; its uid never changes. */
export const CONTACT_POINT_UID = 'yamabiko-mail';

/**
 * A mail in both languages. It says which rule holds and where to look, and names no site and no
 * figure: a mail is read by more people than it is sent to, and what it says of others is bounded by
 * TLP:GREEN. Its own message keeps Grafana from listing the labels and values of every alert.
 */
export function mailContactPoint({ orgId, name, mails }: MailContact): ContactPoint {
  return {
    orgId,
    name,
    receivers: [
      {
        uid: CONTACT_POINT_UID,
        type: 'email',
        settings: {
          addresses: mails.map(plainText).join(';'),
          singleEmail: false,
          subject: SUBJECT,
          message: MESSAGE,
        },
        disableResolveMessage: false,
      },
    ],
  };
}

const IS_FIRING = '{{ if eq .Status "firing" }}';

const SUBJECT = `【山びこ】${IS_FIRING}お知らせ{{ else }}解消{{ end }} / Yamabiko: ${IS_FIRING}alert{{ else }}resolved{{ end }}`;

const MESSAGE = [
  '{{ .CommonAnnotations.summary }}',
  `${IS_FIRING}状態: 続いています{{ else }}状態: 解消しました{{ end }}`,
  'くわしくは Grafana（{{ .ExternalURL }}）の「山びこ」フォルダをご覧ください。',
  `TLP:GREEN ${STANDING_SENTENCE.ja}`,
  '',
  '{{ .CommonAnnotations.summary_en }}',
  `${IS_FIRING}State: it goes on{{ else }}State: resolved{{ end }}`,
  'For details see the folder "Yamabiko" in Grafana: {{ .ExternalURL }}',
  `TLP:GREEN ${STANDING_SENTENCE.en}`,
].join('\n');
