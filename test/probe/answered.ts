import { afterAll } from 'vitest';
import type { Expectations, ProbeRecord, ProbeTarget } from '../../src/core/words/probe-record.ts';
import {
  type OriginAnswer,
  type OriginServer,
  startOriginServer,
} from '../support/origin-server.ts';
import { openProbe } from './open-probe.ts';

const measure = openProbe();
const servers: OriginServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** The record of a probe of a server of its own that gives this answer; it closes after the tests. */
export async function answered(
  answer: OriginAnswer,
  expectations: Partial<Expectations> = {},
  target: Partial<ProbeTarget> = {},
): Promise<ProbeRecord> {
  const server = await startOriginServer(() => answer);
  servers.push(server);
  return await measure(server.origin, {
    expect: { status: null, text: null, ...expectations },
    ...target,
  });
}
