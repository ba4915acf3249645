import { readFileSync } from 'node:fs';

/** The resident set of this process by what the system maps it from, bytes. */
export interface ResidentParts {
  /** Files: the program's code, libraries, databases that are mapped. */
  readonly fileBytes: number;
  /** The allocator's first arena, which grows in one piece. */
  readonly arenaBytes: number;
  /** All other memory: V8's heaps of all threads, their stacks, the allocator's other arenas. */
  readonly anonymousBytes: number;
}

/** Of now; zeros where the system does not tell. */
export function residentParts(): ResidentParts {
  const sums = { fileBytes: 0, arenaBytes: 0, anonymousBytes: 0 };
  let part: keyof ResidentParts = 'anonymousBytes';
  for (const line of mapLines()) {
    const mapped = /^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \d+\s*(.*)$/.exec(line);
    if (mapped !== null) part = partOf(mapped[1] ?? '');
    const resident = /^Rss:\s+(\d+) kB$/.exec(line);
    if (resident !== null) sums[part] += Number(resident[1]) * 1024;
  }
  return sums;
}

function partOf(name: string): keyof ResidentParts {
  if (name === '[heap]') return 'arenaBytes';
  return name.startsWith('/') ? 'fileBytes' : 'anonymousBytes';
}

function mapLines(): readonly string[] {
  try {
    return readFileSync('/proc/self/smaps', 'utf8').split('\n');
  } catch {
    return [];
  }
}
