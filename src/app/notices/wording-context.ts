import type { Config, Secretariat } from '../../core/config.ts';
import type { Text } from '../../core/words/language.ts';
import { RECIPIENT_IDS } from '../../core/words/recipient.ts';
import type { WordingContext } from '../../notify/wording/wording-context.ts';
import { standingWordsOf } from '../../share/rules/standing-words.ts';

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
function phonesOf(config: Config, recipient: string): readonly Text[] {
  const { operator, council, notify } = config;
  const secretariat = secretariatsOf(config).get(recipient);
  const own = { name: operator?.name ?? council.name, contacts: notify?.operator ?? [] };
  return [...(secretariat === undefined ? [] : [secretariat]), own].flatMap(({ name, contacts }) =>
    contacts
      .filter(({ kind }) => kind === 'telephone')
      .map(({ to, role }) => {
        const place = [role, to].filter(Boolean).join(' ');
        return { ja: `${name.ja} ${place}`, en: `${name.en} ${place}` };
      }),
  );
}

const known = new WeakMap<Config, ReadonlyMap<string, Secretariat>>();

/** By id of the members as recipients. */
function secretariatsOf(config: Config): ReadonlyMap<string, Secretariat> {
  const found = known.get(config);
  if (found !== undefined) return found;
  const pairs = config.sectors.flatMap(({ secretariat, members }) =>
    secretariat === null
      ? []
      : members.map(({ id }) => [RECIPIENT_IDS.member(id), secretariat] as const),
  );
  const secretariats = new Map(pairs);
  known.set(config, secretariats);
  return secretariats;
}
