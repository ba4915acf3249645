import { onTestFinished } from 'vitest';
import { localClockOf } from '../../../src/app/notices/local-clock.ts';
import { CouncilNoticeDesk } from '../../../src/app/notices/notice-desk.ts';
import { reachableOf } from '../../../src/app/notices/reachable.ts';
import { wordingContextOf } from '../../../src/app/notices/wording-context.ts';
import type { Config } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { createMailChannel } from '../../../src/notify/channels/mail.ts';
import type { Offer } from '../../../src/notify/desk.ts';
import { OutboxSender } from '../../../src/notify/outbox/outbox-sender.ts';
import { Standing } from '../../../src/notify/standing.ts';
import { renderBy } from '../../../src/notify/wording/render.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { createGate } from '../../../src/share/seal.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { councilOf } from '../../board/council-fixture.ts';
import { incidentOf } from '../../store/stored-incident.ts';
import { matterOf } from '../../store/stored-notice.ts';
import { startSmtpSink } from '../../support/smtp-sink.ts';

const INCIDENT = '20260513-1';
const SITE = 'gas-0001-home';

interface DeskCouncil {
  readonly refusal?: Offer['refusal'];
  readonly exercise?: 'practice';
  readonly exercises?: readonly string[];
  /** Of the member's mailbox. */
  readonly contact?: Partial<Contact>;
}

/** A desk that sends to a mail server on this machine, of a council with one site in trouble. */
export async function startDesk({
  refusal = null,
  exercise,
  exercises = [],
  contact = {},
}: DeskCouncil = {}) {
  const sink = await startSmtpSink();
  const { state, notices: store, judgements, close } = createMemoryStore();
  await judgements.keepStep({
    incidents: [incidentOf(INCIDENT, { targets: [SITE] })],
    memory: null,
  });
  const config = memberCouncil(contact);
  const render = renderBy(() => wordingContextOf(config, false));
  const mail = createMailChannel(
    {
      ...{ host: '127.0.0.1', port: sink.port, security: 'none', auth: null },
      ...{ from: 'notice@yamabiko.example', replyTo: null, ca: [] },
    },
    render,
  );
  const channels = new Map([['mail', mail]] as const);
  const sender = new OutboxSender({ store, channels, clock: systemClock, log: noLog });
  onTestFinished(async () => {
    await sender.close();
    await mail.close();
    await sink.close();
    await close();
  });
  let changes = 0;
  const gate = createGate();
  const telling = {
    ...{ recipients: reachableOf(config), pace: NO_NOTICES.pace },
    ...{ exercise: exercise ?? null, exercises: new Set(exercises) },
  };
  const place = { id: SITE, member: 'gas-0001', sector: 'gas' };
  const shared = { ...place, consent: 'counted', secretariatSees: 'detail' } as const;
  const desk = new CouncilNoticeDesk({
    ...{ store, sender, state, render, clock: systemClock, log: noLog },
    standing: await Standing.open(store, systemClock),
    config: () => config,
    incidents: judgements,
    source: {
      telling: () => telling,
      offers: () => [{ matter: { ...matterOf(INCIDENT), fact: null }, refusal }],
      incidentsOf: (matter) => [matter.incident],
      ownNetworkSince: () => null,
      plannedUntil: () => null,
      surroundings: () => ({ around: [], sectors: [] }),
      clockOf: () => localClockOf(config, 'gas'),
      seal(recipient, { ceiling, verifiedOn }, notice) {
        const way = { ceiling, isVerified: verifiedOn !== null };
        const item = { kind: 'notice', notice, way, targetOf: () => shared } as const;
        return gate.seal(recipient.viewer, item, { asOf: notice.at, data: notice });
      },
    },
    onChange: () => {
      changes += 1;
    },
  });
  return { desk, store, judgements, state, sink, changes: () => changes };
}

/** One member with a mailbox and a telephone. */
function memberCouncil(over: Partial<Contact>): Config {
  const config = councilOf({ sectors: 1, sitesPerSector: 1 });
  const mail: Contact = {
    ...{ ...PLAIN_CONTACT, kind: 'mail', to: 'web@example.jp', verifiedOn: '2026-10-01' },
    ...over,
  };
  const telephone: Contact = { ...PLAIN_CONTACT, kind: 'telephone', to: '03-1234-5678' };
  return {
    ...config,
    notify: {
      ...NO_NOTICES,
      mail: {
        ...{ host: '127.0.0.1', port: 25, security: 'none', user: null, passwordFile: null },
        ...{ from: 'notice@yamabiko.example', replyTo: null },
      },
    },
    sectors: config.sectors.map((sector) => ({
      ...sector,
      id: 'gas',
      members: sector.members.map((member) => ({
        ...member,
        ...{ id: 'gas-0001', contacts: [mail, telephone] },
        targets: member.targets.map((target) => ({ ...target, id: SITE })),
      })),
    })),
  };
}
