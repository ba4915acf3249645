import { isHttpUrl, isMailAddress, isTelephone } from '../leaf-schemas.ts';
import { notRead, type Reading, read } from './reading.ts';

/** A contact as the sector's file has it. */
export interface ImportedContact {
  readonly kind: 'mail' | 'webhook' | 'telephone';
  readonly to: string;
}

/** Hyphens and dashes that stand in telephone numbers. */
const DASHES = /[‐‑‒–—―−ー－]/g;

/** Mail addresses, telephone numbers, webhooks: several parted by line break, comma or semicolon. */
export function readContacts(text: string): Reading<readonly ImportedContact[]> {
  const words = text
    .normalize('NFKC')
    .split(/[\n\r;,、，；]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const contacts = words.map(contactOf);
  const known = contacts.flatMap((contact) => contact ?? []);
  if (known.length === contacts.length) return read(known);
  return notRead(
    'bad_contact',
    'メールアドレス、電話番号（数字とハイフン）、または https:// の URL にしてください。複数なら改行か「,」で区切ります',
    'expected a mail address, a telephone number (digits and hyphens) or an https:// URL; several are parted by line breaks or commas',
  );
}

function contactOf(word: string): ImportedContact | null {
  const to = word.replace(/^(mailto|tel|電話|メール|e?-?mail)\s*:\s*/i, '').trim();
  if (isMailAddress(to)) return { kind: 'mail', to };
  if (isHttpUrl(to)) return { kind: 'webhook', to };
  const number = to.replaceAll(DASHES, '-');
  return isTelephone(number) ? { kind: 'telephone', to: number } : null;
}
