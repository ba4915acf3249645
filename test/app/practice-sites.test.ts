import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startPracticeSites } from '../../src/app/practice-sites.ts';
import { loadConfig } from '../../src/config/load.ts';
import { targetsOf } from '../../src/core/config.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { getPractice } from '../support/practice-client.ts';

it('gives every practice site of the shipped configuration an address and its member’s name', async () => {
  const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
  if (!loaded.ok) throw new Error('the shipped configuration is not valid');
  const practice = await startPracticeSites(loaded.config, noLog);
  try {
    const placed = targetsOf(loaded.config);
    const hosts = placed.map(({ target }) => new URL(practice.urlOf(target.id)).host);
    expect(new Set(hosts).size).toBe(placed.length);
    const plain = placed.filter(({ target }) => target.practice === 'plain');
    expect(plain.length).toBeGreaterThan(0);
    for (const { target, member } of plain) {
      const { body } = await getPractice(practice, target.id);
      expect(body).toContain(`${member.name.ja}<br>`);
      expect(body).toContain(`${member.name.en}</span>`);
    }
  } finally {
    await practice.close();
  }
});
