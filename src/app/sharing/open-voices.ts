import type { Clock } from '../../core/ports/clock.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import type { MemberActs } from '../../core/ports/member-acts.ts';
import type { Telling } from '../notices/telling.ts';
import type { OpenCouncil } from '../reload/open-council.ts';
import type { Stores } from '../stores.ts';
import { correctStatement } from './correct-statement.ts';
import { consentActs } from './member-acts.ts';
import type { MemberVoices } from './member-sources.ts';
import { statementActs } from './statement-acts.ts';
import { StatementBook } from './statement-book.ts';

export interface VoicesParts extends Pick<OpenCouncil, 'council' | 'choices'> {
  readonly stores: Pick<Stores, 'said' | 'judgements'>;
  readonly judging: Judging;
  readonly telling: Pick<Telling, 'desk'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** What members said, and what they do. Rejects with `store_unavailable`. */
export async function openVoices(
  parts: VoicesParts,
): Promise<{ readonly voices: MemberVoices; readonly acts: MemberActs }> {
  const { council, choices, stores, judging, telling, clock, log } = parts;
  const files = () => council.whole;
  const today = () => council.today;
  const statements = await StatementBook.open(stores.said, clock.now());
  const onChosen = () => council.takeTouched(clock.now());
  const corrections = { judgements: stores.judgements, desk: telling.desk(), log };
  return {
    voices: { choices, statements, files },
    acts: {
      ...consentActs({ choices, files, today, onChosen, clock }),
      ...statementActs({
        ...{ statements, today, judging, clock },
        correct: (statement, by) =>
          correctStatement({ ...corrections, now: () => clock.now() }, statement, by),
      }),
    },
  };
}
