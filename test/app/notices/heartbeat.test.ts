import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Heartbeat } from '../../../src/app/notices/heartbeat.ts';
import { idlePartsOf } from '../../../src/app/notices/idle-parts.ts';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import { systemClock } from '../../../src/schedule/system-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { eventually } from './told-council.ts';

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
  const config = () => ({ url, everyMs: EVERY_MS });
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
