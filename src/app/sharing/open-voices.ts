import { randomUUID } from 'node:crypto';
import { background } from '../../core/background.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import type { MemberActs } from '../../core/ports/member-acts.ts';
import { isGloballyReachable } from '../../probe/address-guard.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import { VOID_CODE } from '../notices/desk-texts.ts';
import type { CouncilNoticeDesk } from '../notices/notice-desk.ts';
import type { Telling } from '../notices/telling.ts';
import type { OpenCouncil } from '../reload/open-council.ts';
import type { Stores } from '../stores.ts';
import { type CodeGiven, contactActs } from './contact-acts.ts';
import { correctStatement } from './correct-statement.ts';
import { consentActs } from './member-acts.ts';
import type { MemberVoices } from './member-sources.ts';
import { statementActs } from './statement-acts.ts';
import { StatementBook } from './statement-book.ts';
import { workActs } from './work-acts.ts';

export interface VoicesParts extends Pick<OpenCouncil, 'council' | 'own'> {
  readonly stores: Pick<Stores, 'said' | 'judgements' | 'notices'>;
  readonly judging: Judging;
  readonly telling: Pick<Telling, 'desk'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * What members said, and what they do: consents and contacts by the machine's clock, because they outlast a
 * drill; work and words, which are about what is judged, by `clock`. Rejects with `store_unavailable`.
 */
export async function openVoices(
  parts: VoicesParts,
): Promise<{ readonly voices: MemberVoices; readonly acts: MemberActs }> {
  const { council, own, stores, judging, telling, clock, log } = parts;
  const { choices, contacts: lists, works } = own;
  const files = () => council.whole;
  const today = () => council.today;
  const statements = await StatementBook.open(stores.said, clock.now());
  const onChosen = () => council.takeTouched(clock.now());
  const desk = telling.desk();
  const lasting = { files, today, onChosen, clock: systemClock };
  const corrections = { judgements: stores.judgements, desk, log };
  return {
    voices: { choices, lists, statements, files },
    acts: {
      ...consentActs({ choices, ...lasting }),
      ...contactActs({
        ...{ lists, ...lasting },
        isReachable: (address, family) => isGloballyReachable({ address, family }),
        sendCodes: (to) => background(desk.sendCodesTo(to, randomUUID()), 'contacts.code', log),
        records: () => stores.notices.contacts(),
        takeCode: (given) => takeCode(desk, given, clock.now()),
      }),
      ...workActs({ works, today, onChosen, clock }),
      ...statementActs({
        ...{ statements, today, judging, clock },
        correct: (statement, by) =>
          correctStatement({ ...corrections, now: () => clock.now() }, statement, by),
      }),
    },
  };
}

async function takeCode(
  desk: Pick<CouncilNoticeDesk, 'take'>,
  { place, ...given }: CodeGiven,
  at: number,
): Promise<'code_wrong' | 'code_void' | null> {
  const order = { action: 'notice-verified', ...given, contact: place + 1, at } as const;
  const outcome = await desk.take(randomUUID(), order);
  if (outcome.kind === 'contact_verified') return null;
  const isVoid = outcome.kind === 'notice_refused' && outcome.text === VOID_CODE;
  return isVoid ? 'code_void' : 'code_wrong';
}
