import type { ToldContactDto, ToldDto, ToldRecipientDto } from '../../board/dto/acts.ts';
import { shownContact } from '../../board/views/decisions.ts';
import { TOLD_STATES } from '../../core/words/told-state.ts';
import type { ToldContact, ToldRecipient } from '../control/notice-order.ts';

/** Recipients listed; the counts hold the others, too. */
const LISTED_AT_MOST = 300;

/** Those who were told, without the reasons of each step. */
export function toldDtoOf(
  recipients: readonly ToldRecipient[],
  rest: Pick<ToldDto, 'mayAcknowledge' | 'own' | 'timezone'>,
): ToldDto {
  const ordered = TOLD_STATES.flatMap((state) => recipients.filter((each) => each.state === state));
  const countOf = (state: ToldRecipient['state']) =>
    recipients.filter((each) => each.state === state).length;
  return {
    ...rest,
    counts: {
      not_reached: countOf('not_reached'),
      not_told: countOf('not_told'),
      on_its_way: countOf('on_its_way'),
      told: countOf('told'),
      acknowledged: countOf('acknowledged'),
    },
    recipients: ordered.slice(0, LISTED_AT_MOST).map(recipientOf),
  };
}

/** The lists of an incident and of what it became part of, as one: whoever acknowledged either did. */
export function joinedTold(
  whole: readonly ToldRecipient[],
  own: readonly ToldRecipient[],
): readonly ToldRecipient[] {
  const acknowledged = new Map(
    own.flatMap((each) => (each.acknowledged === null ? [] : [[each.recipient, each] as const])),
  );
  const listed = new Set(whole.map(({ recipient }) => recipient));
  return [
    ...whole.map((each) => {
      const said = acknowledged.get(each.recipient);
      if (said === undefined || each.acknowledged !== null) return each;
      return { ...each, state: said.state, acknowledged: said.acknowledged };
    }),
    ...[...acknowledged.values()].filter(({ recipient }) => !listed.has(recipient)),
  ];
}

function recipientOf(each: ToldRecipient): ToldRecipientDto {
  const { recipient, name, state, acknowledged, contacts } = each;
  return { id: recipient, name, state, acknowledged, contacts: contacts.map(contactOf) };
}

function contactOf({ kind, to, role, isVerified, bounce, notice }: ToldContact): ToldContactDto {
  return {
    ...{ contact: shownContact(`${kind}:${to}`), role, isVerified, bounce },
    isTelephone: kind === 'telephone',
    notice: notice && {
      state: notice.state,
      at: notice.settledAt ?? notice.at,
      error: notice.state === 'sent' ? null : notice.error,
    },
  };
}
