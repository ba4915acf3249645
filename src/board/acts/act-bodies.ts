import { z } from '@hono/zod-openapi';
import { isOneLine } from '../../core/one-line.ts';

/** What the acts of `act-routes.ts` take. */
const HOUR_MS = 3_600_000;
/** A month: what is to be quiet for longer is no pause any more. */
const SILENT_AT_MOST_MS = 31 * 24 * HOUR_MS;

const id = z.string().min(1).max(100);
const reason = z.string().min(1).max(500).refine(isOneLine);

export const idBody = z.strictObject({ id });

export const acknowledgeBody = z.strictObject({
  incident: id.describe('as the board names it to who asks'),
});

export const stopBody = z.strictObject({ target: id, reason: reason.describe('one line') });

export const enrolBody = z.strictObject({
  ...{ member: id, reason: reason.describe('one line') },
  url: z.string().min(1).max(2000),
});

export const silenceBody = z
  .strictObject({
    whose: id.describe('`own`; for the operator also `all`, or a recipient'),
    target: id.nullable(),
    sector: id.nullable(),
    incident: id.nullable(),
    forMs: z.int().min(60_000).max(SILENT_AT_MOST_MS).describe('how long, ms'),
    reason: reason.nullable(),
  })
  .refine(({ whose, target, sector, incident }) => {
    const about = [target, sector, incident].filter((each) => each !== null);
    return about.length === 1 || (about.length === 0 && whose !== 'all');
  });

export const declineBody = z.strictObject({ id: z.int(), reason });
export const resendBody = z.strictObject({ seq: z.int() });

const words = z.string().min(1).max(2000).refine(isOneLine);
export const correctBody = z.strictObject({
  incident: id,
  text: z.strictObject({ ja: words, en: words }),
});

export const drillBody = z.strictObject({ scenario: id, speed: z.int().min(1).max(1000) });
export const drillProposalBody = z.strictObject({ scenario: id, reason });
export const nothingBody = z.strictObject({});
