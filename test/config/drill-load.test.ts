import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadScenarios } from '../../src/config/drill-load.ts';
import { formatProblem } from '../../src/config/problem.ts';

const root = mkdtempSync(join(tmpdir(), 'yamabiko-drills-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const WHOLE = `id: trial
title: { ja: 試し, en: Trial }
description: 試し
source: { on: 2023-06-06, text: 試し }
starts: 2023-06-06T17:30
length: 60m
expected: { pattern: shared-cause, at: +00:10, fact: name_servers }
acts:
  - id: first
    at: +00:10
    for: 36m
    who: { nameService: tatoe-dns.example, share: 0.5, atLeast: 3 }
    what: { name: silence }
  - at: +00:20
    for: 10m
    who: { same: first }
    what: { slower: { wait: 4 }, later: { tls: 500ms } }
    every: 4m
    ramp: 2m
`;

function folderWith(text: string, name = 'trial.yaml'): string {
  const dir = mkdtempSync(join(root, 'config-'));
  mkdirSync(join(dir, 'drills'));
  writeFileSync(join(dir, 'drills', name), text);
  return dir;
}

async function problemsOf(text: string, name?: string): Promise<readonly string[]> {
  const { scenarios, problems } = await loadScenarios(folderWith(text, name), 'Asia/Tokyo');
  expect(scenarios).toEqual([]);
  return problems.map((problem) => formatProblem(problem, 'en'));
}

describe('a drill file', () => {
  it('becomes a scenario of its day, in the council’s zone', async () => {
    const { scenarios, problems } = await loadScenarios(folderWith(WHOLE), 'Asia/Tokyo');
    expect(problems).toEqual([]);
    expect(scenarios).toMatchObject([
      {
        id: 'trial',
        description: { ja: '試し', en: '試し' },
        startsAt: Date.UTC(2023, 5, 6, 8, 30),
        lengthMs: 3_600_000,
        expected: { pattern: 'shared-cause', at: 600_000, fact: 'name_servers' },
        acts: [
          {
            at: 600_000,
            forMs: 2_160_000,
            who: { kind: 'choice', nameService: 'tatoe-dns.example', share: 0.5, atLeast: 3 },
            what: { name: 'silence', answer: null, slower: { wait: 1 } },
          },
          {
            who: { kind: 'same', act: 'first' },
            what: { name: null, slower: { wait: 4, transfer: 1 }, later: { tls: 500, dns: 0 } },
            everyMs: 240_000,
            rampMs: 120_000,
          },
        ],
      },
    ]);
  });

  const wrong: readonly [string, string, string, RegExp][] = [
    [
      'an unknown key',
      'every: 4m',
      'evry: 4m',
      /drills\/trial.yaml:18:5 acts\[1\].evry: .*every.*unknown_key/,
    ],
    [
      'nobody',
      'who: { same: first }',
      'who: { share: 1 }',
      /trial.yaml:16:10 acts\[1\].who: .*wrong_type/,
    ],
    [
      'another word for everybody',
      'who: { same: first }',
      'who: all',
      /trial.yaml:16:10 .*everybody/,
    ],
    [
      'nothing that happens',
      'what: { name: silence }',
      'what: {}',
      /trial.yaml:13:11 .*wrong_type/,
    ],
    [
      'an answer that is none',
      'name: silence',
      'name: quiet',
      /acts\[0\].what.name: .*silence.*not_listed/,
    ],
    ['a time without a sign', 'at: +00:20', 'at: 00:20', /trial.yaml:14:9 .*\+00:30.*bad_time/],
    [
      'a time after the end',
      'at: +00:20',
      'at: +02:20',
      /trial.yaml:14:9 .*within the length.*out_of_range/,
    ],
    [
      'an act that is not there',
      'same: first',
      'same: second',
      /trial.yaml:16:18 .*earlier act.*unknown_id/,
    ],
    [
      'a day that does not exist',
      '2023-06-06T17:30',
      '2023-06-31T17:30',
      /trial.yaml:5:9 .*bad_time/,
    ],
    [
      'another pattern',
      'pattern: shared-cause',
      'pattern: shared',
      /expected.pattern: .*cross-sector.*not_listed/,
    ],
    ['a length without a unit', 'length: 60m', 'length: 60', /trial.yaml:6:9 .*bad_duration/],
  ];

  it.each(wrong)('with %s is refused with its place', async (_, right, instead, problem) => {
    expect(WHOLE).toContain(right);
    const problems = await problemsOf(WHOLE.replace(right, instead));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  it('is named as its id', async () => {
    const [problem] = await problemsOf(WHOLE, 'other.yaml');
    expect(problem).toMatch(/drills\/other.yaml:1:5 id: found "trial".*bad_id/);
  });

  it('is a problem where its folder is missing', async () => {
    const { problems } = await loadScenarios(mkdtempSync(join(root, 'none-')), 'Asia/Tokyo');
    expect(problems.map(({ code }) => code)).toEqual(['file_unreadable']);
  });
});
