import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A configuration folder and a data directory of a trial, and what its one drill does. */
export interface DrillFolder {
  readonly root: string;
  readonly config: string;
  readonly data: string;
}

/** Ten minutes into the drill every site is unavailable for ten minutes. */
export const TRIAL = `id: trial
title: { ja: 試し, en: Trial }
description: { ja: 試し, en: Trial }
starts: 2023-06-06T18:00
length: 30m
expected: { pattern: none }
acts:
  - at: +00:10
    for: 10m
    who: everybody
    what: { answer: unavailable }
`;

/** A practice council of twelve sites in a folder, with `trial` as its only drill. */
export function drillFolder(): DrillFolder {
  const root = mkdtempSync(join(tmpdir(), 'yamabiko-drill-'));
  const config = join(root, 'config');
  mkdirSync(join(config, 'drills'), { recursive: true });
  mkdirSync(join(config, 'sectors'));
  writeFileSync(join(config, 'drills/trial.yaml'), TRIAL);
  const fields = [{ id: 'gas', name: { ja: 'ガス', en: 'Gas' } }];
  const council = { council: { name: { ja: '架空協議会', en: 'Fictional council' } }, fields };
  const members = Array.from({ length: 12 }, (_, index) => ({
    id: `gas-${index}`,
    name: { ja: `架空${index}`, en: `Fictional ${index}` },
    targets: [{ id: `gas-${index}-www`, practice: { profile: 'plain' } }],
  }));
  const sector = { id: 'gas', field: 'gas', name: { ja: '架空ガス', en: 'Fictional gas' } };
  // JSON is YAML.
  writeFileSync(join(config, 'yamabiko.yaml'), JSON.stringify(council));
  writeFileSync(join(config, 'sectors/gas.yaml'), JSON.stringify({ sector, members }));
  return { root, config, data: join(root, 'data') };
}
