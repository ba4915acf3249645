/** What targets have in common, in a data directory. */
export const FACTS_FILE = { name: 'facts.json', damagedEvent: 'facts.file_damaged' } as const;
