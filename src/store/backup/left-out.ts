import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Text } from '../../core/words/language.ts';

/** What lies where a backup copies from, and is not in it. */
export interface LeftOut {
  /** As it is reached from the folder that was asked for. */
  readonly path: string;
  readonly text: Text;
}

export function loopLeftOut(path: string): LeftOut {
  return {
    path,
    text: {
      ja: 'リンク先が、このリンク自身を含むフォルダです。バックアップに含まれません',
      en: 'links to a folder that it lies in itself; it is not in the backup',
    },
  };
}

export function apartLeftOut(path: string): LeftOut {
  return {
    path,
    text: {
      ja: '計測データまたはバックアップ先のフォルダです。設定としてはバックアップに含まれません',
      en: 'is a folder of the data or of this backup; it is not in the backup as configuration',
    },
  };
}

export function secretsLeftOut(path: string): LeftOut {
  return {
    path,
    text: {
      ja: 'トークンなどの秘密のフォルダです。バックアップに含まれません',
      en: 'holds secrets such as tokens; it is not in the backup',
    },
  };
}

export function noFileLeftOut(path: string): LeftOut {
  return {
    path,
    text: {
      ja: 'ファイルでもフォルダでもありません。バックアップに含まれません',
      en: 'is neither a file nor a folder; it is not in the backup',
    },
  };
}

/** Folders of a data directory that the service reads, or that are a store of their own. */
const OWN = new Set(['samples', 'rollups', 'practice']);

/** Links to folders in a data directory that hold nothing of the service's. */
export function linksBesideStore(dir: string): readonly LeftOut[] {
  return ['.', 'samples', 'rollups']
    .flatMap((folder) => linkedFoldersIn(join(dir, folder)))
    .filter((path) => !OWN.has(relative(dir, path)))
    .map((path) => ({
      path,
      text: {
        ja: 'フォルダへのリンクで、サービスのデータではありません。バックアップに含まれません',
        en: "is a link to a folder and none of the service's data; it is not in the backup",
      },
    }));
}

/** What a store in InfluxDB keeps beside its state: samples on their way, and who was let in where. */
export function influxBesideStore(dir: string): readonly LeftOut[] {
  return ['spool', 'admitted.json']
    .map((name) => join(dir, name))
    .filter((path) => existsSync(path))
    .map((path) => ({
      path,
      text: {
        ja: 'InfluxDB へ送るためのデータです。バックアップに含まれません。計測値は InfluxDB のバックアップで残してください',
        en: 'serves the sending to InfluxDB; it is not in the backup. Back the samples up with InfluxDB itself',
      },
    }));
}

function linkedFoldersIn(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map(({ name }) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    .sort();
}
