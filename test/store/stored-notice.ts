import type { NoticeStep, OutboxDraft } from '../../src/core/ports/notice-store.ts';
import type { Notice, NoticeMatter } from '../../src/core/words/notice.ts';
import { T0 } from './store-sample.ts';

/** A matter of an incident, with something in every field. */
export function matterOf(incident: string): NoticeMatter {
  return {
    key: 'site:gas-0001-home',
    incident,
    pattern: 'single',
    weight: 'failing',
    since: T0,
    endedAt: null,
    ending: null,
    sites: [
      {
        target: 'gas-0001-home',
        member: 'gas-0001',
        memberName: { ja: '山彦ガス', en: 'Yamabiko Gas' },
        sector: 'gas',
        judgement: 'failing',
        from: T0,
        to: null,
        detail: {
          url: 'https://www.example.jp/',
          why: { ja: '2 回続けて応答なし', en: 'no answer twice' },
          ratio: null,
          normalMs: 120.5,
          phase: 'connect',
          reason: 'connect',
          statusCode: null,
          totalMs: null,
          lastSuccessAt: T0 - 60_000,
        },
      },
    ],
    hasOthers: false,
    fact: { kind: 'network', text: '192.0.2.0/24' },
    sectors: [],
  };
}

export function noticeOf(key: string, incidents: readonly string[] = ['20260513-1']): Notice {
  return {
    key,
    reference: `YB-20260513-0900-${key}`,
    kind: 'trouble',
    at: T0,
    recipient: 'member:gas-0001',
    recipientName: { ja: '山彦ガス', en: 'Yamabiko Gas' },
    viewer: 'member',
    matters: incidents.map(matterOf),
    around: [],
    sectors: [],
    exercise: null,
    remark: null,
    code: null,
  };
}

/** A notice on its way to a mailbox of the member. */
export function draftOf(
  key: string,
  {
    mailbox = 'web',
    incidents = ['20260513-1'],
  }: { readonly mailbox?: string; readonly incidents?: readonly string[] } = {},
): OutboxDraft {
  const to = `${mailbox}@example.jp`;
  return {
    contact: `member:gas-0001/mail:${to}`,
    to: { kind: 'mail', to, language: 'ja' },
    marking: 'TLP:AMBER+STRICT',
    notice: noticeOf(key, incidents),
  };
}

/** A step that puts drafts on their way and nothing else. */
export function stepOf(...outbox: OutboxDraft[]): NoticeStep {
  return { desks: [], decisions: [], outbox };
}
