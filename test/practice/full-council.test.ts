import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeSites } from '../../src/app/practice-sites.ts';
import { loadConfig } from '../../src/config/load.ts';
import { type Config, targetsOf } from '../../src/core/config.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { hasIpv6Loopback } from '../../src/practice/ipv6-loopback.ts';
import type { Practice } from '../../src/practice/practice.ts';
import { practiceCouncil } from '../../src/practice/practice-council.ts';
import { getPractice } from '../support/practice-client.ts';

const WELL = ['steady', 'http2', 'plain', 'busy'];

describe('the sites of the full practice council', () => {
  let config: Config;
  let practice: Practice;

  beforeAll(async () => {
    const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
    if (!loaded.ok) throw new Error('the shipped configuration is not valid');
    config = practiceCouncil(loaded.config, 'full', {
      now: Date.now(),
      hasIpv6: await hasIpv6Loopback(),
    });
    practice = await startPracticeSites(config, noLog);
  });
  afterAll(() => practice.close());

  it('share ports, many to one', () => {
    const places = targetsOf(config).map(({ target }) => {
      return `${practice.factsOf(target.id).address}:${new URL(practice.urlOf(target.id)).port}`;
    });
    expect(new Set(places).size).toBeLessThan(1500);
  });

  it('answer each by its own name', async () => {
    const well = targetsOf(config).filter(({ target }) => WELL.includes(target.practice ?? ''));
    const sample = well.filter((_, index) => index % 97 === 0);
    expect(sample.length).toBeGreaterThan(30);
    for (const { target, member } of sample) {
      const { status, body } = await getPractice(practice, target.id);
      expect([status, body.includes(`${member.name.ja}<br>`)]).toEqual([200, true]);
    }
  });
});
