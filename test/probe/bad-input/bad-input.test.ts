import { afterAll, describe, expect, it } from 'vitest';
import { createProbe } from '../../../src/probe/probe.ts';
import { probeJob } from '../../support/probe-job.ts';
import { completedPhases, expectSoundRecord } from '../../support/sound-record.ts';
import { allCases } from './all-cases.ts';
import { type BadInput, startBadWorld } from './bad-input.ts';

const world = await startBadWorld();
afterAll(() => world.close());

const groups = await allCases(world);

const { probe } = createProbe({
  vantage: 'test',
  userAgent: 'Yamabiko-test',
  resolverServers: [world.dns.address],
  extraCa: [world.certificates.ca],
});

describe.each(Object.entries(groups))('a probe of bad %s', (_group, cases) => {
  it.concurrent.each(cases)('$title', async (input) => {
    await expectItsEnd(input);
  });
});

async function expectItsEnd({ url, target, expected, server, served }: BadInput): Promise<void> {
  const before = { requests: server?.requests ?? 0, connections: server?.connections ?? 0 };
  const job = probeJob(url, target);
  const record = await probe(job, new AbortController().signal);
  expectSoundRecord(record, job.target.timeoutMs);
  const { reason, blame, failedPhase, completed, statusCode, detail, sample } = expected;
  expect({ ...record.sample, completed: completedPhases(record) }).toMatchObject({
    reason,
    blame,
    failedPhase,
    completed,
    ...(statusCode === undefined ? {} : { statusCode }),
    ...sample,
  });
  if (detail !== undefined) expect(record.detail).toBe(detail);
  if (server === undefined || served === undefined) return;
  expect({
    requests: (server.requests ?? 0) - before.requests,
    connections: server.connections - before.connections,
  }).toEqual({
    requests: served.requests ?? server.requests ?? 0,
    connections: served.connections,
  });
}
