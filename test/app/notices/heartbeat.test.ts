import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Heartbeat } from '../../../src/app/notices/heartbeat.ts';
import { idlePartsOf } from '../../../src/app/notices/idle-parts.ts';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { startSmtpSink } from '../../support/smtp-sink.ts';
import { dataFolder, eventually, startSites, startTold, toldConfig } from './told-council.ts';

const EVERY_MS = 20;

/** A server that counts its calls, and a heartbeat for it over parts that a test lets fail. */
async function beating() {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const outgoing = await openOutgoing({});
  const parts = { due: 0, done: 0, workers: 1, judging: true, sending: true, isProbing: true };
  const idle = idlePartsOf({
    measuring: {
      schedule: () => {
        parts.due += 1;
        if (parts.isProbing) parts.done += 1;
        const { due, done } = parts;
        return { due, done, missed: 0, lateP99Ms: null };
      },
      prober: () => ({ workers: parts.workers }),
    },
    judging: {
      get isWorking() {
        return parts.judging;
      },
    },
    telling: {
      get isWorking() {
        return parts.sending;
      },
    },
  });
  const recorded = recordedLog();
  const url = `http://127.0.0.1:${port}/ping/secret-of-the-url`;
  const config = { url, everyMs: EVERY_MS };
  const heartbeat = new Heartbeat({
    ...{ config, idle, outgoing, clock: systemClock, log: recorded.log },
  });
  onTestFinished(async () => {
    heartbeat.close();
    await outgoing.close();
    server.closeAllConnections();
    server.close();
  });
  return { parts, recorded, calls: () => calls };
}

/** Contacts that nobody answers at. */
const deadHook = (n: number): Contact => ({
  ...{ ...PLAIN_CONTACT, kind: 'slack', to: `http://127.0.0.1:9/${n}`, verifiedOn: '2026-10-01' },
});

/** A service with a heartbeat, of members of whom the first three are reached by dead hooks. */
async function servicePing() {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const [sites, sink, data] = [await startSites(), await startSmtpSink(), dataFolder()];
  const { port } = server.address() as AddressInfo;
  const heartbeat = { url: `http://127.0.0.1:${port}/ping`, everyMs: 2000 };
  const config = await toldConfig(12, { sites, sink, heartbeat });
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((member) => {
      const number = Number(/\d+$/.exec(member.id)?.[0]);
      return number < 3 ? { ...member, contacts: [deadHook(number)] } : member;
    }),
  }));
  const { service, recorded } = await startTold({ ...config, sectors }, data.dir);
  onTestFinished(async () => {
    await service.close();
    await sink.close();
    await sites.close();
    data.remove();
  });
  return { sites, recorded, calls: () => calls };
}

describe('the heartbeat of a service', () => {
  it('goes on where one member is not reached, and stays away where nobody of a kind is', async () => {
    const { sites, recorded, calls } = await servicePing();
    const isFailed = ({ event }: { readonly event: string }) => event === 'notify.failed';
    sites.failing.add(0);
    await eventually(() => (recorded.entries.filter(isFailed).length >= 4 ? true : null));
    const before = calls();
    await eventually(() => (calls() >= before + 2 ? true : null));
    const withheld = recorded.next('heartbeat.withheld');
    for (const site of [1, 2]) sites.failing.add(site);
    expect((await withheld).fields).toEqual({ idle: ['sending'] });
  }, 90_000);
});

describe('the heartbeat', () => {
  it.each([
    ['probing', { isProbing: false }],
    ['probing', { workers: 0 }],
    ['judging', { judging: false }],
    ['sending', { sending: false }],
  ] as const)('stays away while %s does not work, %j, and comes back', async (name, failing) => {
    const { parts, recorded, calls } = await beating();
    await eventually(() => (calls() >= 2 ? true : null));
    const before = { ...parts };
    const withheld = recorded.next('heartbeat.withheld');
    Object.assign(parts, failing);
    expect((await withheld).fields).toEqual({ idle: [name] });
    const atRest = calls();
    const asked = parts.due;
    await eventually(() => (parts.due > asked + 5 ? true : null));
    // One call may have been on its way.
    expect(calls()).toBeLessThanOrEqual(atRest + 1);
    const { isProbing, workers, judging, sending } = before;
    Object.assign(parts, { isProbing, workers, judging, sending });
    const stood = calls();
    await eventually(() => (calls() > stood + 1 ? true : null));
    expect(JSON.stringify(recorded.entries)).not.toContain('secret-of-the-url');
  });
});
