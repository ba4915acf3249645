const OFFICE_DIGITS = 6;

/**
 * How many digits the codes of a list have: the most frequent length, those known from before
 * included; the larger of equals. Where all have five and most of them become codes of local
 * governments by a leading zero, the list has lost its zeros and the answer is six. null without
 * codes of digits.
 */
export function digitsOfCodes(written: readonly string[], known: readonly string[]): number | null {
  const codes = [...written, ...known].filter((code) => /^\d+$/.test(code));
  const lengths = Map.groupBy(codes, ({ length }) => length);
  const [most] = [...lengths].toSorted(
    ([a, codesA], [b, codesB]) => codesB.length - codesA.length || b - a,
  );
  if (most === undefined) return null;
  const [digits, same] = most;
  if (digits !== OFFICE_DIGITS - 1) return digits;
  const fitting = same.filter((code) => isLocalGovernmentCode(`0${code}`));
  return fitting.length * 3 >= same.length * 2 ? OFFICE_DIGITS : digits;
}

/**
 * The digits that a heading promises, else those of most codes. Codes of local governments also
 * stand without their check digit: five digits, where most of the list has them.
 */
export function digitsUnder(
  header: string,
  written: readonly string[],
  known: readonly string[],
): number | null {
  const digits = HEADINGS.find(([words]) => words.test(header.normalize('NFKC')))?.[1];
  if (digits !== OFFICE_DIGITS) return digits ?? digitsOfCodes(written, known);
  return digitsOfCodes(written, []) === OFFICE_DIGITS - 1 ? OFFICE_DIGITS - 1 : OFFICE_DIGITS;
}

const HEADINGS: readonly (readonly [RegExp, number])[] = [
  [/法人番号/, 13],
  [/金融機関コード|銀行コード/, 4],
  [/団体コード/, OFFICE_DIGITS],
];

/** The code with the zeros that it has probably lost; null where nothing speaks for a loss. */
export function withLostZeros(code: string, digits: number | null): string | null {
  const isShort = digits !== null && /^\d+$/.test(code) && code.length < digits;
  return isShort ? code.padStart(digits, '0') : null;
}

/** Six digits, the last a check digit over the others (総務省 全国地方公共団体コード). */
export function isLocalGovernmentCode(code: string): boolean {
  if (!/^\d{6}$/.test(code)) return false;
  const prefecture = Number(code.slice(0, 2));
  const sum = [6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * Number(code[at]), 0);
  return prefecture >= 1 && prefecture <= 47 && (11 - (sum % 11)) % 10 === Number(code[5]);
}
