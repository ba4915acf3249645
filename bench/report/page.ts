import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Text } from '../../src/core/words/language.ts';
import { type Goal, goalCells, goalSentence, isReached } from './goal.ts';
import type { MachineFacts } from './machine.ts';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Section {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly table?: Table;
}

/** What one bench found. */
export interface Page {
  readonly title: Text;
  /** What is measured and how, one sentence for a Japanese reader. */
  readonly abstractJa: string;
  readonly goals: readonly Goal[];
  readonly sections: readonly Section[];
  /** Everything measured, for the JSON file beside the page. */
  readonly results: unknown;
}

export interface WriteOptions {
  readonly name: string;
  readonly command: string;
  readonly folder: string;
  readonly elapsedMs: number;
  /** As the run began. */
  readonly facts: MachineFacts;
  readonly quick: boolean;
}

/** Writes `<name>.md` and `<name>.json` and returns the page's path. */
export async function writePage(page: Page, options: WriteOptions): Promise<string> {
  const { facts } = options;
  const path = join(options.folder, `${options.name}.md`);
  await mkdir(options.folder, { recursive: true });
  await writeFile(path, pageText(page, options));
  const results = { machine: Object.fromEntries(facts), results: page.results };
  await writeFile(
    join(options.folder, `${options.name}.json`),
    `${JSON.stringify(results, null, 1)}\n`,
  );
  return path;
}

function pageText(page: Page, options: WriteOptions): string {
  const minutes = (options.elapsedMs / 60_000).toFixed(1);
  const parts = [
    `# ${page.title.en}`,
    `Written by \`${options.command}\`, which took ${minutes} minutes. Do not edit: run it again.`,
    ...(options.quick ? ['**A quick run: too short to judge by.**'] : []),
    `## 要約：${page.title.ja}`,
    page.abstractJa,
    page.goals.map((goal) => `- ${goalSentence(goal)}`).join('\n'),
    '## Goals',
    reachedText(page.goals),
    tableText({ head: ['what', 'figure', 'goal', ''], rows: page.goals.map(goalCells) }),
    ...page.sections.flatMap((section) => [
      `## ${section.heading}`,
      ...section.paragraphs,
      ...(section.table === undefined ? [] : [tableText(section.table)]),
    ]),
    '## Machine',
    tableText({ head: ['', ''], rows: options.facts }),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function reachedText(goals: readonly Goal[]): string {
  return `${goals.filter(isReached).length} of ${goals.length} goals reached.`;
}

function tableText({ head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
