import { isHttpUrl } from '../leaf-schemas.ts';
import { notRead, type Reading, read } from './reading.ts';

/** Spaces and marks that are not seen, as mail and web pages leave them in a copied address. */
const UNSEEN = /[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]/g;

/** Each stands 0xfee0 above its narrow form. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;

function narrowed(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/** An address as people write it; full-width letters and unseen marks are put right and told. */
export function readUrl(text: string): Reading<string> {
  const narrow = text.replaceAll(UNSEEN, '').replaceAll(FULL_WIDTH, narrowed).trim();
  const isCorrected = narrow !== text.trim();
  const parts = narrow.split(/\s+/);
  if (parts.length > 1) {
    return parts.every((part) => /^https?:\/\//i.test(part)) ? SEVERAL : HAS_SPACES;
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(narrow)) return withoutScheme(narrow);
  if (!isHttpUrl(narrow)) return BAD_URL;
  const url = new URL(narrow);
  if (!/[.:\]]/.test(url.hostname) && url.hostname !== 'localhost') return BAD_URL;
  return read(url.href, isCorrected ? correctedTo(url.href) : null);
}

function correctedTo(url: string) {
  return {
    code: 'corrected' as const,
    text: {
      ja: `全角文字や見えない文字を直し、${url} と読みました`,
      en: `full-width or unseen characters were put right: read as ${url}`,
    },
  };
}

const SEVERAL = notRead(
  'several_urls',
  '1つのセルに複数の URL があります。1行に1つずつ、行を分けてください',
  'several URLs in one cell; give each a row of its own',
);
const HAS_SPACES = notRead(
  'bad_url',
  'URL の途中に空白や改行があります',
  'there is a space or line break inside the URL',
);
const BAD_URL = notRead(
  'bad_url',
  'http:// または https:// で始まり、利用者名・パスワード・「#」以降を含まない URL にしてください',
  'expected a URL with http:// or https://, without user name, password or a part after "#"',
);

function withoutScheme(text: string): Reading<never> {
  const guess = `https://${text.replace(/^\/+/, '')}`;
  if (!/^[\w-]+(\.[\w-]+)+([:/?].*)?$/.test(text) || !URL.canParse(guess)) return BAD_URL;
  return notRead(
    'bad_url',
    `http:// か https:// がありません（${new URL(guess).href} でしょうか）`,
    `http:// or https:// is missing (is it ${new URL(guess).href}?)`,
  );
}
