import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnrolmentDto } from '../../src/board/dto/entrance.ts';
import { codeAt, PASSWORD } from '../accounts/opened-entrance.ts';
import { type NotingSite, startNotingSite } from '../app/running-council.ts';
import { Browser } from '../board/entrance/entered-board.ts';
import { readEvents } from '../board/http-client.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';
import { type NoticeCouncil, startNoticeCouncil } from './notice-council.ts';

describe('accounts by command, while the service runs', () => {
  let site: NotingSite;
  let council: NoticeCouncil;
  let service: Yamabiko;
  let url: string;

  beforeAll(async () => {
    site = await startNotingSite();
    council = await startNoticeCouncil(site.port);
    await start();
  });
  afterAll(async () => {
    await service.stop('SIGKILL');
    await site.close();
    await council.close();
  });

  async function start(): Promise<void> {
    const { dir, dataDir } = council.folder;
    const place = ['--config', dir, '--data', dataDir, '--listen', '127.0.0.1:0'];
    service = new Yamabiko(['run', ...place]);
    [, url = ''] = await service.printed(/Board: (http:\S+)/);
  }

  async function asked(...words: readonly string[]) {
    const { dataDir } = council.folder;
    const place = ['--data', dataDir, '--config', '/nowhere', '--json'];
    const ended = await yamabiko(['accounts', ...words, ...place]);
    return { code: ended.code, said: JSON.parse(ended.stdout) as Record<string, unknown> };
  }

  /** Takes up an account by its link, as the page does. */
  async function takeUp(link: string): Promise<Browser> {
    const browser = new Browser(url);
    const secret = link.split('#')[1];
    const shown = await browser.act('/api/entrance/invitation', { secret });
    const { ticket, totpKey } = shown.body as unknown as EnrolmentDto;
    const code = codeAt(totpKey, Date.now());
    const body = { secret, ticket, password: PASSWORD, code };
    expect((await browser.act('/api/entrance/acceptance', body)).status).toBe(200);
    return browser;
  }

  it('closes the board with the first operator, who stays in across a restart', async () => {
    const stranger = new Browser(url);
    expect((await stranger.get('/api/overview')).status).toBe(200);
    const invited = await asked('invite', 'operator', '--name', 'sato');
    expect(invited).toMatchObject({ code: 0, said: { by: 'service' } });
    const link = String(invited.said['link']);
    expect(link.startsWith(`${url}/invitation#`)).toBe(true);
    expect((await stranger.get('/api/overview')).status).toBe(200);
    const sato = await takeUp(link);
    expect((await stranger.get('/api/overview')).status).toBe(401);
    expect((await sato.get('/api/overview')).status).toBe(200);

    await service.stop('SIGTERM');
    await start();
    const again = new Browser(url);
    again.cookie = sato.cookie;
    expect(await again.state()).toMatchObject({ state: 'in', name: 'sato' });

    const stream = await readEvents(`${url}/api/stream`, { cookie: sato.cookie ?? '' });
    await stream.next();
    const ended = await asked('end', 'sato');
    expect(ended).toMatchObject({ code: 0, said: { by: 'service', kind: 'account_ended' } });
    await expect(async () => {
      for (;;) await stream.next();
    }).rejects.toThrow('the stream has ended');
    expect(await again.state()).toEqual({ state: 'closed', issuer: null });
    expect((await new Browser(url).get('/api/overview')).status).toBe(401);
    expect(await asked('list')).toMatchObject({
      said: { by: 'service', accounts: [{ name: 'sato', state: 'ended' }] },
    });
  });
});
