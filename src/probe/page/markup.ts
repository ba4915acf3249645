/** What is looked at from the beginning of a page, characters: it is the probing thread that reads. */
const MOST_MARKUP = 131_072;
const MOST_TEXT = 16_384;

/** Elements whose content nobody sees. */
const UNSEEN = /^(script|style|noscript|template|svg|title)(?=[\s/>])/i;
const CLOSING: Readonly<Record<string, RegExp>> = {
  script: /<\/script(?=[\s/>])/gi,
  style: /<\/style(?=[\s/>])/gi,
  noscript: /<\/noscript(?=[\s/>])/gi,
  template: /<\/template(?=[\s/>])/gi,
  svg: /<\/svg(?=[\s/>])/gi,
  title: /<\/title(?=[\s/>])/gi,
};

/** Of a title, characters. */
const MOST_TITLE = 1024;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The text of the first `<title>`, on one line; null = there is none. */
export function titleOf(markup: string): string | null {
  const begin = /<title(?=[\s/>])/i.exec(markup);
  if (begin === null) return null;
  const from = markup.indexOf('>', begin.index);
  if (from < 0) return null;
  const end = foundFrom(/<\/title/gi, markup, from) ?? from + 1;
  return withoutEntities(markup.slice(from + 1, Math.min(end, from + MOST_TITLE)))
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The text between the tags, without scripts, styles, comments and the title. Reads every character
 * a fixed number of times, whatever the markup is like.
 */
export function visibleText(page: string): string {
  const markup = page.slice(0, MOST_MARKUP);
  const parts: string[] = [];
  let characters = 0;
  for (let at = 0; at < markup.length && characters < MOST_TEXT; ) {
    const tag = markup.indexOf('<', at);
    const part = markup.slice(at, tag < 0 ? markup.length : tag).trim();
    if (part !== '') parts.push(part);
    characters += part.length;
    if (tag < 0) break;
    const end = endOfTag(markup, tag);
    if (end === null) break;
    at = end;
  }
  return withoutEntities(parts.join(' ').slice(0, MOST_TEXT));
}

/** Where text may go on after the `<` at `tag`; null = nowhere. */
function endOfTag(markup: string, tag: number): number | null {
  if (markup.startsWith('<!--', tag)) return after(markup, '-->', tag);
  const unseen = UNSEEN.exec(markup.slice(tag + 1, tag + 12))?.[1];
  if (unseen === undefined) return after(markup, '>', tag);
  const closing = CLOSING[unseen.toLowerCase()];
  const found = closing === undefined ? null : foundFrom(closing, markup, tag);
  return found === null ? null : after(markup, '>', found);
}

/** Where a pattern with the flag `g` is found next; null = nowhere. */
function foundFrom(pattern: RegExp, markup: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.exec(markup)?.index ?? null;
}

function after(markup: string, what: string, from: number): number | null {
  const found = markup.indexOf(what, from);
  return found < 0 ? null : found + what.length;
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, dec, hex, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? whole;
    const code = typeof dec === 'string' ? Number(dec) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
