import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MEMBER, type NoticeCouncil, startNoticeCouncil } from './notice-council.ts';

describe('a wrong order about notices', () => {
  let council: NoticeCouncil;

  beforeEach(async () => {
    council = await startNoticeCouncil();
  });
  afterEach(() => council.close());

  it.each([
    [['notify'], 'an argument is missing'],
    [['notify', 'tset'], 'there is no notify tset (did you mean test?)'],
    [['notify', 'test'], 'a recipient (member:<id>'],
    [['notify', 'test', 'a', 'b'], 'there is an argument too many: b'],
    [['notify', 'test', 'a', '--contact', '0'], '--contact takes a whole number from 1, not 0'],
    [['notify', 'test', 'a', '--code', '1'], 'notify test does not take --code'],
    [['notify', 'preview', 'x'], 'whose notice is to be shown is needed (--as)'],
    [['notify', 'preview', '--as', 'x'], 'the number of an incident (as 20261122-1) is needed'],
    [['notify', 'list', '--state', 'lost'], '--state takes waiting, sent or dead, not lost'],
    [['notify', 'list', '--limit', 'x'], '--limit takes a whole number from 1, not x'],
    [['notify', 'list', 'x'], 'there is an argument too many: x'],
    [['notify', 'told'], 'the number of an incident'],
    [['notify', 'verify'], 'either a recipient or --all is needed'],
    [['notify', 'verify', 'a', '--all'], 'either a recipient or --all is needed'],
    [['notify', 'verify', '--all', '--older-than', 'soon'], '--older-than takes a duration'],
    [['notify', 'verified', 'a'], 'the code is needed (--code)'],
    [['notify', 'verified', 'a', '--code', '12'], '--code takes a code of six digits, not 12'],
    [['notify', 'bounced', 'a'], 'the number of the contact is needed'],
    [['notify', 'bounced', 'a', '--contact', '1', '--reason', 'a\nb'], 'reason takes one line'],
    [['notify', 'resend'], 'the number of a notice'],
    [['notify', 'resend', 'x'], 'resend takes a whole number from 1, not x'],
    [['notify', 'correct', 'x', '--text-ja', 'あ'], 'in both languages: --text-ja and --text-en'],
    [['acknowledge'], 'the number of an incident'],
    [['acknowledge', 'a', '--by', 'a\nb'], 'by takes one line'],
    [['silence', 'add', '--for', '2h'], 'at least one of --recipient'],
    [['silence', 'add', '--target', 'a', '--sector', 'b', '--for', '2h'], 'only one of --target'],
    [['silence', 'add', '--target', 'a'], 'either --for or --until is needed'],
    [
      ['silence', 'add', '--target', 'a', '--for', '1h', '--until', '2030-01-01'],
      'either --for or --until',
    ],
    [['silence', 'add', '--target', 'a', '--for', 'long'], '--for takes a duration'],
    [['silence', 'add', '--target', 'a', '--until', 'x'], '--until takes an ISO 8601 time'],
    [['silence', 'add', '--target', 'a', '--until', '2020-01-01'], '--until takes a time to come'],
    [['silence', 'list', '--target', 'a'], 'silence list does not take --target'],
    [['silence', 'end'], 'the id of a silence is needed'],
    [['silence', 'stop'], 'one of add, list, end <id> is needed'],
  ])('refuses %j with exit code 2', async (words, said) => {
    const { code, stderr } = await council.run(...words);
    expect(stderr).toContain(said);
    expect(code).toBe(2);
  });

  it.each([
    [
      ['notify', 'test', 'member:gas-001'],
      'there is no recipient member:gas-001 (did you mean member:gas-0001?)',
    ],
    [['notify', 'test', MEMBER, '--contact', '9'], 'has 4 contacts, no number 9'],
    [['notify', 'told', '20990101-1'], 'there is no incident 20990101-1'],
    [['notify', 'preview', '20990101-1', '--as', MEMBER], 'there is no incident 20990101-1'],
    [['acknowledge', '20990101-1'], 'there is no incident 20990101-1'],
    [['silence', 'add', '--target', 'gas-0001-hme', '--for', '1h'], 'did you mean gas-0001-home?'],
    [['silence', 'add', '--sector', 'gsa', '--for', '1h'], 'there is no sector gsa'],
    [['silence', 'add', '--incident', '20990101-1', '--for', '1h'], 'there is no incident'],
    [['silence', 'end', 's-00000'], 'there is no silence that lasts s-00000'],
  ])('says that nothing was done by %j, with exit code 1', async (words, said) => {
    const { code, stderr } = await council.run(...words);
    expect(stderr).toContain(said);
    expect(code).toBe(1);
    expect(council.audit()).toEqual([]);
  });
});
