import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoneDrill } from '../../src/app/drill/lone-drill.ts';
import { requireConfig } from '../../src/app/validate.ts';
import { noLog } from '../../src/core/ports/log.ts';

/**
 * A slot every minute of the drill, 6 s of the wall: what begins together falls into the ten minutes in which
 * judging takes it for that also where a busy prober doubts slot after slot.
 */
const SPEED = 10;
const EACH = 18;
const CARRIED = 7;
const OPERATOR = '架空共同センター';

/** A service that runs a drill, measured, judged and shown as any. */
export interface WatchedDrill {
  readonly url: string;
  /** Of the declared operator that carries some sites of each sector. */
  readonly operator: string;
  close(): Promise<void>;
}

/**
 * Two sectors of 18 practice sites. After 24 s of the wall what one operator carries is unavailable, six
 * sites of each sector; after 66 s its last two are as well; after 114 s all answer again: on a busy machine
 * pages are slow to open and to be read.
 */
export async function startWatchedDrill(): Promise<WatchedDrill> {
  const root = mkdtempSync(join(tmpdir(), 'yamabiko-watched-drill-'));
  const folder = join(root, 'config');
  writeCouncil(folder);
  const { service } = await startLoneDrill({
    config: await requireConfig(folder),
    ...{ dataDir: join(root, 'data'), secretsDir: folder, extraCa: [], log: noLog },
    ...{ scenario: 'watched', speed: SPEED, listen: { host: '127.0.0.1', port: 0 } },
  });
  return {
    url: service.url,
    operator: OPERATOR,
    async close() {
      await service.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const SECTORS = [
  { id: 'gas', name: { ja: '架空ガス', en: 'Fictional gas' } },
  { id: 'water', name: { ja: '架空水道', en: 'Fictional water' } },
] as const;

/** JSON is YAML. */
function writeCouncil(folder: string): void {
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(content));
  for (const part of ['drills', 'sectors']) mkdirSync(join(folder, part), { recursive: true });
  write('drills/watched.yaml', scenario());
  write('yamabiko.yaml', {
    council: { name: { ja: '架空協議会', en: 'Fictional council' } },
    fields: SECTORS.map(({ id, name }) => ({ id, name })),
  });
  for (const { id, name } of SECTORS) {
    const members = Array.from({ length: EACH }, (_, index) => memberOf(id, index));
    write(`sectors/${id}.yaml`, { sector: { id, field: id, name }, members });
  }
}

function memberOf(sector: string, index: number) {
  const id = `${sector}-${index}`;
  const carried = index < CARRIED ? { facts: { operator: OPERATOR } } : {};
  const target = { id: `${id}-www`, practice: { profile: 'plain' }, ...carried };
  return { id, name: { ja: `架空${id}`, en: `Fictional ${id}` }, targets: [target] };
}

function scenario() {
  const membersFrom = (from: number, to: number) =>
    SECTORS.flatMap(({ id }) =>
      Array.from({ length: to - from }, (_, index) => `${id}-${from + index}`),
    );
  const act = (at: string, minutes: number, members: readonly string[]) => ({
    ...{ at, for: `${minutes}m`, who: { members } },
    what: { answer: 'unavailable' },
  });
  return {
    id: 'watched',
    title: { ja: '見守る訓練', en: 'A watched drill' },
    description: { ja: '共同センターの障害', en: 'A shared centre is unavailable' },
    ...{ starts: '2026-10-06T10:00', length: '240m' },
    expected: { pattern: 'shared-cause', at: '+00:04', fact: 'operator' },
    acts: [
      act('+00:04', 15, membersFrom(0, CARRIED - 1)),
      act('+00:11', 8, membersFrom(CARRIED - 1, CARRIED)),
    ],
  };
}
