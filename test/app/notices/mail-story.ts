import { once } from 'node:events';
import type { NoticeOrder } from '../../../src/app/control/notice-order.ts';
import { loadScenarios } from '../../../src/config/drill-load.ts';
import type { Config } from '../../../src/core/config.ts';
import type { NotifyConfig } from '../../../src/core/notify-config.ts';
import type { OutboxEntry } from '../../../src/core/ports/notice-store.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { NO_EFFECT } from '../../../src/core/words/scenario.ts';
import { isWell } from '../../../src/practice/drill/drill-site.ts';
import { effectAt, timelineOf } from '../../../src/practice/drill/timeline.ts';
import {
  CONFIG,
  type DrillCouncil,
  drillCouncil,
  measureUntil,
  SampleFeed,
} from './drill-council.ts';
import { SimulatedTelling } from './simulated-telling.ts';

const MINUTE_MS = 60_000;
/** Sunday 22 November 2026, 09:00 in Japan. */
const START = Date.UTC(2026, 10, 22);
const FLIPS = { from: START + 60 * MINUTE_MS, to: START + 100 * MINUTE_MS };

/** A made day of a made council, of which every kind of mail is written. */
export interface MailStory {
  readonly config: Config;
  /** The oldest first. */
  readonly entries: readonly OutboxEntry[];
  /** Of the drill after it. */
  readonly drilled: readonly OutboxEntry[];
  /** Of another day, with a site that is slow first, and a doubt of our own network. */
  readonly doubted: readonly OutboxEntry[];
}

type Asked = NoticeOrder extends infer Order
  ? Order extends NoticeOrder
    ? Omit<Order, 'at' | 'actor'>
    : never
  : never;

const mail = (to: string, over: Partial<Contact> = {}): Contact => ({
  ...{ ...PLAIN_CONTACT, kind: 'mail', to, verifiedOn: '2026-10-01' },
  ...over,
});

export async function mailStory(by: NotifyConfig['mail']): Promise<MailStory> {
  const council = toldCouncil(await drillCouncil(by));
  const sites = council.sites.filter(isWell);
  const { scenarios } = await loadScenarios(CONFIG, 'Asia/Tokyo');
  const scenario = scenarios.find(({ id }) => id === '2022-09-06-across-fields');
  if (scenario === undefined) throw new Error('no such scenario');
  const { spans } = timelineOf(scenario, council.sites);
  const flips = quietSite(council, new Set(spans.keys()));
  const { config, facts } = council;
  const played = await SimulatedTelling.open({ config, facts, startAt: START });
  const feed = new SampleFeed(sites, ({ id, slot, at }) => {
    if (id !== flips) return effectAt(spans.get(id) ?? [], at - START);
    const isOdd = Math.floor(slot / MINUTE_MS) % 2 === 1;
    const isDown = isOdd && slot >= FLIPS.from && slot < FLIPS.to;
    return isDown ? { ...NO_EFFECT, answer: 'unavailable' } : null;
  });
  await measureUntil(played, feed, START + scenario.lengthMs + 30 * MINUTE_MS);
  const entries = await entriesOf(played);
  const troubled = entries.find(({ notice }) => notice.viewer === 'member')?.notice;
  const incident = troubled?.matters[0]?.incident ?? '';
  const recipient = troubled?.recipient ?? '';
  await ask(played, { action: 'notice-test', recipient, contact: 1 });
  await ask(played, { action: 'notice-verify', recipient, olderThanMs: 1 });
  await ask(played, { action: 'notice-correct', incident, text: CORRECTED });
  const silence = { target: null, sector: null, incident: null, until: null };
  const reason = '回線の工事 / work on the line';
  await ask(played, {
    ...{ action: 'silence-add', recipient, ...silence, forMs: 120 * MINUTE_MS, reason },
  });
  const doubted = await doubtedOf(council);
  return { config, entries: await entriesOf(played), drilled: await drilledOf(council), doubted };
}

/** A site slows down, then answers no more, as many of another sector do; then nothing can be reached. */
async function doubtedOf(council: DrillCouncil): Promise<readonly OutboxEntry[]> {
  const { config, facts } = council;
  const sites = council.sites.filter(isWell);
  const slow = quietSite(council);
  const others = sites.filter(({ id, sector }) => sector === 'local-government' && id !== slow);
  const down = new Set(others.slice(0, 12).map(({ id }) => id));
  const played = await SimulatedTelling.open({ config: asUnset(config), facts, startAt: START });
  const feed = new SampleFeed(sites, ({ id, at }) => {
    const minute = (at - START) / MINUTE_MS;
    if (minute >= 140 && minute < 150) return { ...NO_EFFECT, connect: 'refused' };
    const isDown = minute >= 80 && minute < 110;
    if (isDown && (down.has(id) || id === slow)) return { ...NO_EFFECT, answer: 'silence' };
    const isSlow = id === slow && minute >= 50 && minute < 80;
    return isSlow ? { ...NO_EFFECT, later: { ...NO_EFFECT.later, wait: 2400 } } : null;
  });
  await measureUntil(played, feed, START + 170 * MINUTE_MS);
  return await entriesOf(played);
}

/** With contacts of offices of which no ceiling was said. */
function asUnset(config: Config): Config {
  const unset = (contacts: readonly Contact[]) =>
    contacts.map((contact) => ({ ...contact, ceiling: PLAIN_CONTACT.ceiling }));
  const sectors = config.sectors.map((sector) => {
    const { secretariat } = sector;
    if (secretariat === null) return sector;
    const { contacts } = secretariat;
    return { ...sector, secretariat: { ...secretariat, contacts: unset(contacts) } };
  });
  return { ...config, sectors };
}

const CORRECTED = {
  ja: '計測側の設定の誤りでした。サイトは応答していました。',
  en: 'Our own settings were wrong. The site did answer.',
};

/** A short drill, to its end. */
async function drilledOf(council: DrillCouncil): Promise<readonly OutboxEntry[]> {
  const { config, facts, sites } = council;
  const title = { ja: '短い訓練', en: 'A short drill' };
  const to = START + 60 * MINUTE_MS;
  const drill = { id: 'short-1', scenario: 'short', title, from: START, to, speed: 1 };
  const played = await SimulatedTelling.open({ config, facts, drill, startAt: START });
  const flips = quietSite(council);
  const feed = new SampleFeed(sites.filter(isWell), ({ id, at }) =>
    id === flips && at >= START + 40 * MINUTE_MS ? { ...NO_EFFECT, answer: 'silence' } : null,
  );
  await measureUntil(played, feed, to);
  await played.left();
  await whileTimePasses(played, played.telling.endDrill());
  return await entriesOf(played);
}

/** A site that is well by itself and that nothing else befalls. */
function quietSite({ sites }: DrillCouncil, others: ReadonlySet<string> = new Set()): string {
  const site = sites.find(
    ({ id, profile, sector }) => profile === 'steady' && sector !== null && !others.has(id),
  );
  if (site === undefined) throw new Error('no such site');
  return site.id;
}

/** Everybody has one contact, members a second one for what nobody acknowledged. */
function toldCouncil(council: DrillCouncil): DrillCouncil {
  const { config } = council;
  const { notify } = config;
  if (notify === undefined) throw new Error('nobody is told');
  const names = {
    ja: '架空重要インフラ協議会',
    en: 'Fictional Council of Critical Infrastructure',
  };
  const operator = {
    name: { ja: '山びこ運用室', en: 'Yamabiko operations' },
    ...{ contactUrl: 'https://yamabiko.example/contact', sourceAddresses: [] },
  };
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    secretariat: {
      name: sector.secretariat?.name ?? sector.name,
      contacts: [
        mail('office@sector.example', { ceiling: 'TLP:AMBER' }),
        { ...PLAIN_CONTACT, kind: 'telephone' as const, to: '03-0000-0000' },
      ],
    },
    members: sector.members.map((member) => ({
      ...member,
      contacts: [
        mail(`web@${member.id}.example`),
        mail(`duty@${member.id}.example`, { escalateAfterMs: 30 * MINUTE_MS }),
      ],
    })),
  }));
  return {
    ...council,
    config: {
      ...config,
      council: { ...config.council, name: names, publicUrl: 'https://yamabiko.example' },
      ...{ operator, sectors },
      notify: {
        ...notify,
        council: [mail('council@council.example', { ceiling: 'TLP:AMBER' })],
        operator: [mail('operator@yamabiko.example')],
        observers: [],
        pace: { ...notify.pace, remindMs: 240 * MINUTE_MS },
      },
    },
  };
}

async function entriesOf({ stores }: SimulatedTelling): Promise<readonly OutboxEntry[]> {
  return (await stores.notices.outbox({ limit: 100_000 })).toReversed();
}

async function ask(played: SimulatedTelling, asked: Asked): Promise<void> {
  const order = { ...asked, at: played.clock.now(), actor: 'operator' } as NoticeOrder;
  await whileTimePasses(played, played.telling.desk().take(asked.action, order));
}

/** Lets time pass as long as something waits for it. */
async function whileTimePasses<T>(played: SimulatedTelling, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const ended = work.finally(() => done.abort());
  while (!done.signal.aborted) {
    await played.pass(100);
    await Promise.race([
      new Promise((resolve) => setTimeout(resolve, 5)),
      once(done.signal, 'abort'),
    ]);
  }
  return await ended;
}
