import type { Config } from '../../core/config.ts';
import type { Recipient } from '../../core/words/recipient.ts';
import type { WordingContext } from '../../notify/wording/wording-context.ts';
import { standingWordsOf } from '../../share/rules/standing-words.ts';
import { recipientsOf } from './recipients-of.ts';

/** One vantage measures. */
const VANTAGES = 1;

/** What letters say beside the notice itself, under the configuration in force. */
export function wordingContextOf(config: Config, isDrill: boolean): WordingContext {
  const { council, operator, practice } = config;
  return {
    council: council.name,
    operator: operator === null ? null : { name: operator.name, contactUrl: operator.contactUrl },
    publicUrl: council.publicUrl,
    timezone: council.timezone,
    standing: standingWordsOf({ vantages: VANTAGES, practice, drill: isDrill }),
    phonesOf: (recipient) => phonesOf(config, recipient),
  };
}

/** A member calls its secretariat, everybody the operator: where they have a telephone. */
function phonesOf(config: Config, recipient: string): readonly string[] {
  const recipients = byId(config);
  const viewer = recipients.get(recipient)?.viewer;
  const called = viewer?.kind === 'member' ? [`sector:${viewer.sector}`, 'operator'] : ['operator'];
  return called.flatMap((id) => {
    const { name, contacts = [] } = recipients.get(id) ?? {};
    const phones = contacts.filter(({ kind }) => kind === 'telephone');
    return phones.map(({ to, role, language }) =>
      [name?.[language], role, to].filter(Boolean).join(' '),
    );
  });
}

const known = new WeakMap<Config, ReadonlyMap<string, Recipient>>();

function byId(config: Config): ReadonlyMap<string, Recipient> {
  const found = known.get(config);
  if (found !== undefined) return found;
  const recipients = new Map(recipientsOf(config).map((recipient) => [recipient.id, recipient]));
  known.set(config, recipients);
  return recipients;
}
