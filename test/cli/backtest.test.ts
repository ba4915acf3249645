import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { yamabiko } from '../support/yamabiko.ts';

const START_S = 1_790_000_000;
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yamabiko-backtest-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** Two days of minutes around 100, ten of them at 300. */
function values(): number[] {
  const random = seeded(7);
  return Array.from({ length: 2880 }, (_, index) => {
    const isSlow = index >= 2000 && index < 2010;
    return (isSlow ? 300 : 100) * (0.95 + 0.1 * random());
  });
}

async function backtest(name: string, content: string | Buffer, words: readonly string[] = []) {
  const [series, scores, events] = [name, `${name}.scores`, `${name}.json`].map((each) =>
    join(dir, each),
  );
  await writeFile(String(series), content);
  const ended = await yamabiko([
    ...['backtest', '--series', String(series), '--scores', String(scores)],
    ...['--events', String(events), ...words],
  ]);
  const read = async () => ({
    scores: (await readFile(String(scores), 'utf8')).trimEnd().split('\n'),
    events: JSON.parse(await readFile(String(events), 'utf8')).events,
  });
  return { ...ended, read };
}

function csv(points: readonly (number | string)[], head = 'time,value', extra = ''): string {
  return `${head}\n${points.map((value, index) => `${START_S + 60 * index},${value}${extra}`).join('\n')}\n`;
}

describe('backtest --series', () => {
  it('scores each point in the order of the file and says when, how far and why', async () => {
    const ended = await backtest('plain.csv', csv(values()));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { scores, events } = await ended.read();
    expect(scores).toHaveLength(2881);
    expect(scores[0]).toBe('time,score');
    expect(scores[2001]).toMatch(new RegExp(`^${START_S + 60 * 2000},\\d+\\.\\d{6}$`));
    const numbers = scores.slice(1).map((line: string) => Number(line.split(',')[1]));
    expect(numbers.every((score) => Number.isFinite(score) && score >= 0)).toBe(true);
    expect(Math.max(...numbers.slice(0, 2000))).toBeLessThan(
      Math.min(...numbers.slice(2000, 2010)),
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      since: new Date(1000 * (START_S + 60 * 2000)).toISOString(),
      end: new Date(1000 * (START_S + 60 * 2010)).toISOString(),
      direction: 'slower',
      judgement: 'slow',
    });
    expect(events[0].reason.ja).toMatch(/^平常 (9|10)\d.* に対し .* UTC に (29|3\d)/);
    expect(events[0].reason.en).toMatch(/against a normal (9|10)\d/);
  });

  it('reads gzip, ISO times, quotes and headers in any case, and never the labels', async () => {
    const plain = await backtest('a.csv', csv(values()));
    const rows = values().map((value, index) => {
      const time = new Date(1000 * (START_S + 60 * index)).toISOString();
      return `"${time}",${value},${index % 3 === 0 ? 1 : 0}`;
    });
    const text = `TimeStamp,Value,Label\r\n${rows.join('\r\n')}\r\n`;
    const other = await backtest('b.csv.gz', gzipSync(text));
    const scoresOf = (lines: readonly string[]) => lines.map((line) => line.split(',')[1]);
    expect(scoresOf((await other.read()).scores)).toEqual(scoresOf((await plain.read()).scores));
  });

  it('takes an empty value for a failed sample, and 0 for a gap where it is told to', async () => {
    const points: (number | string)[] = values().slice(0, 1000);
    points[900] = '';
    const failed = await (await backtest('failed.csv', csv(points))).read();
    expect(failed.events).toHaveLength(1);
    expect(failed.events[0].reason.ja).toMatch(/に失敗。$/);
    points[900] = 0;
    const zero = await (await backtest('zero.csv', csv(points))).read();
    expect(zero.events[0].direction).toBe('faster');
    const gap = await (await backtest('gap.csv', csv(points), ['--zero-is-gap'])).read();
    expect(gap.events).toEqual([]);
    const scores = gap.scores.slice(1).map((line: string) => Number(line.split(',')[1]));
    // What was not measured is nothing unusual: its score is no more than what is left of those before.
    expect(scores[900]).toBeLessThanOrEqual(scores[899] ?? 0);
  });

  it('does not look ahead: the first points of a series score as they do alone', async () => {
    const whole = await (await backtest('whole.csv', csv(values()), ['--interval', '60s'])).read();
    const part = csv(values().slice(0, 2005));
    const alone = await (await backtest('part.csv', part, ['--interval', '1m'])).read();
    expect(whole.scores.slice(0, 2006)).toEqual(alone.scores);
  });

  it('does not look ahead for the distance of the points either', async () => {
    const rows = (count: number) => {
      const lines = values().map((value, index) => {
        // The last two thirds are ten minutes apart.
        const minutes = index < 1000 ? index : 1000 + 10 * (index - 1000);
        return `${START_S + 60 * minutes},${value}`;
      });
      return `time,value\n${lines.slice(0, count).join('\n')}\n`;
    };
    const whole = await (await backtest('slower.csv', rows(2880))).read();
    const alone = await (await backtest('begun.csv', rows(500))).read();
    expect(whole.scores.slice(0, 501)).toEqual(alone.scores);
  });

  it.each([
    ['when,value\n1,2\n', ':1: the header has none of time, time_s, timestamp: when,value'],
    ['time,amount\n1,2\n', ':1: the header has no value: time,amount'],
    ['time,value\n60,1\n120,fast\n', ':3: the value is no number'],
    ['time,value\n60,1\nyesterday,1\n', ':3: the time is neither epoch seconds nor ISO 8601'],
    ['time,value\n60,1\n30,1\n', ':3: the time lies before that of the line above: 30'],
    ['time,value\n', ':1: there are no samples'],
  ])('says where %j is wrong', async (text, said) => {
    const ended = await backtest('wrong.csv', text);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`wrong.csv${said}`);
  });

  it.each([
    [['--series', '/nowhere.csv', '--scores', 'a', '--events', 'b'], 'there is no file /nowhere'],
    [['--series', 'a.csv', '--events', 'b'], '--scores is needed'],
    [
      ['--series', 'a.csv', '--scores', 'b', '--events', 'c', '--interval', 'x'],
      '--interval takes',
    ],
  ])('wants to be used rightly: %j', async (words, said) => {
    const ended = await yamabiko(['backtest', ...words]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(said);
  });

  it('explains itself in both languages', async () => {
    const [en, ja] = await Promise.all([
      yamabiko(['backtest', '--help']),
      yamabiko(['backtest', '--help', '--lang', 'ja']),
    ]);
    expect(en.stdout).toContain(
      '--zero-is-gap       a value of 0 was not measured, and says nothing',
    );
    expect(ja.stdout).toContain('--zero-is-gap       値 0 は未計測とみなす（何も言わない）');
  });
});
