import { z } from 'zod';
import { PRACTICE_PROFILES } from '../core/words/practice-profile.ts';
import { yearEndSchema } from './calendar-schema.ts';
import { contactSchema } from './contact-schema.ts';
import {
  booleanSchema,
  codeSchema,
  consentSchema,
  dateSchema,
  durationSchema,
  familySchema,
  headerNameSchema,
  idSchema,
  listOf,
  mapping,
  millisecondsSchema,
  nameSchema,
  ratioSchema,
  scheduleSchema,
  sizeSchema,
  statusSchema,
  textSchema,
  urlSchema,
} from './leaf-schemas.ts';
import { sectorWindowSchema, windowSchema } from './maintenance-schema.ts';

/** The shape of `sectors/<sector>.yaml`. Descriptions are what editors show: Japanese / English. */

export const thresholdsSchema = mapping({
  warnMs: millisecondsSchema
    .optional()
    .describe('注意とする応答時間（ミリ秒） / response time to warn at, ms'),
  criticalMs: millisecondsSchema
    .optional()
    .describe(
      '重大とする応答時間（ミリ秒）。warnMs より大きく / critical response time, ms; above warnMs',
    ),
  failingShareRatio: ratioSchema
    .optional()
    .describe('応答を確認できない割合の上限（0〜1） / share of unconfirmed answers, 0 to 1'),
}).describe('固定のしきい値 / fixed thresholds');

/** What a target may inherit: from its sector, then from the council, then from the program. */
export const defaultsShape = {
  schedule: scheduleSchema
    .optional()
    .describe('計測の間隔（cron 式。既定は毎分） / when to measure, cron; default every minute'),
  timeout: durationSchema
    .optional()
    .describe('1回の計測の制限時間（既定 10s） / deadline of one probe; default 10s'),
  family: familySchema
    .optional()
    .describe('IP の版（既定 4）。both は2系列 / IP family; default 4; both makes two series'),
  consent: consentSchema
    .optional()
    .describe('共有範囲（既定 counted） / how far it is shared; default counted'),
  thresholds: thresholdsSchema.optional(),
  bodyLimit: sizeSchema
    .optional()
    .describe('本文を読む上限（既定 256KiB） / bytes of the body to read; default 256KiB'),
  signs: booleanSchema
    .optional()
    .describe(
      'ページの見た目を普段と比べる（既定 false） / compare the page with its usual look; default false',
    ),
};

export const defaultsSchema = mapping(defaultsShape).describe(
  'このファイルの計測対象の既定値 / defaults for the sites of this file',
);

export const enrolmentSchema = mapping({
  by: textSchema.describe('計測に同意した人・部署 / who agreed to be measured'),
  on: dateSchema.describe('同意した日 / on which day'),
  reference: textSchema.optional().describe('文書番号など / reference of the document'),
}).describe('計測への同意。公開サイトでは必須 / consent to be measured; public sites need it');

const headerExpectationSchema = mapping({
  name: headerNameSchema.describe('ヘッダーの名前 / name of the header'),
  equals: textSchema.optional().describe('値がこれと等しい / its value is this'),
  contains: textSchema.optional().describe('値にこれが含まれる / its value contains this'),
});

const sizeExpectationSchema = mapping({
  of: z
    .enum(['encoded', 'decoded'])
    .describe(
      'encoded は届いた大きさ、decoded は展開後 / encoded as it arrives, decoded as unfolded',
    ),
  min: sizeSchema.optional().describe('これ以上 / at least'),
  max: sizeSchema.optional().describe('これ以下 / at most'),
}).describe('本文の大きさ（min か max、または両方） / size of the body: min, max or both');

export const targetSchema = mapping({
  id: idSchema.describe(
    '計測対象の id。協議会で一意、再利用しない / unique in the council, never reused',
  ),
  url: urlSchema.optional().describe('計測する URL / the URL to measure'),
  practice: mapping({
    profile: z
      .enum(PRACTICE_PROFILES)
      .describe('模擬サイトのふるまい / how the practice site behaves'),
  })
    .optional()
    .describe('url の代わりに、模擬サイト / a practice site in place of url'),
  enrolment: enrolmentSchema.optional(),
  ...defaultsShape,
  expect: mapping({
    status: listOf(statusSchema, 'statusList')
      .min(1, 'statusList')
      .optional()
      .describe(
        '成功とするステータス（既定 200〜399） / accepted status codes; default 200 to 399',
      ),
    text: textSchema
      .optional()
      .describe('本文に含まれるべき文字列 / text that the body must contain'),
    header: listOf(headerExpectationSchema, 'headers')
      .min(1, 'headers')
      .optional()
      .describe('応答に必要なヘッダー / headers that the answer must have'),
    title: textSchema
      .optional()
      .describe('ページの題名に含まれるべき文字列 / text that the title must contain'),
    size: sizeExpectationSchema.optional(),
  })
    .optional()
    .describe('成功の条件 / what a successful answer looks like'),
  facts: mapping({
    operator: textSchema.optional().describe('運用事業者 / who operates the site'),
  })
    .optional()
    .describe('共通点を探すための事実 / facts by which sites are compared'),
  secretariatSees: z
    .enum(['detail', 'judgement'])
    .optional()
    .describe('事務局に見せる範囲（既定 detail） / what the secretariat sees; default detail'),
  maintenance: listOf(windowSchema)
    .optional()
    .describe('この計測対象の計画作業 / planned work on this site'),
}).meta({
  description: '計測対象 / a site to measure',
  oneOf: [{ required: ['url'] }, { required: ['practice'] }],
});

/** A site of the operator's own, as `reference` of `yamabiko.yaml` lists them. */
export const referenceSchema = mapping({
  id: targetSchema.shape.id,
  url: targetSchema.shape.url,
  practice: targetSchema.shape.practice,
  schedule: defaultsShape.schedule,
  timeout: defaultsShape.timeout,
  family: defaultsShape.family,
}).meta({
  description: '運用者自身の確認用サイト / a site of the operator’s own',
  oneOf: [{ required: ['url'] }, { required: ['practice'] }],
});

export const memberSchema = mapping({
  id: idSchema.describe('構成員の id。協議会で一意 / unique in the council'),
  code: codeSchema.optional().describe('団体コードなど。引用符で囲む / an outside code, in quotes'),
  name: nameSchema.describe('構成員の名称 / name of the member'),
  contacts: listOf(contactSchema).optional().describe('連絡先 / contacts'),
  maintenance: listOf(windowSchema)
    .optional()
    .describe('この構成員の計画作業 / planned work of this member'),
  targets: listOf(targetSchema).describe('計測対象の一覧 / its sites'),
});

export const secretariatSchema = mapping({
  name: nameSchema.describe('事務局の名称 / name of the secretariat'),
  contacts: listOf(contactSchema).optional().describe('連絡先 / contacts'),
}).describe('セプターの事務局 / the sector’s secretariat');

export const sectorHeadSchema = mapping({
  id: idSchema.describe('セプターの id。ファイル名と同じ / same as the file’s name'),
  field: idSchema.describe('yamabiko.yaml にある分野の id / id of a field of yamabiko.yaml'),
  name: nameSchema.describe('セプターの名称 / name of the sector'),
  secretariat: secretariatSchema.optional(),
  validFrom: dateSchema.optional().describe('有効期間の初日 / first day'),
  validTo: dateSchema.optional().describe('有効期間の末日 / last day'),
  alertsBy: z
    .enum(['service', 'grafana'])
    .optional()
    .describe('お知らせの送り手（既定 service） / who sends notices; default service'),
  allowPrivate: booleanSchema
    .optional()
    .describe('内部アドレスの計測を許す（既定 false） / allow private addresses; default false'),
  yearEnd: yearEndSchema.optional(),
});

export const sectorFileSchema = mapping({
  sector: sectorHeadSchema.describe('セプター / the sector'),
  defaults: defaultsSchema.optional(),
  maintenance: listOf(sectorWindowSchema)
    .optional()
    .describe(
      '計画作業（このセプター、または挙げた範囲） / planned work, of this sector or of those named',
    ),
  members: listOf(memberSchema).describe('構成員の一覧 / its members'),
});

export type SectorFile = z.output<typeof sectorFileSchema>;
export type DefaultsFile = z.output<typeof defaultsSchema>;
export type MemberFile = z.output<typeof memberSchema>;
export type TargetFile = z.output<typeof targetSchema>;
export type ReferenceFile = z.output<typeof referenceSchema>;
