import type { Existing } from './existing.ts';

/** Gives ids that nothing in the council has or ever had. */
export interface IdAssigner {
  /** `<sector>-<running number>`. */
  member(): string;
  /** `<member>-home` for the first site of a member, then `<member>-2` and so on. */
  target(member: string): string;
}

const NUMBER_DIGITS = 4;

/** `brought`: ids that rows bring along, which are not given to others. */
export function createIdAssigner(existing: Existing, brought: readonly string[]): IdAssigner {
  const own = existing.members.flatMap(({ id, targets }) => [
    id,
    ...targets.map((each) => each.id),
  ]);
  const { members, targets } = existing.elsewhere;
  const taken = new Set([
    ...own,
    ...members.keys(),
    ...targets.keys(),
    ...existing.usedIds,
    ...brought,
  ]);
  let running = highestNumber(existing.sector, taken);
  return {
    member() {
      running += 1;
      const id = `${existing.sector}-${String(running).padStart(NUMBER_DIGITS, '0')}`;
      taken.add(id);
      return id;
    },
    target(member) {
      let id = `${member}-home`;
      for (let count = 2; taken.has(id); count += 1) id = `${member}-${count}`;
      taken.add(id);
      return id;
    },
  };
}

/** The highest running number in ids of the sector, those of removed sites among them. */
function highestNumber(sector: string, ids: ReadonlySet<string>): number {
  let highest = 0;
  for (const id of ids) {
    if (!id.startsWith(`${sector}-`)) continue;
    const digits = /^\d+(?=-|$)/.exec(id.slice(sector.length + 1))?.[0];
    if (digits !== undefined && digits.length < 16) highest = Math.max(highest, Number(digits));
  }
  return highest;
}
