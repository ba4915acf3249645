import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type LoadedConfig, loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import type { Config } from '../../src/core/config.ts';

export const COUNCIL = `
council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
`;

export function sectorFile(target: string, defaults = ''): string {
  return `
sector: { id: gas, field: gas, name: Gas }
${defaults}
members:
  - id: gas-0001
    name: Member
    targets:
      - id: gas-0001-home
        url: https://www.example.jp/
        enrolment: { by: Desk, on: 2026-10-01 }
${target}`;
}

/** A folder of its own for each test, with a council and the one sector. */
export class LoadedFolder {
  dir = '';

  constructor() {
    beforeEach(async () => {
      this.dir = await mkdtemp(join(tmpdir(), 'yamabiko-config-'));
      await mkdir(join(this.dir, 'sectors'));
    });
    afterEach(() => rm(this.dir, { recursive: true }));
  }

  async load(council: string, sector: string): Promise<LoadedConfig> {
    await writeFile(join(this.dir, 'yamabiko.yaml'), council);
    await writeFile(join(this.dir, 'sectors/gas.yaml'), sector);
    return loadConfig(this.dir);
  }

  async configOf(council: string, sector: string): Promise<Config> {
    const loaded = await this.load(council, sector);
    if (!loaded.ok) throw new Error(loaded.problems.map((p) => formatProblem(p, 'en')).join('\n'));
    return loaded.config;
  }
}
