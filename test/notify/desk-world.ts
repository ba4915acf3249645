import type { NoticeMatter } from '../../src/core/words/notice.ts';
import { type Contact, PLAIN_CONTACT } from '../../src/core/words/recipient.ts';
import {
  type Desk,
  type DeskDecision,
  type DraftedNotice,
  EMPTY_DESK,
  type Offer,
  stepDesk,
} from '../../src/notify/desk.ts';
import { decodeDesk, encodeDesk } from '../../src/notify/desk-text.ts';
import type { LocalClock, StageContext } from '../../src/notify/stages/stage.ts';

/** Sunday 22 November 2026, 03:04 in Japan. */
export const NIGHT = Date.UTC(2026, 10, 21, 18, 4);
export const MINUTE = 60_000;
const JAPAN_MS = 9 * 3_600_000;

export const CLOCK: LocalClock = {
  dateOf: (at) => new Date(at + JAPAN_MS).toISOString().slice(0, 10),
  kindOf: (date) => ([0, 6].includes(new Date(date).getUTCDay()) ? 'weekend' : 'workday'),
  instantOf: (date, minute) => Date.parse(date) - JAPAN_MS + minute * MINUTE,
  minuteText: (at) => new Date(at + JAPAN_MS).toISOString().slice(11, 16),
};

export const MAIL: Contact = {
  ...PLAIN_CONTACT,
  kind: 'mail',
  to: 'web@gas-0001.example',
  verifiedOn: '2026-04-01',
};

export function contextAt(now: number, over: Partial<StageContext> = {}): StageContext {
  return {
    now,
    recipient: 'member:gas-0001',
    viewer: 'member',
    contact: MAIL,
    isVerified: true,
    pace: { groupMs: 20_000, windowMs: 10 * MINUTE, remindMs: 240 * MINUTE },
    exercise: null,
    takesPartInExercises: false,
    ownNetworkSince: null,
    silences: [],
    plannedUntil: () => null,
    incidentsOf: ({ incident }) => [incident],
    hasAcknowledged: () => false,
    clock: CLOCK,
    ...over,
  };
}

/** A site's trouble. */
export function siteMatter(
  over: Partial<NoticeMatter> & { readonly judgement?: 'slow' | 'failing' | 'flapping' } = {},
): NoticeMatter {
  const { judgement = 'failing', ...rest } = over;
  const key = rest.key ?? 'site:gas-0001-home';
  const since = rest.since ?? NIGHT;
  return {
    key,
    incident: '20261122-1',
    pattern: 'single',
    weight: judgement === 'slow' ? 'slow' : 'failing',
    since,
    endedAt: null,
    ending: null,
    sites: [
      {
        target: key.slice('site:'.length),
        member: 'gas-0001',
        memberName: { ja: '山彦ガス', en: 'Yamabiko Gas' },
        sector: 'gas',
        judgement,
        from: since,
        to: null,
        detail: null,
      },
    ],
    hasOthers: false,
    fact: null,
    sectors: [],
    ...rest,
  };
}

export function ended(
  matter: NoticeMatter,
  at: number,
  ending: NoticeMatter['ending'] = 'recovered',
): NoticeMatter {
  return { ...matter, ending, endedAt: at };
}

export function offered(...matters: readonly NoticeMatter[]): readonly Offer[] {
  return matters.map((matter) => ({ matter, refusal: null }));
}

export interface Said extends DraftedNotice {
  readonly at: number;
}

/** A desk over time: each step begins from what was kept of the one before, as after a kill. */
export class DeskRun {
  desk: Desk = EMPTY_DESK;
  readonly said: Said[] = [];
  readonly decisions: (DeskDecision & { readonly at: number })[] = [];
  wakeAt: number | null = null;

  step(matters: readonly NoticeMatter[], context: StageContext): void {
    const desk = decodeDesk(encodeDesk(this.desk) ?? '{}');
    const outcome = stepDesk(desk, offered(...matters), context);
    this.desk = outcome.desk;
    this.wakeAt = outcome.wakeAt;
    const { now: at } = context;
    this.decisions.push(...outcome.decisions.map((decision) => ({ ...decision, at })));
    if (outcome.notice !== null) this.said.push({ ...outcome.notice, at });
  }

  /** A step a second as the service makes them where something is due. */
  until(
    to: number,
    mattersAt: (now: number) => readonly NoticeMatter[],
    from: number,
    over: Partial<StageContext> = {},
  ): void {
    for (let now = from; now < to; now += 1000) this.step(mattersAt(now), contextAt(now, over));
  }
}
