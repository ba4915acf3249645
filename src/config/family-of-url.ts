/** The family of an IP literal in a URL, in every spelling that a URL allows; null for a name. */
export function familyOfUrl(url: string): 4 | 6 | null {
  const { hostname } = new URL(url);
  if (hostname.startsWith('[')) return 6;
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname) ? 4 : null;
}
