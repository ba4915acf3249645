import { numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import type { ServiceUsage } from './service-process.ts';

const MIB = 2 ** 20;

/** Where the resident set of the service lies, by the looks at it that are named. */
export function memorySection(
  looks: readonly { readonly name: string; readonly usage: ServiceUsage }[],
): Section {
  const mib = (bytes: number) => numberText(bytes / MIB);
  return {
    heading: 'Where the memory goes, MiB',
    paragraphs: [
      'As the system counts what is resident. “Files”: code of Node and its libraries, and databases that are mapped. “Arena”: the allocator’s first one, from which SQLite and OpenSSL take theirs. “Main heap”: what the main thread holds (configuration, schedule, judging, the board). “External”: its buffers. “Other threads and room”: V8’s heaps of the store’s, the prober’s and the other threads, their stacks, other arenas, and what V8 keeps for the next burst.',
    ],
    table: {
      head: ['', 'resident', 'files', 'arena', 'main heap', 'external', 'other threads and room'],
      rows: looks.map(({ name, usage }) => {
        const { residentBytes, heapBytes, externalBytes, parts } = usage;
        const own = heapBytes + externalBytes;
        return [
          ...[name, mib(residentBytes), mib(parts.fileBytes), mib(parts.arenaBytes)],
          ...[mib(heapBytes), mib(externalBytes), mib(parts.anonymousBytes - own)],
        ];
      }),
    },
  };
}
