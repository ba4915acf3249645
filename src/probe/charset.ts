/** Bytes in which a document may declare its own encoding (HTML Standard, 1024 bytes). */
const DECLARATION_BYTES = 1_024;

/** Begins every switch of character set in ISO-2022-JP, whose bytes are otherwise ASCII. */
const ESCAPE = '\u001b$';

/**
 * The texts that the bytes may stand for: one, where a byte-order mark, the header, or the document
 * declares an encoding that is known; several where it must be guessed.
 */
export function textsOf(bytes: Uint8Array, contentType: string | null): readonly string[] {
  const decoder =
    byteOrderMarkOf(bytes) ??
    decoderOf(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]) ??
    decoderOf(declaredIn(bytes));
  if (decoder !== null) return [decoder.decode(bytes)];
  const asUtf8 = new TextDecoder().decode(bytes);
  const others = asUtf8.includes(ESCAPE)
    ? ['iso-2022-jp']
    : asUtf8.includes('\ufffd')
      ? ['shift_jis', 'euc-jp']
      : [];
  return [asUtf8, ...others.map((label) => new TextDecoder(label).decode(bytes))];
}

function byteOrderMarkOf(bytes: Uint8Array): TextDecoder | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder();
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  return null;
}

/** `<meta charset>`, `<meta http-equiv content>` or an XML declaration; UTF-16 there means UTF-8. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES));
  const label =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1];
  return label !== undefined && /^utf-16/i.test(label) ? 'utf-8' : label;
}

/** null for a label that the Encoding Standard does not know. */
function decoderOf(label: string | undefined): TextDecoder | null {
  if (label === undefined) return null;
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
