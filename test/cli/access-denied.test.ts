import { chmodSync, cpSync, lchownSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeConfig, openFilled } from '../store/backup/backed-up.ts';
import { removeDir, temporaryDir } from '../store/embedded/opened.ts';
import { needs, OTHER_USER } from '../support/needs.ts';
import { CHECKOUT, type Ended, yamabiko } from '../support/yamabiko.ts';

const isRoot = process.getuid?.() === 0;
const COUNCIL = `council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
`;
const GAS = `sector: { id: gas, field: gas, name: Gas }
members:
  - { id: gas-0009, name: G, targets: [
      { id: gas-0009-home, url: https://g.example.jp/, enrolment: { by: D, on: 2026-10-01 } } ] }
`;
const LIST = '団体名,サイトURL,同意者,同意日\n架空市,https://kaku.example.jp/,総務課,2026-10-01\n';

/** In the place of `$`, the directory of the test. */
interface Denial {
  readonly words: readonly string[];
  readonly path: string;
  readonly mode: number;
  readonly says: string;
  readonly code: number;
}

const IMPORT = [
  'import',
  '$/list.csv',
  '--sector',
  'gas',
  '--config',
  '$/config',
  '--data',
  '$/data',
];
const PLAN = ['plan', '--config', '$/config', '--data', '$/data'];
const BACKUP = ['backup', '$/to/new', '--data', '$/data', '--config', '$/config'];
const RESTORE = ['restore', '$/backup', '--data', '$/to/new'];
const read = (path: string) =>
  `there is no permission to read ${path}; let the user who runs yamabiko read it`;
const write = (path: string) =>
  `there is no permission to write to ${path}; let the user who runs yamabiko write there, or name another place`;

function denial(words: readonly string[], path: string, rest: Partial<Denial> = {}): Denial {
  return { words, path, mode: 0, says: read(path), code: 1, ...rest };
}

const DENIALS: readonly Denial[] = [
  denial(IMPORT, '$/list.csv', { code: 2 }),
  denial(IMPORT, '$/config/sectors', { code: 2 }),
  denial(IMPORT, '$/config/sectors/gas.yaml', { says: read('sectors/gas.yaml') }),
  denial(IMPORT, '$/config/sectors', { mode: 0o555, says: write('$/config/sectors') }),
  denial(PLAN, '$/config/yamabiko.yaml', { says: read('yamabiko.yaml') }),
  denial(PLAN, '$/config/sectors', { says: read('sectors') }),
  denial(PLAN, '$/data', { says: read('$/data/applied-config.json') }),
  denial(BACKUP, '$/data'),
  denial(BACKUP, '$/data/samples'),
  denial(BACKUP, '$/data/samples/2026-05-14.sqlite'),
  denial(BACKUP, '$/config/sectors/gas.yaml'),
  denial(BACKUP, '$/to', { mode: 0o555, says: write('$/to/new') }),
  denial(RESTORE, '$/backup', { says: read('$/backup/manifest.json') }),
  denial(RESTORE, '$/backup/data/state.sqlite'),
  denial(RESTORE, '$/backup/data/samples'),
  denial(RESTORE, '$/to', { mode: 0o555, says: write('$/to/new') }),
];

describe.skipIf(!needs('bound-by-rights'))('where access is denied', () => {
  let base: string;
  let made: string;
  let round = 0;
  let dir: string;

  beforeAll(async () => {
    base = temporaryDir();
    made = join(base, 'made');
    const store = await openFilled(join(made, 'data'));
    await store.close();
    makeConfig(join(made, 'config'));
    makeConfig(join(made, 'to'));
    writeFileSync(join(made, 'config/yamabiko.yaml'), COUNCIL);
    writeFileSync(join(made, 'config/sectors/gas.yaml'), GAS);
    writeFileSync(join(made, 'list.csv'), LIST);
    giveAway(base);
    await run(['backup', '$/backup', '--data', '$/data', '--config', '$/config'], made);
  });
  afterAll(() => removeDir(base));
  beforeEach(() => {
    round += 1;
    dir = join(base, String(round));
    cpSync(made, dir, { recursive: true });
    giveAway(dir);
  });
  afterEach(() => removeDir(dir));

  function run(words: readonly string[], place: string): Promise<Ended> {
    const user = isRoot ? { user: OTHER_USER } : {};
    const given = words.map((word) => word.replace('$', place));
    return yamabiko(given, {}, { ...CHECKOUT, ...user });
  }

  it.each(DENIALS)('$words.0 says of $path ($mode) what to do', async (denied) => {
    const path = denied.path.replace('$', dir);
    chmodSync(path, denied.mode);
    const ended = await run(denied.words, dir);
    chmodSync(path, 0o700);
    expect(ended.stderr).toContain(denied.says.replace('$', dir));
    expect(ended.code).toBe(denied.code);
  });

  it('leaves nothing behind, and says it in Japanese', async () => {
    chmodSync(join(dir, 'data/samples/2026-05-15.sqlite'), 0);
    const ended = await run([...BACKUP, '--lang', 'ja'], dir);
    expect(ended.stderr).toContain(
      `${dir}/data/samples/2026-05-15.sqlite を読む権限がありません。yamabiko を実行するユーザーに読み取りを許可してください`,
    );
    expect(readdirSync(join(dir, 'to'))).not.toContain('new');
  });
});

/** Makes the other user the owner of everything, so that it is its own rights that deny. */
function giveAway(path: string): void {
  if (!isRoot) return;
  const { uid, gid } = OTHER_USER;
  lchownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), uid, gid);
  }
}
