import { expect, it } from 'vitest';
import { givenContactFault } from '../../src/config/given-contact.ts';
import { DAY_KINDS } from '../../src/core/calendar.ts';
import { type Contact, type ContactKind, PLAIN_CONTACT } from '../../src/core/words/recipient.ts';
import { isGloballyReachable } from '../../src/probe/address-guard.ts';

type Family = Parameters<typeof isGloballyReachable>[0]['family'];
const isReachable = (address: string, family: Family) => isGloballyReachable({ address, family });

function contact(kind: ContactKind, to: string, differs: Partial<Contact> = {}): Contact {
  return { ...PLAIN_CONTACT, kind, to, ...differs };
}

it.each<readonly [ContactKind, string]>([
  ['mail', 'web@example.jp'],
  ['telephone', '03-1234-5678'],
  ['webhook', 'https://hooks.example.jp/secret'],
  ['slack', 'https://hooks.slack.com/services/secret'],
  ['teams', 'https://example.webhook.office.com/secret'],
  ['alertmanager', 'https://alerts.example.jp'],
  ['webhook', 'https://198.41.0.4/secret'],
])('takes %s %s', (kind, to) => {
  expect(givenContactFault(contact(kind, to), isReachable)).toBeNull();
});

it.each<readonly [ContactKind, string, string]>([
  ['mail', 'web', 'The address has to be'],
  ['mail', 'https://example.jp/', 'The address has to be'],
  ['telephone', 'call me', 'a telephone number'],
  ['webhook', 'ftp://example.jp/', 'The address has to be'],
  ['slack', 'http://hooks.example.jp/secret', 'The address has to be'],
  ['alertmanager', 'https://alerts.example.jp/?a=1', 'the URL of an Alertmanager'],
  ['webhook', 'http://hooks.example.jp/secret', 'an https URL with a public name'],
  ['webhook', 'https://localhost/secret', 'an https URL with a public name'],
  ['webhook', 'https://grafana/secret', 'an https URL with a public name'],
  ['slack', 'http://127.0.0.1:8086/secret', 'an https URL with a public name'],
  ['webhook', 'https://10.1.2.3/secret', 'an https URL with a public name'],
  ['teams', 'https://[fd00::1]/secret', 'an https URL with a public name'],
  ['webhook', 'https://169.254.169.254/latest', 'an https URL with a public name'],
])('does not take %s %s, and says what it has to be', (kind, to, said) => {
  expect(givenContactFault(contact(kind, to), isReachable)?.en).toContain(said);
});

it('leaves an internal address that was there before as it is', () => {
  expect(givenContactFault(contact('webhook', 'http://10.1.2.3/hook'), null)).toBeNull();
});

it('does not take quiet hours that never end', () => {
  const quietHours = { from: 60, to: 60, days: DAY_KINDS };
  const always = contact('mail', 'web@example.jp', { quietHours });
  expect(givenContactFault(always, null)).toEqual({
    ja: '通知しない時間帯に書けるもの: 知らせてよい時間の残る時間帯（このままでは、いつも通知しません）',
    en: 'The quiet hours have to be hours that leave some in which it may be told (these never end)',
  });
});
