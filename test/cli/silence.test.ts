import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  INCIDENT,
  MEMBER,
  type NoticeCouncil,
  OFFICE,
  seed,
  startNoticeCouncil,
} from './notice-council.ts';

describe('silence and acknowledge, without a service', () => {
  let council: NoticeCouncil;

  beforeEach(async () => {
    council = await startNoticeCouncil();
  });
  afterEach(() => council.close());

  const addresses = () => council.sink.received.flatMap(({ to }) => to);
  const actions = () => council.audit().map(({ action }) => action);

  it('silences a site for all, tells its member and secretariat, and leaves a line of the audit', async () => {
    const words = [
      'silence',
      'add',
      '--target',
      'gas-0001-home',
      '--for',
      '2h',
      '--reason',
      '移転のため',
    ];
    const { code, stdout } = await council.run(...words);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Silenced until .* \(s-\w{5}; to end it: npx yamabiko silence end s-\w{5}\)\.\nThose concerned were told:\n/,
    );
    // The mailbox that takes nothing is a verified contact too.
    expect(addresses().toSorted()).toEqual(['office@example.org', 'web@example.jp']);
    const text = council.sink.received.find(({ to }) => to.includes('web@example.jp'))?.parsed.text;
    expect(text).toMatch(
      /運用者が、計測対象 gas-0001-home についてのお知らせを \d{4}年\d+月\d+日（.）\d\d:\d\d まで一時停止しました/,
    );
    expect(text).toContain('理由: 移転のため。');
    expect(council.audit()).toMatchObject([
      {
        action: 'silence.added',
        actor: 'operator',
        detail: expect.stringContaining('移転のため; announced: '),
      },
    ]);
  });

  it('lists what lasts and ends it before its time, which is told too', async () => {
    const { said } = await council.json(
      'silence',
      'add',
      '--recipient',
      OFFICE,
      '--until',
      '2099-01-01T00:00',
    );
    const { silence } = said as { silence: { id: string; until: number } };
    expect(silence).toMatchObject({
      recipient: OFFICE,
      target: null,
      until: Date.UTC(2098, 11, 31, 15),
    });
    expect((await council.run('silence', 'list')).stdout).toContain(
      `${silence.id}  ${OFFICE}  anything  2099-01-01 00:00:00+09:00  operator  -`,
    );
    const ended = await council.run('silence', 'end', silence.id);
    expect([ended.code, ended.stdout]).toEqual([
      0,
      expect.stringContaining(`The silence ${silence.id} has ended.`),
    ]);
    expect((await council.run('silence', 'list', '--lang', 'ja')).stdout).toBe(
      '続いている一時停止はありません。\n',
    );
    expect(addresses()).toEqual(['office@example.org', 'office@example.org']);
    expect(actions()).toEqual(['silence.added', 'silence.ended']);
  });

  it('announces nothing where the operator silences his own messages', async () => {
    const { code, said } = await council.json(
      'silence',
      'add',
      '--recipient',
      'operator',
      '--for',
      '30m',
    );
    expect({ code, said }).toMatchObject({ code: 0, said: { announcements: [] } });
    expect(council.sink.received).toEqual([]);
  });

  it('records an acknowledgement once', async () => {
    seed(council, []);
    const first = await council.run('acknowledge', INCIDENT, '--as', MEMBER, '--by', 'web desk');
    expect(first.stdout).toContain(`${MEMBER} acknowledged incident ${INCIDENT}`);
    const again = await council.json('acknowledge', INCIDENT, '--as', MEMBER);
    expect(again).toMatchObject({ code: 0, said: { wasBefore: true } });
    const kept = council.state(({ notices }) => notices.acknowledgements());
    expect(kept).toMatchObject([{ incident: INCIDENT, recipient: MEMBER, by: 'web desk' }]);
    expect(actions()).toEqual(['incident.acknowledged', 'incident.acknowledged']);
  });
});
