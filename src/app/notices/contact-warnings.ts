import type { ProblemCode } from '../../config/problem.ts';
import type { Config, Member, Sector } from '../../core/config.ts';
import type { NotifyConfig } from '../../core/notify-config.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import type { Text } from '../../core/words/language.ts';
import type { Contact } from '../../core/words/recipient.ts';
import { isStricterThan } from '../../share/rules/marking-of.ts';
import { hasChannel } from './reachable.ts';
import { SharedFates } from './shared-fate.ts';

/** What is worth a warning about contacts, and where it stands. */
export interface ContactWarning {
  /** Relative to the configuration's folder. */
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly code: ProblemCode;
  readonly text: Text;
}

/** Of one code, so many members of a sector get a warning each; one more names all others. */
const EACH_AT_MOST = 20;

/**
 * About who would not be told in an hour of need; nothing where nobody is to be told at all, and of
 * members and secretariats of practice sites nothing, for nobody is behind them.
 */
export function contactWarnings(
  config: Config,
  facts: Pick<FactsBook, 'factsOf'>,
): readonly ContactWarning[] {
  const { notify, sectors, practice } = config;
  if (notify === undefined) return [];
  const fates = new SharedFates(config, facts);
  const offices = [
    ...placed(['notify', 'council'], notify.council),
    ...placed(['notify', 'operator'], notify.operator),
    ...notify.observers.flatMap(({ contacts }, at) =>
      placed(['notify', 'observers', at], contacts),
    ),
  ];
  return [
    ...unverified('yamabiko.yaml', offices),
    ...(practice ? [] : sectors).flatMap((sector) => [
      ...notToldMembers(sector, notify),
      ...fallingMembers(sector, fates),
      ...unverified(fileOf(sector), contactsIn(sector)),
      ...namelessSecretariat(sector, notify),
    ]),
  ];
}

function fileOf({ id }: Sector): string {
  return `sectors/${id}.yaml`;
}

interface PlacedContact {
  readonly path: ContactWarning['path'];
  readonly contact: Contact;
}

function placed(path: ContactWarning['path'], contacts: readonly Contact[]): PlacedContact[] {
  return contacts.map((contact, at) => ({ path: [...path, 'contacts', at], contact }));
}

function contactsIn({ secretariat, members }: Sector): readonly PlacedContact[] {
  return [
    ...placed(['sector', 'secretariat'], secretariat?.contacts ?? []),
    ...members.flatMap(({ contacts }, at) => placed(['members', at], contacts)),
  ];
}

function notToldMembers(sector: Sector, notify: NotifyConfig): readonly ContactWarning[] {
  return ofMembers(sector, 'member_not_told', ({ id, contacts }) => {
    if (contacts.some(({ kind }) => hasChannel(kind, notify))) return null;
    if (contacts.length === 0) {
      return {
        ja: `構成員 ${id} には連絡先がないため、お知らせできません`,
        en: `${id} has no contact and cannot be told`,
      };
    }
    const kinds = [...new Set(contacts.map(({ kind }) => kind))];
    return {
      ja: `構成員 ${id} の連絡先は、お知らせを送れないもの（${kinds.join('、')}）だけです`,
      en: `${id} has only contacts to which nothing can be sent (${kinds.join(', ')})`,
    };
  });
}

function fallingMembers(sector: Sector, fates: SharedFates): readonly ContactWarning[] {
  return ofMembers(sector, 'contacts_fall_with_site', (member) => {
    const falling = fates.of(member);
    if (falling === null) return null;
    const { target, shared } = falling;
    return {
      ja: `構成員 ${member.id} の連絡先は、どれも計測対象 ${target} と共通点があり（${shared.map(({ ja }) => ja).join('、')}）、サイトとともに届かなくなるおそれがあります`,
      en: `every contact of ${member.id} has something in common with its site ${target} (${shared.map(({ en }) => en).join(', ')}) and may fail along with it`,
    };
  });
}

/** A warning for each of the first members of whom there is something to say, and one for the rest. */
function ofMembers(
  sector: Sector,
  code: ProblemCode,
  textOf: (member: Member) => Text | null,
): readonly ContactWarning[] {
  const found = sector.members.flatMap((member, index) => {
    const text = textOf(member);
    if (text === null) return [];
    const path = ['members', index, ...(member.contacts.length === 0 ? [] : ['contacts'])];
    return [{ id: member.id, warning: { file: fileOf(sector), path, code, text } }];
  });
  const rest = found.slice(EACH_AT_MOST);
  const [first] = rest;
  if (first === undefined) return found.map(({ warning }) => warning);
  const ids = rest.map(({ id }) => id);
  const text: Text = {
    ja: `同じことが、ほか ${ids.length} の構成員にもいえます: ${ids.join('、')}`,
    en: `the same holds for ${ids.length} more: ${ids.join(', ')}`,
  };
  return [
    ...found.slice(0, EACH_AT_MOST).map(({ warning }) => warning),
    { ...first.warning, text },
  ];
}

function unverified(file: string, contacts: readonly PlacedContact[]): readonly ContactWarning[] {
  const sent = contacts.filter(({ contact }) => contact.kind !== 'telephone');
  const open = sent.filter(({ contact }) => contact.verifiedOn === null);
  const [first] = open;
  if (first === undefined) return [];
  const [count, of] = [open.length, sent.length];
  return [
    {
      file,
      path: first.path,
      code: 'contacts_unverified',
      text: {
        ja: `このファイルの連絡先 ${of} 件のうち ${count} 件に verifiedOn がありません。到達が確かめられるまで、確認のお知らせだけを送ります`,
        en: `${count} of ${of} contacts of this file ${count === 1 ? 'has' : 'have'} no verifiedOn: until verified, only the verification is sent`,
      },
    },
  ];
}

/** Of a sector whose notices Grafana sends, the secretariat gets none. */
function namelessSecretariat(sector: Sector, notify: NotifyConfig): readonly ContactWarning[] {
  const { alertsBy, secretariat } = sector;
  const contacts = (secretariat?.contacts ?? []).filter(({ kind }) => hasChannel(kind, notify));
  if (alertsBy === 'grafana' || contacts.length === 0) return [];
  if (contacts.some(({ ceiling }) => !isStricterThan('TLP:AMBER', ceiling))) return [];
  return [
    {
      file: fileOf(sector),
      path: ['sector', 'secretariat', 'contacts'],
      code: 'secretariat_told_no_names',
      text: {
        ja: '事務局の連絡先の上限（ceiling）がどれも TLP:GREEN までのため、事務局へのお知らせに構成員の名前は入りません',
        en: 'no contact of this secretariat has a ceiling above TLP:GREEN: its notices name no member',
      },
    },
  ];
}
