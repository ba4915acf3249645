import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { LoadedFolder } from './loaded-folder.ts';
import { FIXTURES } from './rule-row.ts';

describe('loadConfig of files that are not as they should be', () => {
  const folder = new LoadedFolder();

  it('says everything that is wrong in several files at once, in their order', async () => {
    const loaded = await loadConfig(join(FIXTURES, 'many'));
    const said = loaded.ok ? [] : loaded.problems;
    expect(said.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'yamabiko.yaml:1 bad_timezone',
      'yamabiko.yaml:6 board_exposed',
      'sectors/gas.yaml:7 bad_url',
      'sectors/gas.yaml:9 unknown_key',
      'sectors/gas.yaml:10 bad_cron',
      'sectors/gas.yaml:11 enrolment_missing',
      'sectors/gas.yaml:11 duplicate_id',
      'sectors/medical.yaml:2 yaml_syntax',
      'sectors/water.yaml:1 unknown_field',
    ]);
    expect(loaded.warnings.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'yamabiko.yaml not_used',
      'sectors/rail.yml file_ignored',
      'sectors/water.yaml sector_empty',
    ]);
  });

  it('warns of passwords in clear, files not read and empty sectors, and loads all the same', async () => {
    const loaded = await loadConfig(join(FIXTURES, 'warnings'));
    expect(loaded.ok).toBe(true);
    expect(loaded.warnings.map((warning) => formatProblem(warning, 'en'))).toEqual([
      'yamabiko.yaml:5:49 notify.mail.security: user name and password go over the network in clear (use tls or starttls) [mail_in_clear]',
      'sectors/notes.txt:1:1: not read (only files that end in .yaml are) [file_ignored]',
      'sectors/water.yaml:2:10 members: this sector has no sites yet [sector_empty]',
    ]);
    expect(loaded.warnings.map((warning) => formatProblem(warning, 'ja'))[0]).toBe(
      'yamabiko.yaml:5:49 notify.mail.security: 利用者名とパスワードが暗号化されずに送られます（security を tls か starttls にしてください） [mail_in_clear]',
    );
  });

  it('reports a folder that is not there as problems, not as a rejection', async () => {
    const loaded = await loadConfig(join(folder.dir, 'nowhere'));
    expect(loaded.ok ? [] : loaded.problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'yamabiko.yaml file_unreadable',
      'sectors file_unreadable',
    ]);
  });

  it('reports a sector that is a folder, and still reads the others', async () => {
    await cp(join(FIXTURES, 'invalid-date'), folder.dir, { recursive: true });
    await mkdir(join(folder.dir, 'sectors/water.yaml'));
    const loaded = await loadConfig(folder.dir);
    expect(loaded.ok ? [] : loaded.problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'sectors/gas.yaml bad_date',
      'sectors/water.yaml file_unreadable',
    ]);
  });
});
