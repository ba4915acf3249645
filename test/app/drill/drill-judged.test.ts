import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startLoneDrill } from '../../../src/app/drill/lone-drill.ts';
import { openStores } from '../../../src/app/open-stores.ts';
import { practiceConfig } from '../../../src/app/practice-config.ts';
import { envelopeOf } from '../../../src/board/api-schema.ts';
import { judgingSchema } from '../../../src/board/judging-schema.ts';
import { targetsOf } from '../../../src/core/config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { placeOf } from '../../../src/practice/site-place.ts';
import { boardEvents } from '../../support/board-events.ts';

const root = mkdtempSync(join(tmpdir(), 'yamabiko-drill-judged-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs until it is judged. */
const SCENARIO = `id: short
title: { ja: 短い訓練, en: A short drill }
description: { ja: 名前サーバが答えません。, en: Name servers do not answer. }
starts: 2026-10-06T10:00
length: 60m
expected: { pattern: shared-cause, at: +00:03, fact: name_servers }
acts:
  - at: +00:03
    for: 57m
    who: { nameService: tatoe-dns.example }
    what: { name: nxdomain }
`;

/** Resolves when the board tells a pattern of several sites. */
async function patternSaid(url: string): Promise<'said' | 'board closed'> {
  for await (const _ of boardEvents(url)) {
    const answer = await fetch(`${url}/api/judging`);
    const { data } = envelopeOf(judgingSchema).parse(await answer.json());
    if (data.incidents.some(({ pattern }) => pattern !== 'single')) return 'said';
  }
  return 'board closed';
}

it('a drill over sockets says what the sites share, and keeps it apart from practice', async () => {
  const configDir = join(root, 'config');
  const dataDir = join(root, 'data');
  mkdirSync(join(configDir, 'drills'), { recursive: true });
  writeFileSync(join(configDir, 'drills', 'short.yaml'), SCENARIO);
  const config = await practiceConfig('small', null, () => {});
  const { service, started, ended } = await startLoneDrill({
    ...{ config, dataDir, secretsDir: configDir, extraCa: [], log: noLog },
    ...{ scenario: 'short', speed: 10 },
    listen: { host: '127.0.0.1', port: 0 },
  });
  try {
    const over = ended.then((how) => `ended by ${how}`);
    expect(await Promise.race([patternSaid(service.url), over])).toBe('said');
  } finally {
    await service.close();
  }
  expect(readdirSync(dataDir)).toEqual([basename(started.dir)]);
  const stores = await openStores({ config, dir: started.dir, configDir: null, log: noLog });
  const incidents = await stores.judgements.incidents();
  await stores.close();
  const patterns = incidents.filter(({ pattern }) => pattern !== 'single');
  expect(patterns.map(({ pattern, subject }) => [pattern, subject])).toEqual([
    [
      'shared-cause',
      {
        kind: 'fact',
        fact: { kind: 'name_servers', text: 'ns1.tatoe-dns.example ns2.tatoe-dns.example' },
      },
    ],
  ]);
  const named = targetsOf(config).filter(({ target, member }) =>
    placeOf({ id: target.id, member: member.id }).nameServers.includes('ns1.tatoe-dns.example'),
  );
  const listed = patterns[0]?.targets.map(({ target }) => target) ?? [];
  expect(named.map(({ target }) => target.id)).toEqual(expect.arrayContaining(listed));
  expect(listed.length).toBeGreaterThanOrEqual(5);
  // A busy prober doubts its samples, and says what it says so much later.
}, 420_000);
