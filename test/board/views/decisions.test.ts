import { expect, it } from 'vitest';
import { decisionsOf } from '../../../src/board/views/decisions.ts';
import type { NoticeDecision } from '../../../src/core/words/notice.ts';

const decision: NoticeDecision = {
  ...{ at: 1, incident: '20261122-1', recipient: 'sector:gas', stage: 'outbox', notice: null },
  contact: 'sector:gas/mail:office@gas.example',
  text: { ja: '理由', en: 'why' },
};
const to = (contact: string) => ({ ...decision, contact: `sector:gas/${contact}` });

it('names a contact by kind and address, and by its host where the address is a secret', () => {
  const contacts = [
    'mail:office@gas.example',
    'slack:https://hooks.example/T0/secret',
    'webhook:?',
    'pager:https://pager.example/secret',
  ];
  expect(decisionsOf(contacts.map(to)).map(({ contact }) => contact)).toEqual([
    { ja: 'メール office@gas.example', en: 'mail office@gas.example' },
    { ja: 'Slack hooks.example', en: 'Slack hooks.example' },
    { ja: 'Webhook ?', en: 'webhook ?' },
    { ja: '?', en: '?' },
  ]);
});

it('lists the newest where there are more than a page bears', () => {
  const many = Array.from({ length: 700 }, (_, at) => ({ ...decision, at, notice: `${at}` }));
  const shown = decisionsOf(many);
  expect(shown).toHaveLength(500);
  expect(shown.at(-1)).toMatchObject({ at: 699, isTold: true });
});
