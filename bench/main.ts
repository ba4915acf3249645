import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { machineFacts, uncommitted } from './report/machine.ts';
import { writePage } from './report/page.ts';

/** Loaded one at a time, so that a bench does not carry the memory of the others. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  timing: async () => (await import('./timing/timing.ts')).benchTiming,
  cpu: async () => (await import('./cpu/cpu.ts')).benchCpu,
  council: async () => (await import('./council/council.ts')).benchCouncil,
  growth: async () => (await import('./growth/growth.ts')).benchGrowth,
  read: async () => (await import('./read/read.ts')).benchRead,
  board: async () => (await import('./board/board.ts')).benchBoard,
  import: async () => (await import('./import/import.ts')).benchImport,
  store: async () => (await import('./store/store.ts')).benchStore,
  reload: async () => (await import('./reload/reload.ts')).benchReload,
  backup: async () => (await import('./backup/backup.ts')).benchBackup,
  spool: async () => (await import('./spool/spool.ts')).benchSpool,
  judge: async () => (await import('./judge/judge.ts')).benchJudge,
  drills: async () => (await import('./drills/drills.ts')).benchDrills,
  notify: async () => (await import('./notify/notify.ts')).benchNotify,
  practice: async () => (await import('./practice/practice.ts')).benchPractice,
};

const PAGES = new URL('../docs/bench', import.meta.url).pathname;
const USAGE = `usage: npm run bench -- <name>... [--quick] [--out DIR] [--data DIR] [--dirty]
names: ${Object.keys(BENCHES).join(', ')}, all
A quick run takes seconds and writes into the system's temporary folder; a full one takes minutes
and writes into docs/bench, of a tree without changes unless --dirty is given. --data is a folder of labelled series, which judge alone reads.
`;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      out: { type: 'string' },
      data: { type: 'string' },
      dirty: { type: 'boolean', default: false },
    },
  });
  const names = positionals.includes('all') ? Object.keys(BENCHES) : positionals;
  if (names.length === 0 || names.some((name) => BENCHES[name] === undefined)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const folder = values.out ?? (values.quick ? join(tmpdir(), 'yamabiko-bench') : PAGES);
  if (folder === PAGES && !values.dirty && uncommitted().length > 0) {
    say(
      `a page must name the revision that it is of, and this tree has changes:\n${uncommitted().join('\n')}`,
    );
    return 2;
  }
  for (const name of names) {
    const bench = await BENCHES[name]?.();
    if (bench === undefined) continue;
    const facts = await machineFacts();
    const from = performance.now();
    const page = await bench({
      quick: values.quick,
      data: values.data ?? null,
      say: (line) => say(`${name}: ${line}`),
    });
    const elapsedMs = performance.now() - from;
    const command = `npm run bench -- ${name}${values.quick ? ' --quick' : ''}`;
    say(
      `${name}: ${await writePage(page, { name, command, folder, elapsedMs, facts, quick: values.quick })}`,
    );
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
