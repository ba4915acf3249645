import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnrolmentDto } from '../../src/board/dto/entrance.ts';
import { codeAt, PASSWORD } from '../accounts/opened-entrance.ts';
import { askedAgain, type NotingSite, startNotingSite } from '../app/running-council.ts';
import { Browser } from '../board/entrance/entered-board.ts';
import { runHere } from '../support/run-here.ts';
import { CHECKOUT, Yamabiko, yamabiko } from '../support/yamabiko.ts';
import { type NoticeCouncil, startNoticeCouncil } from './notice-council.ts';

describe('board snapshot', () => {
  let site: NotingSite;
  let council: NoticeCouncil;
  let service: Yamabiko;
  let place: readonly string[];
  let out: string;

  beforeAll(async () => {
    site = await startNotingSite();
    council = await startNoticeCouncil(site.port);
    const { dir, dataDir } = council.folder;
    place = ['--data', dataDir];
    out = join(dataDir, 'out');
    service = new Yamabiko(['run', '--config', dir, ...place, '--listen', '127.0.0.1:0']);
    const [, url = ''] = await service.printed(/Board: (http:\S+)/);
    // So that all are judged, and as ever.
    await askedAgain(site, ['/gas-0001', '/gas-0002'], 2);
    await takeUp(url, await invited('operator', '--name', 'sato'));
    await invited('member', '--name', 'gone', '--member', 'gas-0002');
  });
  afterAll(async () => {
    await service.stop('SIGKILL');
    await site.close();
    await council.close();
  });

  /** The link of an account that the service made. */
  async function invited(...words: readonly string[]): Promise<string> {
    const { stdout } = await yamabiko(['accounts', 'invite', ...words, '--json', ...place]);
    return (JSON.parse(stdout) as { readonly link: string }).link;
  }

  async function takeUp(url: string, link: string): Promise<void> {
    const browser = new Browser(url);
    const secret = link.split('#')[1];
    const { body } = await browser.act('/api/entrance/invitation', { secret });
    const { ticket, totpKey } = body as unknown as EnrolmentDto;
    const code = codeAt(totpKey, Date.now());
    const taken = { secret, ticket, password: PASSWORD, code };
    expect((await browser.act('/api/entrance/acceptance', taken)).status).toBe(200);
  }

  const snapshot = (...words: readonly string[]) =>
    runHere(['board', 'snapshot', ...words, ...place]);

  it.each([
    ['council', 'TLP:GREEN', 'for the council'],
    ['observer', 'TLP:GREEN', 'for an observer'],
    ['operator', 'TLP:AMBER+STRICT', 'for the operator'],
    ['secretariat:gas', 'TLP:AMBER+STRICT', 'for a secretariat (Gas)'],
    ['member:gas-0001', 'TLP:AMBER+STRICT', 'for a member (Organisation gas-0001)'],
    ['member:gas/gas-0001', 'TLP:AMBER+STRICT', 'for a member (Organisation gas-0001)'],
  ])('writes a marked file for %s', async (viewer, marking, office) => {
    const path = join(out, `${viewer.replaceAll(/\W/g, '-')}.html`);
    const { code, stdout, stderr } = await snapshot('--viewer', viewer, '--out', path);
    expect([code, stdout, stderr]).toEqual([
      0,
      `Written to ${path} (${marking}). Hand it on as its marking says.\n`,
      '',
    ]);
    const html = readFileSync(path, 'utf8');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain(office);
    expect(html).toContain(`</span>${marking}</p>`);
    const isNamed = viewer !== 'council' && viewer !== 'observer';
    expect(html.includes('gas-0001-home')).toBe(isNamed);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    if (viewer.startsWith('member')) expect(html).not.toContain('gas-0002');
    const [line] = council
      .audit()
      .filter(({ action }) => action === 'snapshot.made')
      .slice(-1);
    if (viewer === 'operator') expect(line?.detail).not.toMatch(/^operator/);
    else
      expect(line).toMatchObject({ actor: 'operator', detail: expect.stringContaining(marking) });
  });

  it('takes an account for its office, and says who it was for in the audit', async () => {
    const { code, stdout } = await snapshot('--viewer', 'gone', '--out', '-', '--lang', 'ja');
    expect([code, stdout]).toEqual([0, expect.stringContaining('構成員（団体 gas-0002）向け')]);
    const made = council.audit().filter(({ action }) => action === 'snapshot.made');
    expect(made.at(-1)).toMatchObject({
      ...{ actor: 'operator', subject: 'gas-0002' },
      detail: 'member gas/gas-0002; TLP:AMBER+STRICT',
    });
    const listed = council.audit().filter(({ action }) => action === 'list.viewed');
    expect(listed.map(({ detail }) => detail)).toContain('secretariat gas; machine');
  });

  it('calls the file by its marking and moment where it is given no name', async () => {
    const dir = join(out, 'here');
    mkdirSync(dir, { recursive: true });
    const words = ['board', 'snapshot', '--viewer', 'council', ...place];
    const ended = await new Yamabiko(words, {}, { ...CHECKOUT, cwd: dir }).ended;
    expect(ended.code).toBe(0);
    expect(readdirSync(dir)).toEqual([
      expect.stringMatching(/^yamabiko-board-council-\d{8}T\d{4}Z-TLP-GREEN\.html$/),
    ]);
  });

  it('replaces no file that is there, unless it is told to', async () => {
    const path = join(out, 'kept.html');
    mkdirSync(out, { recursive: true });
    writeFileSync(path, 'mine');
    const asked = ['--viewer', 'council', '--out', path];
    const refused = await snapshot(...asked);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining(`${path} exists already (--force replaces it)`),
    ]);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await snapshot(...asked, '--force')).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('TLP:GREEN');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const folder = await snapshot('--viewer', 'council', '--out', out, '--force');
    expect([folder.code, folder.stderr]).toEqual([
      2,
      expect.stringContaining(`${out} is no ordinary file`),
    ]);
  });

  it('says that it cannot write there', async () => {
    const { code, stderr } = await snapshot('--viewer', 'council', '--out', '/proc/none/x.html');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('/proc/none/x.html cannot be written'),
    ]);
  });

  it('refuses who is not there, and whose account has ended, and writes nothing then', async () => {
    const before = council.audit().length;
    const path = join(out, 'none.html');
    const unknown = await snapshot('--viewer', 'secretariat:water', '--out', path);
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringContaining('there is no viewer secretariat:water'),
    ]);
    const ended = await yamabiko(['accounts', 'end', 'gone', ...place]);
    expect(ended.code).toBe(0);
    const gone = await snapshot('--viewer', 'gone', '--out', path, '--lang', 'ja');
    expect([gone.code, gone.stderr]).toEqual([
      1,
      expect.stringContaining('アカウント gone は終了しています'),
    ]);
    expect(council.audit().length).toBe(before + 1);
    expect(readdirSync(out)).not.toContain('none.html');
  });

  it.each([
    [['board'], 'an argument is missing'],
    [['board', 'print', '--viewer', 'council'], 'snapshot is needed'],
    [['board', 'snapshot'], '--viewer'],
    [['board', 'snapshot', '--viewer', ''], '--viewer needs a value'],
    [['board', 'snapshot', '--viewer', 'a\nb'], '--viewer takes one line'],
    [['board', 'snapshot', '--viewer', 'x'.repeat(201)], '--viewer takes one line'],
    [['board', 'snapshot', '--viewer', 'council', '--pdf'], '--pdf'],
  ])('takes %j for wrong use', async (words, said) => {
    const { code, stderr } = await runHere([...words, ...place]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});

describe('board snapshot, without a service', () => {
  it('says that what the board shows is known to a running one alone', async () => {
    const council = await startNoticeCouncil();
    const { dataDir } = council.folder;
    const words = ['board', 'snapshot', '--viewer', 'council', '--data'];
    const stopped = await runHere([...words, dataDir]);
    expect([stopped.code, stopped.stderr]).toEqual([
      1,
      expect.stringContaining('no service runs on'),
    ]);
    rmSync(dataDir, { recursive: true });
    const none = await runHere([...words, dataDir]);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('[not_found]')]);
    await council.close();
  });
});
