import { CouncilNoticeDesk } from '../../../src/app/notices/notice-desk.ts';
import { wordingContextOf } from '../../../src/app/notices/wording-context.ts';
import type { Config } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { OutboxEntry } from '../../../src/core/ports/notice-store.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import { Notifier } from '../../../src/notify/notifier.ts';
import { renderBy } from '../../../src/notify/wording/render.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { ManualClock, settled } from '../../support/manual-clock.ts';
import { AT, MINUTE, sourceOver } from './drawn-council.ts';
import { mailBy, mailTo } from './told-council.ts';

export const PATTERN = '20261122-9';
export const ESCALATED_MS = 30 * MINUTE;
const SECTORS = ['bank', 'gas', 'tap'] as const;

const WIDE = { ceiling: 'TLP:AMBER+STRICT' } as const;

/** A member with a site in each of three sectors, and a second contact for what lasts. */
function council(): Config {
  const sectors = SECTORS.map((id) => ({
    ...sector(id, [
      {
        ...member(`${id}-1`, [target(`${id}-1-home`)]),
        contacts: [
          mailTo(`web@${id}-1.example`),
          mailTo(`head@${id}-1.example`, { escalateAfterMs: ESCALATED_MS }),
        ],
      },
    ]),
    field: id,
    secretariat: { name: { ja: id, en: id }, contacts: [mailTo(`office@${id}.example`, WIDE)] },
  }));
  return {
    ...councilOf(sectors),
    fields: SECTORS.map((id) => ({ id, name: { ja: id, en: id } })),
    notify: { ...NO_NOTICES, mail: mailBy({ port: 25 }), council: [mailTo('office@c.example')] },
  };
}

const OPEN = {
  ...{ since: AT, openedAt: AT + 1000, endedAt: null, ending: null, mergedInto: null },
  ...{ severity: 1, evidence: [], timeline: [] },
};

/** Three sites that fail, each for itself: 20261122-1 to -3. */
export function singles(): readonly Incident[] {
  return SECTORS.map((id, n) => ({
    ...{ ...OPEN, id: `20261122-${n + 1}`, pattern: 'single' },
    subject: { kind: 'target', target: `${id}-1-home` },
    targets: [
      {
        ...{ target: `${id}-1-home`, member: `${id}-1`, sector: id, from: AT, to: null },
        ...{ judgement: 'failing', ratio: null, phase: null },
      },
    ],
  }));
}

/** The same as parts of one pattern. */
export function merged(): readonly Incident[] {
  const own = singles();
  const pattern: Incident = {
    ...{ ...OPEN, id: PATTERN, openedAt: AT + 3 * MINUTE, pattern: 'cross-sector' },
    ...{ subject: { kind: 'council' }, targets: own.flatMap(({ targets }) => targets) },
  };
  const ending = { endedAt: pattern.openedAt, ending: 'merged', mergedInto: PATTERN } as const;
  return [...own.map((each) => ({ ...each, ...ending })), pattern];
}

/** Telling over this council, by a channel that takes everything at once or nothing, moved by hand. */
export async function openCouncil({ isTaken = true } = {}) {
  const config = council();
  const { notices: store, judgements, state } = createMemoryStore();
  const clock = new ManualClock(AT + 2000);
  const judged = new Map(SECTORS.map((id) => [`${id}-1-home`, 'failing' as const]));
  const { source } = await sourceOver(config, { incidents: [], judged, facts: new Map() });
  const take = (entry: OutboxEntry) => {
    const sent = { state: 'sent' as const, attempts: 1, settledAt: clock.now() };
    return { ...entry, ...sent };
  };
  const wake = async () => {
    if (isTaken) await store.settle((await store.waiting()).map(take));
  };
  const notifier = await Notifier.open({ source, store, clock, log: noLog, onWritten: wake });
  const never = () => Promise.reject(new Error('not asked for'));
  const desk = new CouncilNoticeDesk({
    ...{ config: () => config, source, store, incidents: judgements, log: noLog, state },
    // What a channel answers is waited for in real time.
    clock: { ...systemClock, now: () => clock.now() },
    ...{ standing: notifier.standing, sender: { wake, resend: never, noteBounce: never } },
    render: renderBy(() => wordingContextOf(config, false)),
    onChange: () => notifier.lookAtAll(),
  });
  return {
    ...{ desk, store, notifier },
    async judge(incidents: readonly Incident[]) {
      await judgements.keepStep({ incidents, memory: null });
      notifier.takeIncidents(incidents);
    },
    /** A step a minute, as the service makes them more often. */
    async pass(minutes: number) {
      for (let n = 0; n < minutes; n += 1) {
        clock.step(MINUTE);
        await notifier.settle();
        await settled();
      }
    },
    /** Kinds of what an address was sent, in order. */
    async kindsTo(address: string) {
      const entries = (await store.outbox({ limit: 1000 })).toReversed();
      return entries.filter(({ to }) => to.to === address).map(({ notice }) => notice.kind);
    },
  };
}
