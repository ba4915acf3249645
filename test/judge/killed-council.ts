/** Twenty sites, three seconds apart, some of which fail for ten minutes of forty, each at its own time. */
export const TROUBLED = { gas: 7, water: 7, medical: 6 };

export function failsAt(target: string, minute: number): boolean {
  const place = [...target].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const isSteady = place % 3 !== 0;
  return !isSteady && (minute + 7 * place) % 40 < 10;
}
