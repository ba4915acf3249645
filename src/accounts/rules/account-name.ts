const NAME = /^[a-z0-9](?:[a-z0-9._@+-]{0,62}[a-z0-9])?$/;

/** Names that the audit gives to others than accounts. */
const TAKEN: ReadonlySet<string> = new Set(['operator', 'service', 'scenario']);

/** A name as it is kept: case does not matter. */
export function normalName(text: string): string {
  return text.trim().toLowerCase();
}

/** Whether an account may have the name: what mail addresses and ids are made of. */
export function isAccountName(name: string): boolean {
  return NAME.test(name) && !TAKEN.has(name);
}
