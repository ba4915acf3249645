import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NoticeCouncil, startNoticeCouncil } from './notice-council.ts';

describe('accounts, without a service', () => {
  let council: NoticeCouncil;

  beforeEach(async () => {
    council = await startNoticeCouncil();
  });
  afterEach(() => council.close());

  it('invites the first operator, and says the link that is told once', async () => {
    const { code, stdout } = await council.run('accounts', 'invite', 'operator', '--name', 'Sato');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^The link of sato \(once, until .*\)\. .*\nhttp:\/\/127\.0\.0\.1:8080\/invitation#[\w-]{43}\n/,
    );
    expect(council.audit().map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      ['operator', 'account.invited', 'sato, operator'],
    ]);
    const listed = await council.json('accounts', 'list');
    expect(listed.said).toMatchObject({
      by: 'store',
      accounts: [{ name: 'sato', office: { kind: 'operator' }, state: 'invited' }],
    });
    expect(JSON.stringify(listed.said)).not.toContain('hash');
  });

  it('says in Japanese what is wrong, and writes nothing then', async () => {
    const first = ['accounts', 'invite', 'member', '--name', 'abe', '--member', 'gas-0001'];
    const refused = await council.run(...first, '--lang', 'ja');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('最初に運用者のアカウントを作ってください'),
    ]);
    expect(council.audit()).toEqual([]);
  });

  it.each([
    [['invite', 'emperor', '--name', 'x'], 'member, secretariat, council, observer, operator'],
    [['invite', 'operator'], '--name'],
    [['invite', 'member', '--name', 'x'], 'member takes --member'],
    [['invite', 'council', '--name', 'x', '--sector', 'gas'], 'the other kinds take neither'],
    [['end'], 'the name or id of an account is needed'],
    [['list', '--name', 'x'], 'accounts list does not take --name'],
    [['forget'], 'one of invite'],
  ])('takes %j for wrong use', async (words, said) => {
    const { code, stderr } = await council.run('accounts', ...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  });

  it('resets and ends by name or id', async () => {
    const invited = await council.json('accounts', 'invite', 'operator', '--name', 'sato');
    const { account, link } = invited.said as { account: { id: string }; link: string };
    const again = await council.json('accounts', 'reset', 'sato');
    expect(again).toMatchObject({ code: 0, said: { kind: 'account_invited' } });
    expect((again.said as { link: string }).link).not.toBe(link);
    const { code, stdout } = await council.run('accounts', 'end', account.id);
    expect([code, stdout]).toEqual([0, 'The account sato has ended.\n']);
    const gone = await council.run('accounts', 'reset', 'sato');
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('no such thing')]);
    const { stdout: list } = await council.run('accounts', 'list');
    expect(list).toMatch(
      /^id +name +office +state +invited by +last used\n\S+ +sato +operator +ended/,
    );
  });
});
