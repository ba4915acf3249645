import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../core/errors.ts';
import { readTime } from '../core/time/read-time.ts';
import { NO_EFFECT, type Scenario, type ScenarioAct } from '../core/words/scenario.ts';
import { type DrillFile, drillFileSchema } from './drill-schema.ts';
import type { Problem } from './problem.ts';
import { problemsOfShape } from './shape-problems.ts';
import { type Path, readSourceFile, type SourceFile, unreadable } from './source-file.ts';

/** The drills of a folder that are right, in order of file, and what is wrong with the others. */
export interface LoadedScenarios {
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly Problem[];
}

/**
 * Reads `drills/*.yaml` below `dir`, their times in `timezone`, an IANA name. Never rejects for what
 * the files hold.
 */
export async function loadScenarios(dir: string, timezone: string): Promise<LoadedScenarios> {
  let names: readonly string[];
  try {
    names = await readdir(join(dir, 'drills'));
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return { scenarios: [], problems: [unreadable('drills', error)] };
  }
  const files = names.filter((name) => name.endsWith('.yaml') && !name.startsWith('.')).sort();
  const read = await Promise.all(files.map((name) => readScenario(dir, name, timezone)));
  return {
    scenarios: read.flatMap(({ scenario }) => scenario ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

interface ReadScenario {
  /** null where anything is wrong. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
}

async function readScenario(dir: string, name: string, timezone: string): Promise<ReadScenario> {
  const { source, problems } = await readSourceFile(dir, `drills/${name}`);
  if (source === null) return { scenario: null, problems };
  const parsed = drillFileSchema.safeParse(source.data);
  if (!parsed.success) {
    return { scenario: null, problems: [...problems, ...problemsOfShape(source, parsed.error)] };
  }
  const found = [...problems, ...problemsOfSense(source, parsed.data, name)];
  const scenario = found.length === 0 ? scenarioOf(parsed.data, timezone) : null;
  return { scenario, problems: found };
}

/** What is wrong between values that are each right. */
function problemsOfSense(source: SourceFile, file: DrillFile, name: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (`${file.id}.yaml` !== name) {
    const expected = { ja: `ファイル名 ${name} と同じ id`, en: `the id that the file ${name} has` };
    problems.push(source.problem(['id'], { code: 'bad_id', expected }));
  }
  const late = (path: Path) =>
    source.problem(path, {
      code: 'out_of_range',
      expected: {
        ja: '訓練の長さ（length）より前の時刻',
        en: 'a time within the length of the drill',
      },
    });
  if ((file.expected.at ?? 0) > file.length) problems.push(late(['expected', 'at']));
  const named = new Set<string>();
  for (const [index, { id, at, who }] of file.acts.entries()) {
    if (at >= file.length) problems.push(late(['acts', index, 'at']));
    const same = who === 'everybody' ? undefined : who.same;
    if (same !== undefined && !named.has(same)) {
      const expected = { ja: '前にある出来事の id', en: 'the id of an earlier act' };
      const path = ['acts', index, 'who', 'same'];
      problems.push(source.problem(path, { code: 'unknown_id', expected }));
    }
    if (id !== undefined) named.add(id);
  }
  return problems;
}

function scenarioOf(file: DrillFile, timezone: string): Scenario {
  const { id, title, description, source, expected } = file;
  return {
    ...{ id, title, description, source: source ?? null },
    startsAt: readTime(file.starts.replace(' ', 'T'), timezone) ?? 0,
    lengthMs: file.length,
    expected: {
      pattern: expected.pattern,
      at: expected.at ?? null,
      fact: expected.fact ?? null,
    },
    acts: file.acts.map(actOf),
  };
}

function actOf({
  id,
  at,
  who,
  what,
  every,
  ramp,
  for: forMs,
}: DrillFile['acts'][number]): ScenarioAct {
  const { name, connect, tls, answer, slower, later } = what;
  return {
    ...{ id: id ?? null, at, forMs, who: scopeOf(who) },
    what: {
      ...{ name: name ?? null, connect: connect ?? null, tls: tls ?? null, answer: answer ?? null },
      slower: { wait: slower?.wait ?? 1, transfer: slower?.transfer ?? 1 },
      later: {
        dns: later?.dns ?? NO_EFFECT.later.dns,
        tls: later?.tls ?? NO_EFFECT.later.tls,
        wait: later?.wait ?? NO_EFFECT.later.wait,
        transfer: later?.transfer ?? NO_EFFECT.later.transfer,
      },
    },
    ...{ everyMs: every ?? null, rampMs: ramp ?? 0 },
  };
}

function scopeOf(who: DrillFile['acts'][number]['who']): ScenarioAct['who'] {
  if (who === 'everybody') return { kind: 'everybody' };
  if (who.same !== undefined) return { kind: 'same', act: who.same };
  return {
    kind: 'choice',
    sectors: who.sector ?? null,
    members: who.members ?? null,
    provider: who.provider ?? null,
    nameService: who.nameService ?? null,
    range: who.range ?? null,
    share: who.share ?? 1,
    atLeast: who.atLeast ?? 1,
    unrelated: who.unrelated ?? false,
  };
}
