import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { FACT_KIND_LABELS, type FactKind } from '../core/words/fact.ts';
import { PATTERNS } from '../core/words/incident.ts';
import {
  booleanSchema,
  countSchema,
  dateSchema,
  durationSchema,
  idSchema,
  listOf,
  localTimeSchema,
  mapping,
  nameSchema,
  ratioSchema,
  says,
  textSchema,
} from './leaf-schemas.ts';

/** The shape of `drills/<id>.yaml`. Descriptions are what editors show: Japanese / English. */

const SINCE_START = /^\+\d{1,3}:[0-5]\d$/;

/** `+01:30` as ms. */
const sinceStartSchema = z
  .string(says('sinceStart'))
  .regex(SINCE_START, says('sinceStart'))
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number);
    return (hours * 60 + minutes) * 60_000;
  });

const factorSchema = z.number(says('factor')).min(1, says('factor')).max(1000, says('factor'));

const rangeSchema = z.string(says('range')).refine((text) => {
  const [address = '', bits, ...rest] = text.split('/');
  return isIPv4(address) && address.endsWith('.0') && bits === '24' && rest.length === 0;
}, says('range'));

/** One sector, or several of which the first counts that the council has. */
const sectorsSchema = z
  .union([idSchema, listOf(idSchema, 'ids').min(1, says('ids'))], says('ids'))
  .transform((ids) => (typeof ids === 'string' ? [ids] : ids));

const SCOPES = ['sector', 'members', 'provider', 'nameService', 'range', 'same'] as const;

const whoSchema = z.union(
  [
    z.literal('everybody'),
    mapping({
      sector: sectorsSchema
        .optional()
        .describe(
          'セプターの id。一覧なら協議会にある最初のもの / a sector; of a list the first that the council has',
        ),
      members: listOf(idSchema, 'ids').min(1, says('ids')).optional().describe('構成員 / members'),
      provider: textSchema
        .optional()
        .describe('運用事業者のゾーン名 / zone of the provider that carries them'),
      nameService: textSchema
        .optional()
        .describe('名前サーバのゾーン名 / zone of their name servers'),
      range: rangeSchema.optional().describe('アドレス範囲 / address range'),
      share: ratioSchema
        .optional()
        .describe('そのうちの割合（既定 1） / this share of them; default 1'),
      atLeast: countSchema
        .optional()
        .describe('ただし少なくともこの件数 / but at least so many, where there are'),
      unrelated: booleanSchema
        .optional()
        .describe('共通点のない構成員から選ぶ / those that share nothing first'),
      same: idSchema.optional().describe('前の出来事と同じ構成員 / as the earlier act of this id'),
    }).refine((who) => SCOPES.some((key) => who[key] !== undefined), says('who')),
  ],
  says('who'),
);

const durations = {
  dns: durationSchema.optional().describe('名前解決 / lookup'),
  tls: durationSchema.optional().describe('TLS の確立 / TLS handshake'),
  wait: durationSchema.optional().describe('応答の開始まで / until the first byte'),
  transfer: durationSchema.optional().describe('本文の受信 / reading the body'),
};

const EFFECTS = ['name', 'connect', 'tls', 'answer', 'slower', 'later'] as const;

const whatSchema = mapping({
  name: z
    .enum(['nxdomain', 'servfail', 'silence'])
    .optional()
    .describe('名前サーバの答え / what name servers say'),
  connect: z.enum(['refused']).optional().describe('接続 / the connection'),
  tls: z.enum(['refused']).optional().describe('TLS の確立 / the TLS handshake'),
  answer: z
    .enum(['silence', 'reset', 'unavailable', 'blocked'])
    .optional()
    .describe('ページの代わりに返すもの / what comes in place of the page'),
  slower: mapping({
    wait: factorSchema.optional().describe('応答の開始まで / until the first byte'),
    transfer: factorSchema.optional().describe('本文の受信 / reading the body'),
  })
    .optional()
    .describe('何倍の時間がかかるか / times as long'),
  later: mapping(durations).optional().describe('加わる時間 / added time'),
}).refine((what) => EFFECTS.some((key) => what[key] !== undefined), says('what'));

const actSchema = mapping({
  id: idSchema.optional().describe('後の出来事が same で指す名前 / by which a later act names it'),
  at: sinceStartSchema.describe('開始からの時間 / hours and minutes after the beginning'),
  for: durationSchema.describe('続く時間 / how long'),
  who: whoSchema.describe('だれに / to whom'),
  what: whatSchema.describe('何が起きるか / what happens'),
  every: durationSchema
    .optional()
    .describe('断続: この間隔の前半だけ起きる / comes and goes: the first half of every such time'),
  ramp: durationSchema.optional().describe('この時間をかけて遅くなる / grows over this time'),
});

/** Guarantee of the cast: the keys of a record of these kinds. */
const FACT_KINDS = Object.keys(FACT_KIND_LABELS) as FactKind[];

export const drillFileSchema = mapping({
  id: idSchema.describe('訓練の id。ファイル名と同じ / id of the drill, as the file is named'),
  title: nameSchema.describe('題名 / title'),
  description: nameSchema.describe('何が起き、何を学ぶか / what happens, and what to learn'),
  source: mapping({
    on: dateSchema.describe('その日 / the day'),
    text: nameSchema.describe('元にした事象 / the incident behind it'),
  })
    .optional()
    .describe(
      '元にした事象。なければ訓練用に作成 / the incident behind it; none: made for exercise',
    ),
  starts: localTimeSchema.describe(
    '再現する日の開始時刻（協議会の標準時） / when the replayed day begins, in the council’s zone',
  ),
  length: durationSchema.describe('長さ / length'),
  expected: mapping({
    pattern: z.enum([...PATTERNS, 'none']).describe('期待する広がり / the pattern to be found'),
    at: sinceStartSchema
      .optional()
      .describe('すべてが始まる時刻 / when all that makes it is under way'),
    fact: z.enum(FACT_KINDS).optional().describe('期待する共通点 / the fact to be found'),
  }).describe('判定に期待すること / what the judging must find'),
  acts: listOf(actSchema).describe('出来事 / what happens'),
});
export type DrillFile = z.output<typeof drillFileSchema>;
