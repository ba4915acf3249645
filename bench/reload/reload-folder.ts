import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Config, Sector } from '../../src/core/config.ts';

/** What one change of the files does; numbers of targets. */
export interface FolderChange {
  readonly added: number;
  readonly removed: number;
  readonly edited: number;
}

/** Writes a bench council as the files that an operator would have. */
export async function writeFolder(dir: string, config: Config): Promise<void> {
  await mkdir(join(dir, 'sectors'), { recursive: true });
  const { council, operator, vantage, fields, resolver, probing } = config;
  const { perAddressConcurrency, perAddressStartsPerSecond } = probing;
  await replace(
    join(dir, 'yamabiko.yaml'),
    stringify({
      council: { name: council.name, timezone: council.timezone },
      operator,
      vantage,
      fields,
      resolver,
      defaults: { limits: { perAddressConcurrency, perAddressStartsPerSecond } },
      board: { host: '127.0.0.1', port: 0 },
    }),
  );
  for (const sector of config.sectors) await writeSector(dir, sector);
}

/**
 * Changes the first sector: as many of its last members go as come anew, and the first ones get
 * another path. Returns the sector as it is now.
 */
export async function changeFolder(
  dir: string,
  sector: Sector,
  { run, ...change }: FolderChange & { readonly run: number },
): Promise<Sector> {
  const kept = sector.members.slice(0, sector.members.length - change.removed);
  const members = kept.map((member, index) => ({
    ...member,
    targets: member.targets.map((target) =>
      index < change.edited && target.url !== null
        ? { ...target, url: `${target.url}?run=${run}` }
        : target,
    ),
  }));
  const [pattern] = sector.members;
  const added = Array.from({ length: change.added }, (_, index) => {
    const id = `fresh-${run}-${index}`;
    const targets = pattern?.targets.map((target) => ({ ...target, id })) ?? [];
    return { id: `member-${id}`, code: null, name: { ja: id, en: id }, contacts: [], targets };
  });
  const changed = { ...sector, members: [...added, ...members] };
  await writeSector(dir, changed);
  return changed;
}

async function writeSector(dir: string, sector: Sector): Promise<void> {
  const { id, field, name, allowPrivate } = sector;
  const members = sector.members.map((member) => ({
    id: member.id,
    name: member.name,
    targets: member.targets.map((target) => ({
      id: target.id,
      url: target.url,
      enrolment: { by: target.enrolment?.by, on: target.enrolment?.on },
      schedule: target.schedule,
    })),
  }));
  await replace(
    join(dir, 'sectors', `${id}.yaml`),
    stringify({ sector: { id, field, name, allowPrivate }, members }),
  );
}

async function replace(path: string, text: string): Promise<void> {
  await writeFile(`${path}.tmp`, text);
  await rename(`${path}.tmp`, path);
}
