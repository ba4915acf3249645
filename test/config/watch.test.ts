import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConfigWatch, type WatchOptions, watchConfig } from '../../src/config/watch.ts';
import { noLog } from '../../src/core/ports/log.ts';

let dir: string;
let watch: ConfigWatch;
let changes: number;
let wake: () => void;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yamabiko-watch-'));
  mkdirSync(join(dir, 'sectors'));
  writeFileSync(join(dir, 'yamabiko.yaml'), 'a');
  writeFileSync(join(dir, 'sectors/gas.yaml'), 'a');
  changes = 0;
  wake = () => {};
});

afterEach(async () => {
  await watch.close();
  rmSync(dir, { recursive: true, force: true });
});

async function start(timing: Partial<WatchOptions>): Promise<void> {
  watch = await watchConfig({
    dir,
    log: noLog,
    ...timing,
    onChange: () => {
      changes += 1;
      wake();
    },
  });
}

function changed(): Promise<void> {
  return new Promise((resolve) => {
    wake = resolve;
  });
}

/** What the system does not report is seen by the slow look alone, which the tests make rare. */
const REPORTED = { restMs: 60, pollMs: 3_600_000 };
const LOOKED_AT = { restMs: 60, pollMs: 100 };

describe('watching a configuration', () => {
  it.each<[what: string, change: () => void]>([
    ['a file written in place', () => writeFileSync(join(dir, 'sectors/gas.yaml'), 'b')],
    [
      'a file replaced by renaming, as editors do',
      () => {
        writeFileSync(join(dir, 'sectors/gas.yaml~'), 'b');
        renameSync(join(dir, 'sectors/gas.yaml~'), join(dir, 'sectors/gas.yaml'));
      },
    ],
    ['a new file', () => writeFileSync(join(dir, 'sectors/oil.yaml'), 'a')],
    ['a removed file', () => unlinkSync(join(dir, 'sectors/gas.yaml'))],
    [
      'the whole folder of sectors put in the place of another',
      () => {
        mkdirSync(join(dir, 'fresh'));
        writeFileSync(join(dir, 'fresh/gas.yaml'), 'other');
        renameSync(join(dir, 'sectors'), join(dir, '.old'));
        renameSync(join(dir, 'fresh'), join(dir, 'sectors'));
      },
    ],
  ])('tells of %s', async (_, change) => {
    await start(REPORTED);
    const told = changed();
    change();
    await told;
  });

  it('tells once of many changes that follow each other closely', async () => {
    await start({ ...REPORTED, restMs: 2000 });
    const told = changed();
    for (let index = 0; index < 20; index += 1) {
      writeFileSync(join(dir, 'sectors', `s${index % 4}.yaml`), String(index));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await told;
    expect(changes).toBe(1);
    const toldAgain = changed();
    writeFileSync(join(dir, 'sectors/gas.yaml'), 'last');
    await toldAgain;
    expect(changes).toBe(2);
  });

  it('tells of a file that was changed after it was read and before the watch began', async () => {
    const readAt = Date.now() - 60_000;
    const told = changed();
    await start({ ...REPORTED, readAt });
    await told;
  });

  it('tells nothing of what no configuration is read from', async () => {
    await start(LOOKED_AT);
    for (const name of ['.yamabiko.yaml.swp', 'yamabiko.yaml~', 'sectors/.gas.yaml.12.tmp']) {
      writeFileSync(join(dir, name), 'x');
    }
    mkdirSync(join(dir, 'schema'));
    writeFileSync(join(dir, 'schema/sector.schema.json'), '{}');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(changes).toBe(0);
  });

  it('sees by looking what a link to elsewhere does not report', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'yamabiko-elsewhere-'));
    writeFileSync(join(elsewhere, 'oil.yaml'), 'a');
    symlinkSync(join(elsewhere, 'oil.yaml'), join(dir, 'sectors/oil.yaml'));
    await start(LOOKED_AT);
    const told = changed();
    writeFileSync(join(elsewhere, 'oil.yaml'), 'changed');
    await told;
    rmSync(elsewhere, { recursive: true });
  });
});
