/** How the bytes of a text file were read. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-31j';

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * A text file as Japanese spreadsheets write it: by its byte order mark, else UTF-8 where every byte
 * fits it, else Windows-31J (which has ①㈱髙﨑); null where the bytes are neither.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le', 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be', 'utf-16be');
  // No text has it, and a file of another kind almost always does.
  if (bytes.includes(0)) return null;
  return decoded(bytes, 'utf-8', 'utf-8') ?? decoded(bytes, 'shift_jis', 'windows-31j');
}

/** What WHATWG calls `shift_jis` is Windows-31J. */
function decoded(bytes: Uint8Array, label: string, encoding: Encoding): DecodedText | null {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
