import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noLog } from '../../src/core/ports/log.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { type CouncilFolder, councilFolder } from '../app/running-council.ts';
import { failureAt, sampleAt } from '../store/store-sample.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { seeded } from '../support/seeded.ts';
import { yamabiko } from '../support/yamabiko.ts';

const MINUTE_MS = 60_000;
/** Tuesday, 09:00 in Japan. */
const T0 = Date.UTC(2026, 9, 13);
const SITES = ['gas-1', 'gas-2', 'gas-3', 'gas-4'];

interface Printed {
  readonly data: {
    readonly samples: number;
    readonly openBefore: number;
    readonly counts: { readonly incidents: Record<string, number>; readonly affected: number };
    readonly incidents: readonly {
      readonly subject: unknown;
      readonly since: number;
      readonly ending: string | null;
      readonly why: { readonly en: string };
    }[];
    readonly targets: readonly {
      readonly target: string;
      readonly stretches: readonly unknown[];
    }[];
    readonly unjudged: readonly unknown[];
    readonly against?: Printed['data'];
  };
}

/** Three hours: `gas-1` fails from 10:30 to 10:40, `gas-2` takes thrice as long from 11:00 to 11:20. */
function measured(): readonly Sample[] {
  const random = seeded(5);
  return Array.from({ length: 180 }, (_, minute) =>
    [...SITES, 'gas-old'].flatMap((target, n) => {
      const at = T0 + minute * MINUTE_MS + n * 9000;
      const place = { sector: 'gas', member: `m-${target}`, startedAt: at };
      if (target === 'gas-1' && minute >= 90 && minute < 100) {
        const failed = { ...place, reason: 'connect' as const, failedPhase: 'connect' as const };
        const why = { ...failed, blame: 'target' as const, totalMs: 20 };
        return [
          failureAt(target, at, why),
          failureAt(target, at, { ...why, attempt: 2, startedAt: at + 5020 }),
        ];
      }
      const slow = target === 'gas-2' && minute >= 120 && minute < 140 ? 3 : 1;
      const totalMs = Math.round(slow * 120 * (0.95 + 0.1 * random()));
      return [sampleAt(target, at, { ...place, totalMs })];
    }),
  ).flat();
}

function writeCouncil(folder: CouncilFolder, thresholds: string): void {
  const members = SITES.map(
    (id) => `  - id: m-${id}
    name: { ja: 架空${id}, en: Fictional ${id} }
    targets:
      - id: ${id}
        url: https://${id}.example/
        enrolment: { by: somebody, on: 2026-10-01 }
        schedule: "* * * * *"${thresholds}`,
  );
  folder.writeFile(
    'sectors/gas.yaml',
    `sector: { id: gas, field: energy, name: { ja: ガス, en: Gas } }\nmembers:\n${members.join('\n')}\n`,
  );
}

describe('backtest --data', () => {
  let folder: CouncilFolder;
  let other: CouncilFolder;

  beforeAll(async () => {
    folder = councilFolder();
    other = councilFolder();
    writeCouncil(folder, '');
    writeCouncil(other, '\n        thresholds: { criticalMs: 300 }');
    const clock = new ManualClock(T0 + 4 * 3_600_000);
    const store = await openEmbeddedStore({
      ...{ dir: folder.dataDir, timezone: 'Asia/Tokyo', sync: 'normal', clock, log: noLog },
      retention: { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 },
    });
    await store.samples.append(measured());
    await store.close();
  });

  afterAll(() => {
    folder.remove();
    other.remove();
  });

  const backtest = (...words: readonly string[]) =>
    yamabiko(['backtest', '--data', folder.dataDir, '--config', folder.dir, ...words]);
  const day = ['--from', '2026-10-13T09:00', '--to', '2026-10-13T12:00'];

  it('says what was not normal, since when and why, in both languages', async () => {
    const [en, ja] = await Promise.all([backtest(...day), backtest(...day, '--lang', 'ja')]);
    expect(en).toMatchObject({ code: 0, stderr: '' });
    expect(en.stdout).toMatch(/^TLP:AMBER\+STRICT\n/);
    expect(en.stdout).toContain('one site  gas-1 (Fictional gas-1)');
    expect(en.stdout).toContain('since 2026-10-13 10:30:00 (said 10:30:05), until 10:41:00');
    expect(en.stdout).toContain(
      'No connection, during the TCP connect. Failures were confirmed in a row.',
    );
    expect(en.stdout).toMatch(/\d+ ms against a normal 12\d ms \(\d\.\d times\)/);
    expect(en.stdout).toContain(
      'Not judged: 180 samples of sites that are not in the configuration (1): gas-old',
    );
    expect(en.stdout).toContain('it does not establish a cause');
    expect(ja.stdout).toContain('単独  gas-2（架空gas-2）');
    expect(ja.stdout).toContain(
      '設定にない計測対象 1 件の計測値 180 件は判定していません: gas-old',
    );
  });

  it('gives a program incidents, counts and the stretches of each site', async () => {
    const { data }: Printed = JSON.parse((await backtest(...day, '--json')).stdout);
    expect(data).toMatchObject({ samples: 4 * 180 + 10, openBefore: 0 });
    expect(data.counts).toMatchObject({ affected: 2, incidents: { single: 2, 'sector-wide': 0 } });
    expect(data.incidents.map(({ subject, ending }) => [subject, ending])).toEqual([
      [{ kind: 'target', target: 'gas-1' }, 'recovered'],
      [{ kind: 'target', target: 'gas-2' }, 'recovered'],
    ]);
    expect(data.targets.map(({ target }) => target)).toEqual(['gas-1', 'gas-2']);
    expect(data.targets[0]?.stretches).toMatchObject([
      { judgement: 'failing', since: T0 + 90 * MINUTE_MS, to: T0 + 100 * MINUTE_MS },
    ]);
    expect(data.unjudged).toEqual([{ target: 'gas-old', samples: 180 }]);
  });

  it('learns from what lies before the range', async () => {
    const late = ['--from', '2026-10-13T10:59', '--to', '2026-10-13T12:00'];
    const { stdout } = await backtest(...late, '--json');
    const { data }: Printed = JSON.parse(stdout);
    expect(data.incidents.map(({ subject }) => subject)).toEqual([
      { kind: 'target', target: 'gas-2' },
    ]);
    expect((await backtest(...late)).stdout).toContain(
      'Samples since 2026-10-13 09:00:00+09:00 were used to learn from',
    );
  });

  it('holds two configurations against each other and ends with 1 where they differ', async () => {
    const strict = await backtest(...day, '--against', other.dir);
    expect(strict.code).toBe(1);
    expect(strict.stdout).toContain(`- ${folder.dir} only`);
    expect(strict.stdout).toContain('Incidents that differ: 1 ');
    expect(strict.stdout).toMatch(/^- {5}since 2026-10-13 11:00:09 \(said 11:03:09\)/m);
    expect(strict.stdout).toMatch(/^\+ {5}since 2026-10-13 11:00:09 \(said 11:02:09\)/m);
    expect(strict.stdout).toContain('Above the threshold of 300 ms.');
    expect(strict.stdout).not.toContain('gas-1');
    const same = await backtest(...day, '--against', folder.dir, '--json');
    expect(same.code).toBe(0);
    const { data }: Printed = JSON.parse(same.stdout);
    expect(data.against?.incidents).toEqual(data.incidents);
  });

  it.each([
    [['--from', '2026-10-12', '--to', '2026-10-13'], 1, 'holds no samples between 2026-10-12'],
    [['--from', '2026-10-13', '--to', '2026-10-13'], 2, 'must lie before --to'],
    [['--from', 'soon'], 2, '--from takes an ISO 8601 time'],
    [[], 2, '--from is needed'],
    [['--from', '2026-10-13', '--series', 'a.csv'], 2, 'cannot be used together'],
    [['--from', '2026-10-13', '--against', '/nowhere'], 2, 'there is no configuration folder'],
  ])('refuses %j', async (words, code, said) => {
    const ended = await backtest(...words);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(said);
  });

  it('names every fault of an invalid configuration, and where there is no data', async () => {
    other.writeFile('sectors/bad.yaml', 'sector: { id: bad }\n');
    const invalid = await backtest(...day, '--against', other.dir);
    expect(invalid.code).toBe(1);
    expect(invalid.stderr).toContain('sectors/bad.yaml');
    const nowhere = join(folder.dir, 'nothing');
    const empty = await yamabiko(['backtest', '--data', nowhere, ...day]);
    expect(empty).toMatchObject({ code: 1 });
    expect(empty.stderr).toContain(`${nowhere} holds no samples`);
  });
});
