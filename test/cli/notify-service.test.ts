import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NotingSite, startNotingSite } from '../app/running-council.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';
import {
  INCIDENT,
  MEMBER,
  memberDraft,
  type NoticeCouncil,
  OFFICE,
  SENT,
  seed,
  startNoticeCouncil,
} from './notice-council.ts';

describe('notices by command, while the service runs', () => {
  let site: NotingSite;
  let council: NoticeCouncil;
  let service: Yamabiko | null = null;

  beforeAll(async () => {
    site = await startNotingSite();
    council = await startNoticeCouncil(site.port);
    seed(council, [{ draft: memberDraft('one'), result: SENT }]);
    const { dir, dataDir } = council.folder;
    const place = ['--config', dir, '--data', dataDir, '--listen', '127.0.0.1:0'];
    service = new Yamabiko(['run', ...place]);
    await service.printed(/Board: /);
  });

  afterAll(async () => {
    await service?.stop('SIGKILL');
    await site.close();
    await council.close();
  });

  async function asked(...words: readonly string[]) {
    const { dataDir } = council.folder;
    // The service knows its configuration: the command needs none.
    const ended = await yamabiko([...words, '--data', dataDir, '--config', '/nowhere', '--json']);
    return { code: ended.code, said: JSON.parse(ended.stdout) as Record<string, unknown> };
  }

  const addresses = () => council.sink.received.flatMap(({ to }) => to);

  it('sends a test through the outbox of the service and hears what the channel answered', async () => {
    expect(await asked('notify', 'test', MEMBER, '--contact', '1')).toMatchObject({
      code: 0,
      said: { by: 'service', deliveries: [{ state: 'sent', to: 'web@example.jp' }] },
    });
    // A slow service has told its open incident meanwhile too.
    expect(new Set(addresses())).toEqual(new Set(['web@example.jp']));
    const refused = await asked('notify', 'test', 'member:gas-001');
    expect(refused).toMatchObject({
      code: 1,
      said: {
        kind: 'notice_refused',
        text: { ja: expect.stringContaining('member:gas-0001 の誤り') },
      },
    });
  });

  it('acknowledges, silences and lists what was told, with a line of the audit for each', async () => {
    const acknowledged = await asked('acknowledge', INCIDENT, '--as', MEMBER, '--by', '電話番');
    expect(acknowledged).toMatchObject({ code: 0, said: { by: 'service', wasBefore: false } });
    const silenced = await asked('silence', 'add', '--recipient', OFFICE, '--for', '2h');
    expect(silenced).toMatchObject({
      code: 0,
      said: { announcements: [{ recipient: OFFICE, state: 'sent' }] },
    });
    const { id } = silenced.said['silence'] as { id: string };
    expect((await asked('silence', 'list')).said).toMatchObject({ silences: [{ id }] });
    expect(await asked('silence', 'end', id)).toMatchObject({ code: 0, said: { by: 'service' } });
    const told = await asked('notify', 'told', INCIDENT);
    expect(told.said['recipients']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          recipient: MEMBER,
          state: 'acknowledged',
          acknowledged: { at: expect.any(Number), by: '電話番' },
        }),
      ]),
    );
    await service?.stop();
    service = null;
    expect(council.audit().map(({ action }) => action)).toEqual([
      'notice.tested',
      'incident.acknowledged',
      'silence.added',
      'silence.ended',
      'notice.told_read',
    ]);
  });
});
