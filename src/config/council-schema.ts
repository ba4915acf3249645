import { z } from 'zod';
import { calendarSchema } from './calendar-schema.ts';
import {
  countSchema,
  dateSchema,
  hostSchema,
  idSchema,
  listOf,
  mapping,
  nameSchema,
  pathSchema,
  portSchema,
  publicUrlSchema,
  rateSchema,
  serverSchema,
  sizeSchema,
  sourceAddressSchema,
  textSchema,
  timezoneSchema,
  urlSchema,
} from './leaf-schemas.ts';
import { councilWindowSchema } from './maintenance-schema.ts';
import { notifySchema } from './notify-schema.ts';
import { openIdSchema } from './openid-schema.ts';
import { defaultsShape, referenceSchema } from './sector-schema.ts';

/** The shape of `yamabiko.yaml`. Descriptions are what editors show: Japanese / English. */

export const fieldSchema = mapping({
  id: idSchema.describe('分野の id / id of the field'),
  name: nameSchema.describe('分野の名称 / name of the field'),
  validFrom: dateSchema.optional().describe('有効期間の初日 / first day'),
  validTo: dateSchema.optional().describe('有効期間の末日 / last day'),
});

const limitsSchema = mapping({
  maxInFlight: countSchema
    .optional()
    .describe('同時に進める計測の上限（既定 2000） / probes in flight; default 2000'),
  perAddressConcurrency: countSchema
    .optional()
    .describe('1アドレスへの同時計測数（既定 4） / probes in flight per address; default 4'),
  perAddressStartsPerSecond: rateSchema
    .optional()
    .describe('1アドレスへの毎秒の計測開始数（既定 2） / starts per second per address; default 2'),
  workers: countSchema
    .optional()
    .describe(
      '計測スレッド数（既定は対象数から） / worker threads; default by the number of sites',
    ),
}).describe('計測の上限 / limits of measuring');

const storeSchema = mapping({
  kind: z
    .enum(['embedded', 'influx', 'memory'])
    .optional()
    .describe('保存先（既定 embedded） / where samples go; default embedded'),
  sync: z
    .enum(['normal', 'full'])
    .optional()
    .describe(
      'full は停電でも失わない（既定 normal） / full survives loss of power; default normal',
    ),
  retention: mapping({
    rawDays: countSchema
      .optional()
      .describe('計測値の保存日数（既定 90） / days of samples; default 90'),
    fiveMinuteMonths: countSchema
      .optional()
      .describe('5分集計の保存月数（既定 13） / months of 5-minute roll-ups; default 13'),
    hourFiscalYears: countSchema
      .optional()
      .describe('1時間集計の保存年度数（既定 6） / fiscal years of hourly roll-ups; default 6'),
  })
    .optional()
    .describe('保存期間 / retention'),
  influx: mapping({
    url: publicUrlSchema
      .optional()
      .describe(
        'InfluxDB の URL（既定 http://127.0.0.1:8086） / of InfluxDB; default http://127.0.0.1:8086',
      ),
    org: textSchema.optional().describe('組織名（既定 yamabiko） / organisation; default yamabiko'),
    tokenFile: textSchema
      .optional()
      .describe(
        'トークンのファイル。設定フォルダからの相対パス（既定 secrets/influx/service.token） / file with the token, from the configuration folder; default secrets/influx/service.token',
      ),
  })
    .optional()
    .describe('kind が influx のときの接続先 / where to connect when kind is influx'),
  spool: mapping({
    cap: sizeSchema
      .optional()
      .describe(
        'InfluxDB へ送れない間にディスクへためる上限（既定 4GiB） / most that waits on the disk; default 4GiB',
      ),
  })
    .optional()
    .describe('InfluxDB へ送るまでの待ち行列 / what waits for InfluxDB'),
}).describe('計測値の保存 / where samples are kept');

export const boardSchema = mapping({
  host: hostSchema.optional().describe('待ち受けるアドレス（既定 127.0.0.1） / default 127.0.0.1'),
  port: portSchema.optional().describe('ポート（既定 8080） / default 8080'),
  exposure: z
    .enum(['loopback', 'container'])
    .optional()
    .describe(
      'container はループバックだけを公開するコンテナの中 / container: inside one that publishes loopback only',
    ),
  trustedProxies: listOf(sourceAddressSchema)
    .optional()
    .describe(
      'X-Forwarded-For を信じるプロキシ（既定はループバック） / proxies whose X-Forwarded-For is believed; default loopback',
    ),
  tls: mapping({
    certificateFile: textSchema.describe(
      '証明書（中間証明書を続けた PEM）。設定フォルダからの相対パス、または絶対パス / certificate with its chain, PEM; absolute, or from the configuration folder',
    ),
    keyFile: textSchema.describe(
      '秘密鍵（PEM）。設定フォルダからの相対パス、または絶対パス / private key, PEM; absolute, or from the configuration folder',
    ),
  })
    .optional()
    .describe('自前の証明書で https にする / https by files of one’s own'),
}).describe('ボード（画面） / the board');

export const councilSchema = mapping({
  name: nameSchema.describe('協議会の名称 / name of the council'),
  timezone: timezoneSchema
    .optional()
    .describe('タイムゾーン（既定 Asia/Tokyo） / default Asia/Tokyo'),
  publicUrl: publicUrlSchema
    .optional()
    .describe('利用者から見たボードの URL / the board’s URL as users see it'),
}).describe('協議会 / the council');

const operatorSchema = mapping({
  name: nameSchema.describe('計測する運用者の名称 / who measures'),
  contactUrl: urlSchema.describe(
    '問い合わせ先の URL。User-Agent に入る / contact page, part of the User-Agent',
  ),
  sourceAddresses: listOf(sourceAddressSchema)
    .optional()
    .describe('計測元のアドレス / addresses that probes come from'),
}).describe('運用者。公開サイトを計測するなら必須 / the operator; needed for public sites');

export const councilDefaultsSchema = mapping({
  ...defaultsShape,
  limits: limitsSchema.optional(),
}).describe('全体の既定値 / defaults for every site');

export const councilFileSchema = mapping({
  council: councilSchema,
  operator: operatorSchema.optional(),
  vantage: idSchema
    .optional()
    .describe('観測点の id（既定 main） / id of the vantage; default main'),
  fields: listOf(fieldSchema, 'fields').min(1, 'fields').describe('分野の一覧 / the fields'),
  defaults: councilDefaultsSchema.optional(),
  resolver: mapping({
    servers: listOf(serverSchema)
      .optional()
      .describe('DNS サーバ（既定はシステムの設定） / DNS servers; default those of the system'),
  })
    .optional()
    .describe('名前解決 / name resolution'),
  asFile: pathSchema(/\.(csv|tsv|txt)$/i, 'asFile')
    .optional()
    .describe(
      'アドレス範囲と AS 番号の対応表（設定フォルダからの相対パス） / table of address ranges and AS numbers, from the configuration folder',
    ),
  reference: listOf(referenceSchema)
    .optional()
    .describe(
      '計測側の通信を確かめるための、運用者自身のサイト / sites of the operator’s own, to see whether its network is well',
    ),
  store: storeSchema.optional(),
  board: boardSchema.optional(),
  notify: notifySchema.optional(),
  openid: openIdSchema.optional(),
  calendar: calendarSchema.optional(),
  maintenance: listOf(councilWindowSchema)
    .optional()
    .describe('計画作業（全体、または挙げた範囲） / planned work, of all or of those named'),
});

export type CouncilFile = z.output<typeof councilFileSchema>;
