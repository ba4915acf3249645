import type { MemberWorkDto } from '../../board/dto/member.ts';
import { workOfWindow } from '../../config/member-windows.ts';
import type { Config } from '../../core/config.ts';
import type { MaintenanceWindow } from '../../core/maintenance-window.ts';
import { nextOccurrencesOf } from '../../schedule/maintenance/next-occurrences.ts';
import { windowShelfOf } from '../../schedule/maintenance/window-shelf.ts';
import type { NoticePlace } from '../notices/notice-places.ts';

/** Planned work of the files told at most; what is planned on the board is told all, as many may be. */
const MOST = 20;

/** What is planned on the places of a member at a time and later; the same of several sites is told once. */
export function worksOf(
  config: Config,
  places: readonly NoticePlace[],
  now: number,
): readonly MemberWorkDto[] {
  const isOfBoard = ({ id }: MaintenanceWindow) => workOfWindow(id) !== null;
  const ofBoard = config.maintenance.filter(isOfBoard);
  const ofFiles = config.maintenance.filter((window) => !isOfBoard(window));
  const board = toldOnce({ ...config, maintenance: ofBoard }, places, now);
  const files = toldOnce({ ...config, maintenance: ofFiles }, places, now);
  return [...board, ...files.slice(0, MOST)].sort(inOrder);
}

function toldOnce(
  config: Config,
  places: readonly NoticePlace[],
  now: number,
): readonly MemberWorkDto[] {
  const shelf = windowShelfOf(config);
  const works = places.flatMap(({ target }) =>
    nextOccurrencesOf(config, shelf, { count: MOST, from: now, target: target.id }).map(
      ({ window, title, from, to }) => ({
        ...{ id: workOfWindow(window), title, from, to, target: target.id },
      }),
    ),
  );
  const same = Map.groupBy(
    works,
    ({ id, title, from, to }) => `${from} ${to} ${id} ${title?.ja ?? ''}`,
  );
  return [...same.values()]
    .flatMap(([first, ...more]): readonly MemberWorkDto[] => {
      if (first === undefined) return [];
      const { target, ...work } = first;
      const targets = [target, ...more.map((each) => each.target)];
      return [{ ...work, targets: targets.length === places.length ? null : targets }];
    })
    .sort(inOrder);
}

function inOrder(a: MemberWorkDto, b: MemberWorkDto): number {
  return a.from - b.from || a.to - b.to;
}
