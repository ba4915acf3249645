import { cpSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LeftOut } from '../../../src/store/backup/left-out.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { backUp, inBackupFolders, makeConfig } from './backed-up.ts';

let base: string;
let source: string;
let to: string;

inBackupFolders((folders) => {
  ({ base, source, to } = folders);
});

describe('where a backup goes and what it copies', () => {
  it('is refused inside the data or the configuration, also through a link', async () => {
    const config = join(base, 'config');
    makeConfig(config);
    symlinkSync(source, join(base, 'link'));
    for (const place of [source, join(source, 'a/b'), join(base, 'link/new'), config]) {
      const refused = backUp(source, place, { config });
      await expect(refused).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringContaining(place),
      });
    }
    await expect(backUp(source, join(config, 'b'), { config })).rejects.toThrow('inside it');
    expect(existsSync(join(source, 'a'))).toBe(false);
    await backUp(source, join(base, 'config-backup'), { config });
  });

  it('follows links in the configuration, and says which lead back to themselves or to the data', async () => {
    const config = join(base, 'config');
    const data = join(base, 'data');
    const shared = join(base, 'shared');
    makeConfig(config);
    makeConfig(shared);
    cpSync(source, data, { recursive: true });
    symlinkSync(shared, join(config, 'reviewed'));
    symlinkSync(shared, join(shared, 'sectors/again'));
    symlinkSync(base, join(config, 'up'));
    symlinkSync(join(data, 'samples'), join(config, 'samples'));
    symlinkSync(join(config, 'yamabiko.yaml'), join(config, 'linked.yaml'));
    const leftOut: LeftOut[] = [];
    const { files } = await backUp(data, to, { config, onLeftOut: (one) => leftOut.push(one) });
    const copied = files.map(({ path }) => path).filter((path) => path.startsWith('config/'));
    expect(copied).toEqual([
      'config/linked.yaml',
      'config/reviewed/sectors/gas.yaml',
      'config/reviewed/yamabiko.yaml',
      'config/sectors/gas.yaml',
      'config/yamabiko.yaml',
    ]);
    expect(leftOut.map(({ path, text }) => [path, text.en.split(' ', 4).join(' ')])).toEqual([
      [join(config, 'reviewed/sectors/again'), 'links to a folder'],
      [join(config, 'samples'), 'is a folder of'],
      [join(config, 'up'), 'links to a folder'],
    ]);
  });

  it('follows a linked folder of samples, and says which link is none of the data', async () => {
    const data = join(base, 'data');
    cpSync(source, data, { recursive: true });
    renameSync(join(data, 'samples'), join(base, 'disk'));
    symlinkSync(join(base, 'disk'), join(data, 'samples'));
    symlinkSync(join(base, 'disk'), join(data, 'archive'));
    const leftOut: LeftOut[] = [];
    const { days } = await backUp(data, to, { onLeftOut: (one) => leftOut.push(one) });
    expect(days).toHaveLength(4);
    expect(leftOut.map(({ path }) => path)).toEqual([join(data, 'archive')]);
    expect((await verifyStore(join(to, 'data'))).problems).toEqual([]);
  });

  it('says that what serves the sending to InfluxDB is not in it', async () => {
    const data = join(base, 'data');
    cpSync(source, data, { recursive: true });
    mkdirSync(join(data, 'spool'));
    writeFileSync(join(data, 'admitted.json'), '{}');
    const leftOut: LeftOut[] = [];
    await backUp(data, to, { onLeftOut: (one) => leftOut.push(one) });
    expect(leftOut.map(({ path }) => path)).toEqual([
      join(data, 'spool'),
      join(data, 'admitted.json'),
    ]);
  });

  it('names a link that leads nowhere', async () => {
    const config = join(base, 'config');
    makeConfig(config);
    symlinkSync(join(base, 'gone'), join(config, 'sectors/dangling.yaml'));
    await expect(backUp(source, to, { config })).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining(join(config, 'sectors/dangling.yaml')),
    });
    expect(existsSync(to)).toBe(false);
  });
});
