import { expect, it } from 'vitest';
import { contactsDetail, keysOfDetail } from '../../../src/core/words/contact-list.ts';
import { contactsOf } from '../../store/stored-said.ts';

const LIST = contactsOf('gas-0001', { request: 'no. 12; mail zzzz9999' });

it('is told of in the audit without an address, so that it can be read back', () => {
  const detail = contactsDetail(LIST);
  expect(detail).toBe('version 2: mail aaaa1111, slack bbbb2222; request no. 12; mail zzzz9999');
  expect(keysOfDetail(detail)).toEqual({ version: 2, keys: ['aaaa1111', 'bbbb2222'] });
  const none = contactsDetail({ ...LIST, contacts: [], request: null });
  expect(none).toBe('version 2: none');
  expect(keysOfDetail(none)).toEqual({ version: 2, keys: [] });
});

it.each(['', 'version 2', 'version x: none', 'version 2: mail', 'version 2: counted, detail;'])(
  'is not told of by %j',
  (text) => expect(keysOfDetail(text)).toBeNull(),
);
