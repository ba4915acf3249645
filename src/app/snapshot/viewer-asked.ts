import type { Offices } from '../../accounts/offices.ts';
import type { AccountFacts } from '../../core/ports/entrance.ts';
import type { Office } from '../../core/words/account.ts';
import type { Text } from '../../core/words/language.ts';
import type { Viewer } from '../../core/words/viewer.ts';

/** Who there is. */
interface AskedAmong {
  readonly offices: Pick<Offices, 'viewerOf'>;
  readonly accounts: readonly AccountFacts[];
}

/** A viewer that somebody named, or why there is none. */
export type ViewerAsked =
  | { readonly viewer: Viewer; readonly refusal: null }
  | { readonly viewer: null; readonly refusal: Text };

/**
 * `council`, `observer`, `operator`, `secretariat:<sector>`, `member:<id>` (or `member:<sector>/<id>`),
 * else the name or id of an account, for what its office may see.
 */
export function viewerAsked(text: string, { offices, accounts }: AskedAmong): ViewerAsked {
  const office = officeNamed(text);
  if (office !== null) {
    const viewer = offices.viewerOf(office.office);
    const isWhole =
      office.sector === null || ('sector' in (viewer ?? {}) && sectorOf(viewer) === office.sector);
    return viewer !== null && isWhole ? { viewer, refusal: null } : refused(noSuch(text));
  }
  const account = accounts.find(({ id, name }) => id === text || name === text);
  if (account === undefined) return refused(noSuch(text));
  if (account.state === 'ended') return refused(ended(text));
  const viewer = offices.viewerOf(account.office);
  return viewer === null ? refused(noSuch(text)) : { viewer, refusal: null };
}

/** `sector`: in which a member is said to be; null = it is not said. */
function officeNamed(
  text: string,
): { readonly office: Office; readonly sector: string | null } | null {
  if (text === 'council' || text === 'observer' || text === 'operator') {
    return { office: { kind: text }, sector: null };
  }
  const [kind, place = ''] = text.split(/:(.*)/s);
  if (kind === 'secretariat') return { office: { kind, sector: place }, sector: null };
  if (kind !== 'member') return null;
  const [sector, member] = place.split(/\/(.*)/s);
  return member === undefined
    ? { office: { kind, member: place }, sector: null }
    : { office: { kind, member }, sector: sector ?? null };
}

function sectorOf(viewer: Viewer | null): string | null {
  return viewer !== null && 'sector' in viewer ? viewer.sector : null;
}

function refused(refusal: Text): ViewerAsked {
  return { viewer: null, refusal };
}

function noSuch(text: string): Text {
  return {
    ja: `${text} という見る人はいません。council、observer、operator、secretariat:<セプターの id>、member:<構成員の id>、またはアカウントの名前を指定してください`,
    en: `there is no viewer ${text}; one of council, observer, operator, secretariat:<sector id>, member:<member id> or the name of an account is needed`,
  };
}

function ended(text: string): Text {
  return {
    ja: `アカウント ${text} は終了しています`,
    en: `the account ${text} has ended`,
  };
}
