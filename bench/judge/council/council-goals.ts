import type { Goal } from '../../report/goal.ts';
import { percentile } from '../../report/percentile.ts';
import type { CouncilFigures } from './council-figures.ts';
import { leftOpenIn, wrongDrills } from './council-page.ts';
import type { Replay } from './drill-replays.ts';
import type { PlantedCouncil, PlantedKind } from './planted-council.ts';
import type { QuietCouncil } from './quiet-council.ts';

export function councilGoals({ quiet, planted, drills }: CouncilFigures): Goal[] {
  return [
    ...quietGoals(quiet),
    ...plantedGoals(planted),
    ...drillGoals(drills),
    ...costGoals(planted),
  ];
}

function quietGoals(quiet: QuietCouncil): Goal[] {
  const { sites, days, intervalMs } = quiet;
  const minutes = intervalMs / 60_000;
  const ja = `協議会（${sites} 対象、${minutes} 分ごと、${days} 日）`;
  const en = `council, ${sites} sites every ${minutes} min for ${days} days`;
  return [
    goal(
      `${ja}：誤った単独の事象（1,000 対象日あたり）`,
      `${en}: false incidents of single sites per 1,000 target-days`,
      (1000 * quiet.falseIncidents) / quiet.targetDays,
      1,
    ),
    goal(`${ja}：誤った広がり`, `${en}: false patterns`, quiet.patterns.length, 0),
  ];
}

/** The largest; null where one of them was never said, as no time is true of it. */
function largestOf(kinds: readonly PlantedKind[]): number | null {
  const isAll = kinds.every(({ planted, afterS }) => afterS.length === planted);
  return isAll ? Math.max(...kinds.flatMap(({ afterS }) => afterS)) : null;
}

function plantedGoals({ kinds, seasoned }: PlantedCouncil): Goal[] {
  const after = (wanted: (kind: PlantedKind) => boolean) => largestOf(kinds.filter(wanted));
  const isSlow = ({ kind }: PlantedKind) => kind.startsWith('answer ') && kind.endsWith(' times');
  return [
    goal(
      '協議会：応答の早い失敗を事象とするまで（最大）',
      'council: incident of a failure that answers at once after, largest',
      after((kind) => !isSlow(kind) && !kind.isTimeout),
      75,
      ' s',
    ),
    goal(
      '協議会：時間切れを事象とするまで（最大）',
      'council: incident of time-outs after, largest',
      after(({ isTimeout }) => isTimeout),
      85,
      ' s',
    ),
    goal(
      `協議会：3 倍の遅れを事象とするまで（4 日後、${seasoned.sites} 対象、最大）`,
      `council, ${seasoned.sites} sites after four days: incident of 3 times slower after, largest`,
      largestOf(seasoned.kinds.filter(({ kind }) => kind === 'answer 3 times')),
      300,
      ' s',
    ),
  ];
}

function drillGoals(drills: readonly Replay[]): Goal[] {
  const across = drills.filter(({ expected }) => expected === 'cross-sector');
  const own = drills.find(({ expected }) => expected === 'own-network');
  const slowest = Math.max(...across.map(({ afterMinutes }) => afterMinutes ?? Number.NaN));
  return [
    goal('訓練：誤った広がり', 'drills with a wrong pattern', wrongDrills(drills), 0),
    goal(
      '訓練：終わったのに終わらない事象',
      'drills: incidents left open though all is over',
      leftOpenIn(drills),
      0,
    ),
    goal(
      '訓練：分野横断と言うまで（最大）',
      'drills: across fields said after, largest',
      across.length === 0 ? null : slowest,
      10,
      ' min',
    ),
    goal(
      '訓練：計測側の障害のときの計測対象の事象',
      'drills: incidents of sites while our own network fails',
      own?.singles ?? null,
      0,
    ),
  ];
}

function costGoals({ cost, bytesPerTarget }: PlantedCouncil): Goal[] {
  const { samples, cpuMs, evaluations } = cost;
  return [
    goal(
      '判定全体の 1 計測あたりの CPU',
      'all of judging, CPU a sample',
      (1000 * cpuMs) / samples,
      20,
      ' µs',
    ),
    goal(
      '判定全体の 1 対象のメモリ',
      'all of judging, memory a target',
      bytesPerTarget / 1024,
      3,
      ' KB',
    ),
    goal(
      '協議会全体の判定 1 回の CPU（中央値）',
      'a look at the whole council, CPU, p50',
      percentile([...evaluations], 0.5),
      100,
      ' ms',
    ),
  ];
}

function goal(ja: string, en: string, figure: number | null, limit: number, unit = ''): Goal {
  return { what: { ja, en }, figure, limit, unit };
}
