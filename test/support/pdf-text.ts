import { inflateSync } from 'node:zlib';

/** The text of each page of a PDF as chromium writes one: plain objects, fonts with a ToUnicode map. */
export function pdfPages(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const content = objects.get(referenceOf(head, 'Contents') ?? 0)?.stream ?? '';
    return textOf(content, fontsOf(head, objects));
  });
}

interface PdfObject {
  readonly head: string;
  /** '' where there is none. */
  readonly stream: string;
}

function objectsOf(pdf: Buffer): ReadonlyMap<number, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\b([\s\S]*?)(?:endobj|stream\r?\n)/g)) {
    const head = match[2] ?? '';
    const start = (match.index ?? 0) + match[0].length;
    const isStream = match[0].endsWith('stream\n') || match[0].endsWith('stream\r\n');
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const bytes = isStream ? pdf.subarray(start, start + length) : Buffer.alloc(0);
    const stream = /FlateDecode/.test(head) ? inflated(bytes) : bytes.toString('latin1');
    objects.set(Number(match[1]), { head, stream });
  }
  return objects;
}

function inflated(bytes: Buffer): string {
  return bytes.length === 0 ? '' : inflateSync(bytes).toString('latin1');
}

function referenceOf(head: string, name: string): number | null {
  const found = new RegExp(`/${name}\\s+(\\d+) 0 R`).exec(head)?.[1];
  return found === undefined ? null : Number(found);
}

type Glyphs = ReadonlyMap<string, string>;

function fontsOf(
  page: string,
  objects: ReadonlyMap<number, PdfObject>,
): ReadonlyMap<string, Glyphs> {
  const resources = objects.get(referenceOf(page, 'Resources') ?? 0)?.head ?? page;
  const fonts = /\/Font\s*<<([\s\S]*?)>>/.exec(resources)?.[1] ?? '';
  const all = [...fonts.matchAll(/\/(\w+)\s+(\d+) 0 R/g)];
  return new Map(
    all.map(([, name = '', id]) => {
      const map = referenceOf(objects.get(Number(id))?.head ?? '', 'ToUnicode');
      return [name, glyphsOf(objects.get(map ?? 0)?.stream ?? '')];
    }),
  );
}

/** The characters of each glyph, both in hex. */
function glyphsOf(cmap: string): Glyphs {
  const glyphs = new Map<string, string>();
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', text = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      glyphs.set(glyph.toUpperCase(), charactersOf(text));
    }
  }
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', text = ''] of block.matchAll(
      /<(\w+)>\s*<(\w+)>\s*<(\w+)>/g,
    )) {
      for (let n = 0; Number.parseInt(from, 16) + n <= Number.parseInt(to, 16); n += 1) {
        const glyph = (Number.parseInt(from, 16) + n).toString(16).padStart(from.length, '0');
        const code = (Number.parseInt(text, 16) + n).toString(16).padStart(text.length, '0');
        glyphs.set(glyph.toUpperCase(), charactersOf(code));
      }
    }
  }
  return glyphs;
}

function charactersOf(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function textOf(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = new Map();
  let text = '';
  const parts = /\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\bET\b/g;
  for (const [part, font, hex] of content.matchAll(parts)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? glyphs;
    else if (hex !== undefined) {
      for (const [glyph] of hex.toUpperCase().matchAll(/.{4}/g)) text += glyphs.get(glyph) ?? '';
    } else if (part === 'ET') text += '\n';
  }
  return text;
}
