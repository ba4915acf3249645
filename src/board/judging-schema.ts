import { z } from '@hono/zod-openapi';
import { FACT_KIND_LABELS, type FactKind } from '../core/words/fact.ts';
import { INCIDENT_ENDINGS, PATTERNS, TIMELINE_KINDS } from '../core/words/incident.ts';
import { BLOCK_SCOPES, JUDGEMENTS } from '../core/words/judgement.ts';
import { NOTICE_STAGES } from '../core/words/notice.ts';
import { PHASES } from '../core/words/outcome.ts';
import { at, council, count, family, ms, named, text } from './api-schema.ts';
import type { IncidentDto, IncidentListDto, JudgingDto } from './dto/judging.ts';

/** The shapes of `dto/judging.ts` for the OpenAPI document. */
const ratio = z.number().nonnegative().nullable();
const phase = z.enum(PHASES).nullable();
const judgement = z.enum(JUDGEMENTS);

/** Guarantee: the keys of the labels are the kinds there are. */
const FACT_KINDS = Object.keys(FACT_KIND_LABELS) as [FactKind, ...FactKind[]];

export const verdict = z
  .strictObject({
    target: z.string(),
    sector: z.string().nullable(),
    family,
    judgement,
    since: at,
    ratio,
    normalMs: ms.nullable(),
    deviation: z.number().nullable().describe('in the series’ own standard deviations'),
    phase,
    scope: z.enum(BLOCK_SCOPES).nullable(),
    why: text,
  })
  .openapi('Verdict');

const subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('target'), target: z.string(), member: named.nullable() }),
  z.strictObject({
    kind: z.literal('fact'),
    fact: z.strictObject({ kind: z.enum(FACT_KINDS), text: z.string() }),
  }),
  z.strictObject({ kind: z.literal('sector'), sector: z.string(), name: named.nullable() }),
  z.strictObject({ kind: z.literal('council') }),
  z.strictObject({ kind: z.literal('prober') }),
]);

const row = {
  id: z.string(),
  pattern: z.enum(PATTERNS),
  subject,
  since: at,
  openedAt: at,
  endedAt: at.nullable(),
  ending: z.enum(INCIDENT_ENDINGS).nullable(),
  mergedInto: z.string().nullable(),
  severity: z.number().nonnegative().describe('sites × depth × minutes'),
  sites: count,
  affected: count,
  worst: z.strictObject({ judgement, ratio }).nullable(),
  sectors: z.array(named),
  fields: z.array(named),
};
const incidentRow = z.strictObject(row).openapi('IncidentRow');

export const judgingSchema = z
  .strictObject({
    version: count,
    vantages: count,
    ownNetwork: z.strictObject({ since: at, targets: count }).nullable(),
    coverage: z.strictObject({ sites: count, learning: count, unknown: count }),
    incidents: z.array(incidentRow),
    verdicts: z.array(verdict),
  })
  .openapi('Judging') satisfies z.ZodType<JudgingDto>;

export const incidentListSchema = z
  .strictObject({ council, incidents: z.array(incidentRow), next: z.string().nullable() })
  .openapi('IncidentList') satisfies z.ZodType<IncidentListDto>;

const incidentTarget = z.strictObject({
  target: z.string(),
  member: z.string(),
  sector: z.string(),
  from: at,
  to: at.nullable(),
  judgement,
  ratio,
  phase,
  name: named.nullable(),
});

export const incidentSchema = z
  .strictObject({
    ...row,
    council,
    targets: z.array(incidentTarget),
    evidence: z.array(
      z.strictObject({ rule: z.string(), figures: z.record(z.string(), z.number()), text }),
    ),
    timeline: z.array(z.strictObject({ at, kind: z.enum(TIMELINE_KINDS), text })),
    parts: z.array(incidentRow),
    moreParts: z.boolean(),
    told: z.array(
      z.strictObject({
        at,
        recipient: z.string(),
        contact: text.describe('kind and address; of a secret address its host alone'),
        stage: z.enum(NOTICE_STAGES),
        text,
        isTold: z.boolean(),
      }),
    ),
  })
  .openapi('Incident') satisfies z.ZodType<IncidentDto>;
