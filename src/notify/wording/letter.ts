/** A letter before it is text or a page: both are written from the same parts. */
export type LetterPart =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'list'; readonly label?: string; readonly items: readonly string[] };

export type Letter = readonly LetterPart[];

/** Plain text, complete in itself; lines end in `\n`. */
export function letterText(letter: Letter): string {
  return `${letter.map(partText).join('\n')}`;
}

function partText(part: LetterPart): string {
  switch (part.kind) {
    case 'paragraph':
      return `${part.text}\n`;
    case 'heading':
      return `■ ${part.text}`;
    case 'facts':
      return part.rows.map(([label, value]) => `  ${label}: ${value}\n`).join('');
    case 'list':
      return [
        ...(part.label === undefined ? [] : [`  ${part.label}:\n`]),
        ...part.items.map((item) => `  - ${item}\n`),
      ].join('');
    default:
      return part satisfies never;
  }
}

export interface LetterPage {
  readonly language: string;
  readonly title: string;
}

/** The same as a page of its own that fetches nothing. */
export function letterHtml(letter: Letter, { language, title }: LetterPage): string {
  const body = letter.map(partHtml).join('\n');
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
    '<body style="font-family:sans-serif;line-height:1.6;max-width:42em">',
    body,
    '</body></html>',
    '',
  ].join('\n');
}

function partHtml(part: LetterPart): string {
  switch (part.kind) {
    case 'paragraph':
      return `<p>${escaped(part.text).replaceAll('\n', '<br>')}</p>`;
    case 'heading':
      return `<h2 style="font-size:1.05em">${escaped(part.text)}</h2>`;
    case 'facts':
      return `<table>${part.rows.map(rowHtml).join('')}</table>`;
    case 'list':
      return [
        ...(part.label === undefined ? [] : [`<p>${escaped(part.label)}</p>`]),
        `<ul>${part.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`,
      ].join('');
    default:
      return part satisfies never;
  }
}

function rowHtml([label, value]: readonly [string, string]): string {
  const cell = 'style="text-align:left;vertical-align:top;padding-right:1em;font-weight:normal"';
  return `<tr><th scope="row" ${cell}>${escaped(label)}</th><td>${escaped(value)}</td></tr>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
