const END_MARK = 0x06054b50;
const END_LENGTH = 22;
const ENTRY_MARK = 0x02014b50;
const ENTRY_LENGTH = 46;

/**
 * The unpacked bytes of all parts of a ZIP file, as its directory declares them; null where there is
 * no directory. From PKWARE's APPNOTE 4.3.12 and 4.3.16.
 */
export function unpackedBytes(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_LENGTH;
  while (end >= 0 && view.getUint32(end, true) !== END_MARK) end -= 1;
  if (end < 0) return null;
  let at = view.getUint32(end + 16, true);
  let total = 0;
  while (at + ENTRY_LENGTH <= end && view.getUint32(at, true) === ENTRY_MARK) {
    total += view.getUint32(at + 24, true);
    const variable = view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
    at += ENTRY_LENGTH + variable + view.getUint16(at + 32, true);
  }
  return total;
}
