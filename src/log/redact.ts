const SECRET_NAME =
  /pass(word|phrase)?$|secret|token|authorization|cookie|api_?key|credential|private_?key/i;
const REDACTED = '[redacted]';
const MAX_DEPTH = 6;

/**
 * A copy fit for a log: values under secret-sounding names are replaced, URLs lose their user, query
 * and fragment, Bearer and Basic values their content. Deeper than 6 levels nothing is copied.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return redactText(value.message);
  if (Array.isArray(value)) return value.map((each) => redact(each, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    copy[name] = SECRET_NAME.test(name) ? REDACTED : redact(each, depth + 1);
  }
  return copy;
}

function redactText(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)([^\s/?#@]+@)/gi, '$1')
    .replace(/\b(https?:\/\/[^\s?#"']*)[?#][^\s"']*/gi, `$1?${REDACTED}`)
    .replace(/\b(Bearer|Basic|Token)\s+[A-Za-z0-9+/=._~-]{6,}/g, `$1 ${REDACTED}`);
}
