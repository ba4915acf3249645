import type { Text } from '../core/words/language.ts';
import type { Contact } from '../core/words/recipient.ts';
import { hasReachableHost, type Reachability } from './check-addresses.ts';
import { contactFaults } from './contact-faults.ts';
import { isLoopbackHost } from './loopback-host.ts';

const FIELDS = {
  to: { ja: '宛先', en: 'The address has to be' },
  quietHours: { ja: '通知しない時間帯', en: 'The quiet hours have to be' },
  ceiling: { ja: '取扱区分', en: 'The marking has to be' },
} as const;

const PUBLIC: Text = {
  ja: '宛先は、公開された名前を持つ https の URL にしてください（内部の宛先は、運用者が設定ファイルで登録します）',
  en: 'The address has to be an https URL with a public name (the operator registers internal ones in the files)',
};

/**
 * What is wrong with a contact that a member gives beside the files, to be read; null = nothing. The rules
 * are the files' own, and the service is sent to no address by which it alone would get at something: a
 * certificate has to be valid for a public name. `isReachable` null = the address was there before.
 */
export function givenContactFault(
  { kind, to, quietHours }: Contact,
  isReachable: Reachability | null,
): Text | null {
  const hours =
    quietHours === null ? {} : { quietHours: { ...quietHours, days: [...quietHours.days] } };
  const [fault] = contactFaults({ kind, to, ...hours }, 'member');
  if (fault !== undefined) {
    const { field, expected } = fault;
    const { ja, en } = FIELDS[field];
    return { ja: `${ja}に書けるもの: ${expected.ja}`, en: `${en} ${expected.en}` };
  }
  if (isReachable === null) return null;
  const isForWeb = kind !== 'mail' && kind !== 'telephone';
  return isForWeb && !isPublic(to, isReachable) ? PUBLIC : null;
}

function isPublic(to: string, isReachable: Reachability): boolean {
  const { protocol, hostname } = new URL(to);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isNamed = host.includes('.') || host.includes(':');
  return (
    protocol === 'https:' && isNamed && !isLoopbackHost(host) && hasReachableHost(to, isReachable)
  );
}
