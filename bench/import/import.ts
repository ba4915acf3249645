import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Text } from '../../src/core/words/language.ts';
import type { Bench } from '../bench.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Page } from '../report/page.ts';
import { median } from '../report/percentile.ts';
import { emptySector, rowsOfSites, writeFolder } from './list-of-sites.ts';

const ROWS = 4303;
const FULL_ROUNDS = 7;
const LAUNCHER = new URL('../../src/launch.mjs', import.meta.url).pathname;

/** What each command took in every round, ms from its start to its end. */
interface Times {
  readonly importXlsx: number[];
  readonly plan: number[];
  readonly importCsv: number[];
  readonly planChanged: number[];
}

/** `import` and `plan` as a user starts them, with the list of a whole council. */
export const benchImport: Bench = async ({ quick, say }) => {
  const rows = rowsOfSites(quick ? 100 : ROWS);
  const dir = await mkdtemp(join(tmpdir(), 'yamabiko-bench-import-'));
  try {
    await writeFolder(dir, rows);
    const times: Times = { importXlsx: [], plan: [], importCsv: [], planChanged: [] };
    for (let round = 0; round < (quick ? 2 : FULL_ROUNDS); round += 1) {
      await measureRound(dir, times);
      say(`round ${round + 1}: ${(totalOf(times, round) / 1000).toFixed(2)} s`);
    }
    return pageOf(times, rows.length - 1);
  } finally {
    await rm(dir, { recursive: true });
  }
};

async function measureRound(dir: string, times: Times): Promise<void> {
  await emptySector(dir);
  const config = ['--config', join(dir, 'config'), '--data', join(dir, 'data')];
  const list = (file: string) => ['import', join(dir, file), '--sector', 'gov', ...config];
  times.importXlsx.push(await timed(list('list.xlsx')));
  times.plan.push(await timed(['plan', ...config]));
  times.importCsv.push(await timed(list('list.csv')));
  await rm(join(dir, 'later'), { recursive: true, force: true });
  await cp(join(dir, 'config'), join(dir, 'later'), { recursive: true });
  const file = join(dir, 'later/sectors/gov.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll(/url: https:\/\/(www\d*7\.)/g, 'url: https://new.$1'));
  times.planChanged.push(
    await timed(['plan', '--config', join(dir, 'later'), '--against', join(dir, 'config')]),
  );
}

async function timed(words: readonly string[]): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, [LAUNCHER, ...words], { stdio: 'ignore' });
  const [code]: unknown[] = await once(child, 'exit');
  const elapsedMs = performance.now() - from;
  if (code !== 0) throw new Error(`yamabiko ${words.join(' ')} ended with ${String(code)}`);
  return elapsedMs;
}

/** Import and plan of the new list, ms. */
function totalOf({ importXlsx, plan }: Times, round: number): number {
  return (importXlsx[round] ?? 0) + (plan[round] ?? 0);
}

function goalOf(which: Text, totalMs: number, count: string): Goal {
  const what = {
    ja: `${count} 行の取り込みと計画（${which.ja}）`,
    en: `import and plan of ${count} rows, ${which.en}`,
  };
  return { what, figure: totalMs / 1000, limit: 3, unit: ' s' };
}

function pageOf(times: Times, rows: number): Page {
  const count = rows.toLocaleString('en-US');
  const totals = times.importXlsx.map((_, round) => totalOf(times, round));
  const stepRows = [
    rowOf('`import` of .xlsx into an empty sector', times.importXlsx),
    rowOf('`plan`: all of it is new', times.plan),
    rowOf('`import` of the same list as CSV: nothing changes', times.importCsv),
    rowOf('`plan --against`: a tenth of the URLs has changed', times.planChanged),
  ];
  return {
    title: { ja: '一覧の取り込みと計画', en: 'Import and plan of a list' },
    abstractJa: `${count} 行の一覧（.xlsx）を取り込み、計画を表示するまでの時間を、利用者と同じようにコマンドを起動して測ります。`,
    goals: [
      goalOf({ ja: '中央値', en: 'median round' }, median(totals) ?? 0, count),
      goalOf({ ja: '最も遅い回', en: 'slowest round' }, Math.max(...totals), count),
    ],
    sections: [
      {
        heading: 'What is measured',
        paragraphs: [
          'Each command in a process of its own, from its start to its end, the start of Node and the loading of the program included. The list has ten columns, a tenth of its URLs in full-width letters, half of its dates in Japanese eras. The import reads the workbook, checks every cell, assigns ids to all members and sites, edits the sector’s file, loads the whole configuration with it as the service would, and writes it. What the commands print is thrown away.',
        ],
      },
      {
        heading: 'Figures',
        paragraphs: [],
        table: {
          head: ['command', 'fastest, ms', 'median, ms', 'slowest, ms'],
          rows: [...stepRows, rowOf('import of .xlsx and plan together', totals)],
        },
      },
    ],
    results: times,
  };
}

function rowOf(what: string, times: readonly number[]): string[] {
  const figures = [Math.min(...times), median(times), Math.max(...times)];
  return [what, ...figures.map(numberText)];
}
