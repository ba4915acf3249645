import { expect, it, onTestFinished } from 'vitest';
import { wordingContextOf } from '../../../src/app/notices/wording-context.ts';
import { type Config, targetsOf } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import { createMailChannel } from '../../../src/notify/channels/mail.ts';
import { Notifier } from '../../../src/notify/notifier.ts';
import { OutboxSender } from '../../../src/notify/outbox/outbox-sender.ts';
import { renderBy } from '../../../src/notify/wording/render.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { openTestStore, removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { AT, sourceOver } from './drawn-council.ts';
import { eventually, mailTo } from './told-council.ts';

const SECTORS = ['bank', 'gas', 'rail', 'tap', 'city'] as const;
const MEMBERS = 86;
const SITES = SECTORS.length * MEMBERS;
const FAILING = 280;

/** Sectors of a field of their own, everybody with one contact. */
function council(): Config {
  const sectors = SECTORS.map((id) => ({
    ...sector(
      id,
      Array.from({ length: MEMBERS }, (_, n) => ({
        ...member(`${id}-${n}`, [
          target(`${id}-${n}-home`, { url: `https://www.${id}-${n}.example/` }),
        ]),
        contacts: [mailTo(`web@${id}-${n}.example`)],
      })),
    ),
    field: id,
    secretariat: { name: { ja: id, en: id }, contacts: [mailTo(`office@${id}.example`)] },
  }));
  return {
    ...councilOf(sectors),
    fields: SECTORS.map((id) => ({ id, name: { ja: id, en: id } })),
    notify: {
      ...NO_NOTICES,
      pace: { ...NO_NOTICES.pace, groupMs: 1000 },
      council: [mailTo('office@council.example')],
      operator: [mailTo('duty@operator.example')],
    },
  };
}

/** Each site's own, as a part of the pattern that holds them all. */
function incidentsOf(config: Config, failing: ReadonlySet<string>): readonly Incident[] {
  const sites = targetsOf(config).filter((site) => failing.has(site.target.id));
  const targets = sites.map(({ target: { id }, member: its, sector: { id: of } }) => ({
    ...{ target: id, member: its.id, sector: of, from: AT, to: null },
    ...{ judgement: 'failing' as const, ratio: null, phase: null },
  }));
  const open = {
    ...{ since: AT, openedAt: AT, endedAt: null, ending: null, mergedInto: null, severity: 1 },
    ...{ evidence: [], timeline: [] },
  };
  const pattern: Incident = {
    ...{ ...open, id: '20261122-1', pattern: 'cross-sector', subject: { kind: 'council' } },
    targets,
  };
  const singles = targets.map(
    (entry, n): Incident => ({
      ...{ ...open, id: `20261122-${n + 2}`, pattern: 'single', targets: [entry] },
      subject: { kind: 'target', target: entry.target },
      ...{ endedAt: AT, ending: 'merged', mergedInto: pattern.id },
    }),
  );
  return [...singles, pattern];
}

async function tell(config: Config, incidents: readonly Incident[], failing: ReadonlySet<string>) {
  const dir = temporaryDir();
  onTestFinished(() => removeDir(dir));
  const store = await openTestStore(dir);
  onTestFinished(() => store.close());
  const sink = await startSmtpSink();
  onTestFinished(() => sink.close());
  const judged = new Map([...failing].map((id) => [id, 'failing' as const]));
  const { source } = await sourceOver(config, { incidents, judged, facts: new Map() });
  const mail = createMailChannel(
    {
      ...{ host: '127.0.0.1', port: sink.port, security: 'none', auth: null, ca: [] },
      ...{ from: 'notice@yamabiko.example', replyTo: null },
    },
    renderBy(() => wordingContextOf(config, false)),
  );
  onTestFinished(() => mail.close());
  const { notices } = store;
  const parts = { store: notices, clock: systemClock, log: noLog };
  const sender = new OutboxSender({ ...parts, channels: new Map([['mail', mail]]) });
  const notifier = await Notifier.open({ ...parts, source, onWritten: () => sender.wake() });
  await sender.start();
  notifier.start();
  return { sink, notifier, sender, notices };
}

function timesByAddress({ received }: SmtpSink): ReadonlyMap<string, number> {
  const addresses = received.flatMap(({ to }) => to);
  return new Map(
    Object.entries(Object.groupBy(addresses, (to) => to)).map(([to, of]) => [to, of?.length ?? 0]),
  );
}

it(`tells each of ${FAILING} members once of its own site, and each office once of the picture`, async () => {
  const config = council();
  const sites = targetsOf(config);
  const failing = new Set(
    sites.map(({ target: { id } }) => id).filter((_, n) => (n * FAILING) % SITES < FAILING),
  );
  expect(failing.size).toBe(FAILING);
  const { sink, notifier, sender, notices } = await tell(
    config,
    incidentsOf(config, failing),
    failing,
  );
  const offices = [
    ...SECTORS.map((id) => `office@${id}.example`),
    'office@council.example',
    'duty@operator.example',
  ];
  await eventually(() => (sink.received.length >= FAILING + offices.length ? true : null));
  notifier.lookAtAll();
  await notifier.settle();
  await notifier.close();
  await sender.close();
  expect(await notices.waiting()).toEqual([]);
  const affected = sites.filter(({ target: { id } }) => failing.has(id));
  const addresses = [
    ...affected.flatMap(({ member: { contacts } }) => contacts.map(({ to }) => to)),
    ...offices,
  ];
  expect(timesByAddress(sink)).toEqual(new Map(addresses.map((to) => [to, 1])));
  const textTo = new Map(sink.received.map(({ to, parsed }) => [to[0], parsed.text ?? '']));
  for (const {
    target: { url },
    member: { id },
  } of affected) {
    expect(textTo.get(`web@${id}.example`)?.match(/https:\/\/www\.[^/\s]+\//g)).toEqual([url]);
  }
  for (const office of offices) {
    expect(textTo.get(office)).not.toMatch(/www\./);
    expect(textTo.get(office)).toContain('分野横断');
  }
});
