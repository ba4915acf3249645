import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type PeerCertificate } from 'node:tls';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openBoardTls } from '../../../src/app/tls/board-tls.ts';
import { readTls } from '../../../src/app/tls/read-tls.ts';
import { createFixture, startFixtureBoard } from '../../board/board-fixture.ts';
import { councilOf } from '../../board/council-fixture.ts';
import {
  createAuthority,
  type ServerCertificate,
  type TestAuthority,
} from '../../support/certificates.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const FILES = { certificateFile: 'board.pem', keyFile: 'board.key' };
let authority: TestAuthority;
let first: ServerCertificate;
let second: ServerCertificate;
let dir: string;

beforeAll(async () => {
  authority = await createAuthority();
  first = await authority.issue({ hosts: ['127.0.0.1', 'board.example.jp'] });
  second = await authority.issue({ hosts: ['127.0.0.1', 'board.example.jp'] });
});

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yamabiko-tls-'));
  await write(first.cert, first.key);
});

async function write(cert: string, key: string): Promise<void> {
  await writeFile(join(dir, 'board.pem'), cert);
  await writeFile(join(dir, 'board.key'), key);
}

function opened() {
  const clock = new ManualClock(Date.now());
  const logged: (readonly [string, object | undefined])[] = [];
  const note = (event: string, fields?: object) => void logged.push([event, fields]);
  const log = { debug() {}, info: note, warn: note, error: note };
  const stack = new AsyncDisposableStack();
  onTestFinished(async () => {
    await stack.disposeAsync();
    await rm(dir, { recursive: true });
  });
  return { clock, logged, stack, parts: { files: FILES, dir, clock, log } };
}

/** The certificate that is presented, of a connection that trusts our authority alone. */
async function presentedBy(port: number): Promise<PeerCertificate> {
  const { promise, resolve, reject } = Promise.withResolvers<PeerCertificate>();
  const socket = connect({ port, host: '127.0.0.1', ca: authority.ca }, () => {
    resolve(socket.getPeerCertificate());
    socket.end();
  });
  socket.on('error', reject);
  return await promise;
}

const colons = (fingerprint: string) => fingerprint.toUpperCase().match(/../g)?.join(':');

describe('TLS of the board by files', () => {
  it('takes files that were renewed within a minute, without a restart', async () => {
    const { clock, logged, stack, parts } = opened();
    const tls = await openBoardTls(parts, stack);
    const { sources } = createFixture(councilOf({ sectors: 1, sitesPerSector: 1 }));
    const board = await startFixtureBoard(sources, { tls });
    stack.defer(() => board.close());
    expect(board.url).toBe(`https://127.0.0.1:${board.port}`);
    expect((await presentedBy(board.port)).fingerprint256).toBe(colons(first.fingerprint));
    await write(second.cert, second.key);
    await clock.run(MINUTE);
    await expect.poll(() => logged.map(([event]) => event)).toContain('board.tls_renewed');
    expect((await presentedBy(board.port)).fingerprint256).toBe(colons(second.fingerprint));
  });

  it('keeps the old ones until both new ones are there, and says why once', async () => {
    const { clock, logged, stack, parts } = opened();
    const tls = await openBoardTls(parts, stack);
    await writeFile(join(dir, 'board.pem'), second.cert);
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await clock.run(MINUTE);
      await expect.poll(() => clock.pending).toBe(1);
    }
    expect(tls.texts.cert).toBe(first.cert);
    expect(logged).toEqual([
      [
        'board.tls_refused',
        {
          error: expect.stringMatching(
            /board\.key .*is not the key of the certificate in .*board\.pem/,
          ),
        },
      ],
    ]);
    await writeFile(join(dir, 'board.key'), second.key);
    await clock.run(MINUTE);
    await expect.poll(() => tls.texts.cert).toBe(second.cert);
  });

  it('serves one that has ended, and says so every day', async () => {
    const ended = await authority.issue({ hosts: ['127.0.0.1'], notAfter: Date.now() - MINUTE });
    await write(ended.cert, ended.key);
    const { clock, logged, stack, parts } = opened();
    expect((await openBoardTls(parts, stack)).texts.cert).toBe(ended.cert);
    const end = { endsAt: new Date(ended.notAfter).toISOString() };
    expect(logged).toEqual([['board.tls_ended', end]]);
    clock.step(DAY);
    await clock.run(MINUTE);
    expect(logged).toHaveLength(2);
  });

  it('warns two weeks before the end', async () => {
    const soon = await authority.issue({ hosts: ['127.0.0.1'], notAfter: Date.now() + 13 * DAY });
    await write(soon.cert, soon.key);
    const { logged, stack, parts } = opened();
    await openBoardTls(parts, stack);
    expect(logged.map(([event]) => event)).toEqual(['board.tls_ends_soon']);
  });
});

describe('files that no TLS can be spoken by', () => {
  it.each([
    ['not there', null, 'board\\.pem cannot be used .*it cannot be read'],
    ['no certificate', 'hello', 'board\\.pem cannot be used .*it holds no certificate'],
  ])('are refused with their name: %s', async (_, text, message) => {
    onTestFinished(() => rm(dir, { recursive: true }));
    if (text === null) await rm(join(dir, 'board.pem'));
    else await writeFile(join(dir, 'board.pem'), text);
    await expect(readTls(FILES, dir)).rejects.toMatchObject({
      ...{ code: 'board_unavailable', message: expect.stringMatching(message) },
    });
  });

  it('are refused where the key is of another certificate, or is none', async () => {
    onTestFinished(() => rm(dir, { recursive: true }));
    await writeFile(join(dir, 'board.key'), second.key);
    await expect(readTls(FILES, dir)).rejects.toThrow('it is not the key of the certificate');
    await writeFile(join(dir, 'board.key'), first.cert);
    await expect(readTls(FILES, dir)).rejects.toThrow('it holds no private key');
  });
});
