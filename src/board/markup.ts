import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Escaped already, or raw on purpose. */
export type Markup = HtmlEscapedString;

/** Texts, which are escaped, and markup, which is not; '' for what is not there. */
export type MarkupPart = string | number | Markup | null | readonly (string | Markup)[];

/**
 * HTML or SVG of a template. Every part is escaped that is not itself of such a template, in elements
 * and in quoted attributes.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  const made = html(strings, ...parts);
  // It would be one only if a part were one.
  if (made instanceof Promise) throw new TypeError('a part of a template is not there yet');
  return made;
}

/** Text that is markup already, as it is: never what somebody wrote. */
export function rawMarkup(text: string): Markup {
  return raw(text);
}
