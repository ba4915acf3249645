import { z } from 'zod';
import { contactSchema } from './contact-schema.ts';
import {
  durationSchema,
  idSchema,
  listOf,
  mailAddressSchema,
  mailHostSchema,
  mapping,
  nameSchema,
  remotePortSchema,
  textSchema,
} from './leaf-schemas.ts';

/** The shape of `notify` in `yamabiko.yaml`. Descriptions are what editors show: Japanese / English. */

export const mailSchema = mapping({
  host: mailHostSchema.describe(
    'メールサーバの名前かアドレス / name or address of the mail server',
  ),
  port: remotePortSchema
    .optional()
    .describe(
      'ポート（既定 tls 465、starttls 587、none 25） / default 465 with tls, 587 with starttls, 25 with none',
    ),
  security: z
    .enum(['tls', 'starttls', 'none'])
    .optional()
    .describe(
      '暗号化: tls は最初から、starttls は必ず切り替え、none はしない（既定 starttls） / tls from the first byte, starttls or refused, none in clear; default starttls',
    ),
  user: textSchema
    .optional()
    .describe('ログインの利用者名（既定はなし） / who signs in; default nobody'),
  passwordFile: textSchema
    .optional()
    .describe(
      'パスワードのファイル。設定フォルダからの相対パス。環境変数 YAMABIKO_SMTP_PASSWORD が優先 / file with the password, from the configuration folder; YAMABIKO_SMTP_PASSWORD comes before it',
    ),
  from: mailAddressSchema.describe('差出人のアドレス / address of the sender'),
  replyTo: mailAddressSchema
    .optional()
    .describe('返信先のアドレス（既定は差出人） / where answers go; default the sender'),
}).describe('メールの送り方 / how mail is sent');

export const webhookSchema = mapping({
  secretFile: textSchema.describe(
    '署名の鍵のファイル。設定フォルダからの相対パス。環境変数 YAMABIKO_WEBHOOK_SECRET が優先 / file with the key of the signature, from the configuration folder; YAMABIKO_WEBHOOK_SECRET comes before it',
  ),
}).describe('Webhook の署名 / the signature of webhooks');

const contactsShape = {
  contacts: listOf(contactSchema).optional().describe('連絡先 / contacts'),
};

export const observerSchema = mapping({
  id: idSchema.describe('オブザーバーの id / id of the observer'),
  name: nameSchema.describe('オブザーバーの名称 / name of the observer'),
  ...contactsShape,
});

const paceSchema = mapping({
  group: durationSchema
    .optional()
    .describe(
      'まとめるために待つ時間（既定 20s。構成員本人のサイトは4分の1） / how long a notice waits for what belongs with it; default 20s, a quarter of it for a member’s own sites',
    ),
  window: durationSchema
    .optional()
    .describe('次のお知らせまでの間隔（既定 10m） / the next notice waits so long; default 10m'),
  remind: durationSchema
    .optional()
    .describe(
      '続いていて確認されないことを、再び知らせるまでの時間（既定 4h） / what lasts and nobody acknowledged is told again after; default 4h',
    ),
}).describe('お知らせの間隔 / how often notices come');

export const heartbeatSchema = mapping({
  url: textSchema.describe(
    '正常な間だけ呼び出す外部の URL（https） / outside URL that is called only while all is well; https',
  ),
  every: durationSchema.optional().describe('呼び出す間隔（既定 1m） / how often; default 1m'),
}).describe('死活監視の呼び出し / sign of life');

export const notifySchema = mapping({
  mail: mailSchema.optional(),
  webhook: webhookSchema.optional(),
  council: mapping(contactsShape).optional().describe('協議会の連絡先 / the council’s office'),
  operator: mapping(contactsShape).optional().describe('運用者の連絡先 / the operator'),
  observers: listOf(observerSchema)
    .optional()
    .describe('オブザーバーの一覧 / observers, who are told bands only'),
  pace: paceSchema.optional(),
  exercises: listOf(textSchema)
    .optional()
    .describe(
      '訓練と模擬データでも知らせる相手（例 operator、sector:gas、member:gas-0001） / who may be told in drills and of practice data',
    ),
  heartbeat: heartbeatSchema.optional(),
}).describe('お知らせ。書かなければ、だれにも送らない / notices; without it nobody is told');

export type NotifyFile = z.output<typeof notifySchema>;
