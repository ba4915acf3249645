import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftOf } from '../store/stored-notice.ts';
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

const FORBIDDEN = /標的|ターゲット|攻撃|\battack\b/i;

describe('notify, without a service', () => {
  let council: NoticeCouncil;

  beforeEach(async () => {
    council = await startNoticeCouncil();
  });
  afterEach(() => council.close());

  const addresses = () => council.sink.received.flatMap(({ to }) => to);

  it('sends a test to a verified contact through the mail server and says that it was taken', async () => {
    const { code, stdout } = await council.run('notify', 'test', MEMBER, '--contact', '1');
    expect(stdout).toMatch(
      /^member:gas-0001 {2}1 {2}mail web@example\.jp {2}sent {2}YB-\S+ \(the channel took it\)\nTimes/,
    );
    expect(code).toBe(0);
    expect(addresses()).toEqual(['web@example.jp']);
    expect(council.sink.received[0]?.parsed.subject).toContain('【試験送信】');
    expect(council.audit().map(({ action, subject, detail }) => [action, subject, detail])).toEqual(
      [['notice.tested', MEMBER, 'mail, contact 1: sent']],
    );
  });

  it('says of each contact what the channel answered, or why nothing was written', async () => {
    const { code, said } = await council.json('notify', 'test', MEMBER);
    expect(code).toBe(1);
    expect(said).toMatchObject({
      by: 'store',
      deliveries: [
        { number: 1, state: 'sent', error: null },
        { number: 2, state: null, refusal: { en: expect.stringContaining('was not verified') } },
        { number: 3, state: 'dead', error: expect.stringContaining('no such mailbox') },
      ],
    });
    expect(addresses()).toEqual(['web@example.jp']);
  });

  it('sends nothing to a telephone', async () => {
    const { code, stdout } = await council.run(
      'notify',
      'test',
      OFFICE,
      '--contact',
      '2',
      '--lang',
      'ja',
    );
    expect([code, council.sink.received]).toEqual([1, []]);
    expect(stdout).toContain('電話番号です。人が掛けるためのもの');
  });

  it('sends nothing that waits from before', async () => {
    council.state(({ notices }) =>
      notices.keepStep({ desks: [], decisions: [], outbox: [memberDraft('old')] }),
    );
    await council.run('notify', 'test', 'operator');
    expect(addresses()).toEqual(['operator@example.org']);
    expect(
      council.state(({ notices }) => notices.waiting(0)).map(({ notice }) => notice.key),
    ).toEqual(['old']);
  });

  it('verifies a contact by the code that it was sent, and then writes to it', async () => {
    const sent = await council.json('notify', 'verify', MEMBER);
    expect(sent).toMatchObject({ code: 0, said: { deliveries: [{ number: 2, state: 'sent' }] } });
    expect(addresses()).toEqual(['new@example.jp']);
    const code = /\b\d{6}\b/.exec(council.sink.received[0]?.parsed.text ?? '')?.[0] ?? '';
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const refused = await council.run('notify', 'verified', MEMBER, '--code', wrong);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('no such code was sent'),
    ]);
    expect((await council.run('notify', 'verified', MEMBER, '--code', code)).stdout).toBe(
      `${MEMBER} 2 mail new@example.jp is verified.\n`,
    );
    expect((await council.run('notify', 'verified', MEMBER, '--code', code)).code).toBe(1);
    expect((await council.run('notify', 'test', MEMBER, '--contact', '2')).code).toBe(0);
    expect((await council.run('notify', 'verify', MEMBER)).stdout).toContain(
      'No contact needs a code',
    );
  });

  it('sends codes to all whose verification is older than asked', async () => {
    const { said } = await council.json('notify', 'verify', '--all', '--older-than', '1d');
    expect(said).toMatchObject({
      deliveries: expect.arrayContaining([
        expect.objectContaining({ recipient: 'operator', state: 'sent' }),
        expect.objectContaining({ recipient: OFFICE, number: 1, state: 'sent' }),
        expect.objectContaining({ recipient: MEMBER, number: 2, state: 'sent' }),
      ]),
    });
    expect(addresses().toSorted()).toEqual([
      'new@example.jp',
      'office@example.org',
      'operator@example.org',
      'web@example.jp',
    ]);
  });

  it('lists who was told, who acknowledged and who was not reached, with telephone numbers', async () => {
    seed(council, [{ draft: memberDraft('one'), result: SENT }]);
    await council.run('acknowledge', INCIDENT, '--as', OFFICE, '--by', '夜勤の佐藤');
    const { code, stdout } = await council.run('notify', 'told', INCIDENT);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^TLP:AMBER\+STRICT\nIncident [\s\S]*\nReference information .*\n.*\nTLP:AMBER\+STRICT\n$/,
    );
    expect(stdout).toMatch(
      /Not reached: 1\n {2}Organisation gas-0002 \(member:gas-0002\)\n {4}no contact is registered/,
    );
    expect(stdout).toMatch(/Told, not acknowledged: 1\n {2}Organisation gas-0001/);
    expect(stdout).toContain('    4 telephone 03-1234-5678\n');
    expect(stdout).toMatch(
      /Acknowledged: 1\n {2}Office \(sector:gas\)\n {4}acknowledged at .* by 夜勤の佐藤\n/,
    );
    expect(stdout).toContain('    2 telephone 03-0000-0000 (desk)\n');
    const japanese = await council.run('notify', 'told', INCIDENT, '--lang', 'ja');
    expect(japanese.stdout).toContain('届いていない: 1');
    expect(japanese.stdout).not.toMatch(FORBIDDEN);
  });

  it('takes what bounced by hand for not reached', async () => {
    seed(council, [{ draft: memberDraft('one'), result: SENT }]);
    const words = ['notify', 'bounced', MEMBER, '--contact', '1', '--reason', 'came back by post'];
    expect((await council.run(...words)).stdout).toContain('is noted as not reached');
    const { said } = await council.json('notify', 'told', INCIDENT);
    expect(said).toMatchObject({
      recipients: [
        {
          recipient: MEMBER,
          state: 'not_reached',
          contacts: expect.arrayContaining([
            expect.objectContaining({ number: 1, bounce: 'came back by post' }),
          ]),
        },
        { recipient: 'member:gas-0002', state: 'not_reached' },
      ],
    });
    await council.run('notify', 'test', MEMBER, '--contact', '1');
    expect((await council.run('notify', 'told', INCIDENT)).stdout).not.toContain('bounced');
  });

  it('lists also a contact that was told and is not configured any more', async () => {
    const draft = draftOf('one', { mailbox: 'former', incidents: [INCIDENT] });
    seed(council, [{ draft, result: SENT }]);
    const { stdout } = await council.run('notify', 'told', INCIDENT);
    expect(stdout).toMatch(/Told, not acknowledged: 1\n {2}Organisation gas-0001/);
    expect(stdout).toMatch(/\n {4}- mail former@example\.jp: sent .* YB-20260513-0900-one\n/);
  });

  it('previews the newest that was written, in both languages, one of them, or as a page', async () => {
    seed(council, [{ draft: memberDraft('one'), result: SENT }]);
    const preview = ['notify', 'preview', INCIDENT, '--as', MEMBER, '--contact', '1'];
    const both = await council.run(...preview);
    expect(both.stdout).toMatch(/^=== 1 mail web@example\.jp \(as it was written at /);
    expect(both.stdout).toContain('--- ja: 【応答を確認できず】');
    expect(both.stdout).toContain('--- en: [no answer confirmed]');
    const english = await council.run(...preview, '--lang', 'en');
    expect(english.stdout).not.toContain('--- ja');
    const page = await council.run(...preview, '--html');
    expect(page.stdout).toMatch(/^<!doctype html>/i);
    const other = await council.run('notify', 'preview', INCIDENT, '--as', OFFICE);
    expect([other.code, other.stderr]).toEqual([
      1,
      expect.stringContaining('there is nothing to write'),
    ]);
  });

  it('corrects a notice at every contact that it went to, and nowhere else', async () => {
    seed(council, [{ draft: memberDraft('one'), result: SENT }]);
    const words = [
      '--text-ja',
      '計測側の誤りでした。',
      '--text-en',
      'It was an error of the measuring side.',
    ];
    const { code, said } = await council.json('notify', 'correct', INCIDENT, ...words);
    expect({ code, said }).toMatchObject({
      code: 0,
      said: { deliveries: [{ recipient: MEMBER, state: 'sent' }] },
    });
    const [mail] = council.sink.received;
    expect(mail?.to).toEqual(['web@example.jp']);
    expect(mail?.parsed.text).toContain('照会番号 YB-20260513-0900-one。');
    expect(mail?.parsed.text).not.toContain(INCIDENT);
    expect(mail?.parsed.text).toContain('計測側の誤りでした。');
    const told = await council.json('notify', 'told', INCIDENT);
    expect(JSON.stringify(told.said)).toContain('a correction was written');
  });

  it('corrects nothing where nobody was told', async () => {
    seed(council, [
      { draft: memberDraft('one'), result: { state: 'dead', attempts: 1, settledAt: 1 } },
    ]);
    const { code, stderr } = await council.run(
      'notify',
      'correct',
      INCIDENT,
      '--text-ja',
      'あ',
      '--text-en',
      'a',
    );
    expect([code, stderr]).toEqual([1, expect.stringContaining('nothing to correct')]);
  });

  it('sends one again that was given up, and lists what was sent', async () => {
    seed(council, [
      {
        draft: memberDraft('one'),
        result: { state: 'dead', attempts: 3, settledAt: 1, lastError: '550 full' },
      },
    ]);
    const dead = await council.json('notify', 'list', '--state', 'dead');
    expect(dead.said).toMatchObject({
      entries: [{ seq: 1, recipient: MEMBER, lastError: '550 full' }],
    });
    expect((await council.run('notify', 'resend', '1')).code).toBe(0);
    expect(addresses()).toEqual(['web@example.jp']);
    const again = await council.run('notify', 'resend', '1');
    expect([again.code, again.stderr]).toEqual([
      1,
      expect.stringContaining('no notice 1 that was given up'),
    ]);
    expect((await council.run('notify', 'list')).stdout).toMatch(/\n1 {7}sent .* member:gas-0001 /);
    expect((await council.run('notify', 'list', '--lang', 'ja')).stdout).toMatch(
      / メール web@example\.jp +新しい件 +YB-/,
    );
    expect((await council.run('notify', 'list', '--state', 'waiting')).stdout).toBe(
      'There is no such notice.\n',
    );
  });
});
