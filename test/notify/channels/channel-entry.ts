import type { OutboxEntry } from '../../../src/core/ports/notice-store.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import type { Notice, NoticeMatter } from '../../../src/core/words/notice.ts';
import { type Contact, contactIdOf } from '../../../src/core/words/recipient.ts';
import type { RenderedMessage } from '../../../src/notify/message.ts';

/** 2026-11-22 03:04:05 in Japan. */
export const AT = Date.UTC(2026, 10, 21, 18, 4, 5);

export const RENDERED: RenderedMessage = {
  subject: '【応答なし】㈱髙﨑ガス①のサイト — 2026年11月22日（日）03:04から応答を確認できません',
  text: [
    '㈱髙﨑ガス① ご担当者様',
    '',
    'トップページ（https://www.gas.example.jp/）の応答を確認できません。',
    '開始: 2026年11月22日（日）03:04',
    '',
    '外部からの計測に基づく参考情報であり、原因を断定するものではありません。',
  ].join('\n'),
  html: '<!doctype html><html lang="ja"><body><p>㈱髙﨑ガス① ご担当者様</p></body></html>',
  json: {
    version: 1,
    reference: 'YB-20261122-0304-7f3a',
    matters: [{ key: 'site:gas-0001-home', weight: 'failing' }],
  },
  link: 'https://board.example.jp/incidents/i-1',
  briefOf: ({ key, toldAs = 'i-1' }) => ({
    ...{ subject: `subject of ${key}`, text: `text of ${key}` },
    link: `https://board.example.jp/incidents/${toldAs}`,
  }),
};

export function matterWith(change: Partial<NoticeMatter> = {}): NoticeMatter {
  return {
    key: 'site:gas-0001-home',
    ...{ incident: '20261122-17', toldAs: 'i-1' },
    pattern: 'single',
    weight: 'failing',
    since: AT - 60_000,
    endedAt: null,
    ending: null,
    sites: [
      {
        target: 'gas-0001-home',
        member: 'gas-0001',
        memberName: { ja: '㈱髙﨑ガス①', en: 'Takasaki Gas' },
        sector: 'gas',
        judgement: 'failing' satisfies Judgement,
        from: AT - 60_000,
        to: null,
        detail: null,
      },
    ],
    hasOthers: false,
    fact: null,
    sectors: [],
    ...change,
  };
}

export function noticeWith(change: Partial<Notice> = {}): Notice {
  return {
    key: 'n-1',
    reference: 'YB-20261122-0304-7f3a',
    kind: 'trouble',
    at: AT,
    recipient: 'member:gas-0001',
    recipientName: { ja: '㈱髙﨑ガス①', en: 'Takasaki Gas' },
    viewer: 'member',
    matters: [matterWith()],
    around: [],
    sectors: [],
    exercise: null,
    remark: null,
    code: null,
    ...change,
  };
}

/** An entry that waits, for a contact of one member. */
export function entryTo(to: Pick<Contact, 'kind' | 'to'>, notice = noticeWith()): OutboxEntry {
  return {
    seq: 1,
    contact: contactIdOf({ id: notice.recipient }, to),
    to: { ...to, language: 'ja' },
    marking: 'TLP:AMBER+STRICT',
    notice,
    state: 'waiting',
    attempts: 0,
    nextAt: AT,
    failingSince: null,
    lastError: null,
    settledAt: null,
  };
}
