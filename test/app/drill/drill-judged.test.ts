import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startLoneDrill } from '../../../src/app/drill/lone-drill.ts';
import { openStores } from '../../../src/app/open-stores.ts';
import { practiceConfig } from '../../../src/app/practice-config.ts';
import { targetsOf } from '../../../src/core/config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { placeOf } from '../../../src/practice/site-place.ts';

const root = mkdtempSync(join(tmpdir(), 'yamabiko-drill-judged-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** 33 s at twenty times the speed. */
const SCENARIO = `id: short
title: { ja: 短い訓練, en: A short drill }
description: { ja: 名前サーバが答えません。, en: Name servers do not answer. }
starts: 2026-10-06T10:00
length: 11m
expected: { pattern: shared-cause, at: +00:03, fact: name_servers }
acts:
  - at: +00:03
    for: 8m
    who: { nameService: tatoe-dns.example }
    what: { name: nxdomain }
`;

it('a drill over sockets says what the sites share, and keeps it apart from practice', async () => {
  const configDir = join(root, 'config');
  const dataDir = join(root, 'data');
  mkdirSync(join(configDir, 'drills'), { recursive: true });
  writeFileSync(join(configDir, 'drills', 'short.yaml'), SCENARIO);
  const config = await practiceConfig('small', null, () => {});
  const { service, started, ended } = await startLoneDrill({
    ...{ config, dataDir, secretsDir: configDir, extraCa: [], log: noLog },
    ...{ scenario: 'short', speed: 20 },
    listen: { host: '127.0.0.1', port: 0 },
  });
  try {
    expect(await ended).toBe('scenario');
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
}, 90_000);
