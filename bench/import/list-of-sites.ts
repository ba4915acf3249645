import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';

const HEAD = [
  '団体コード',
  '団体名',
  '英語名',
  'サイトURL',
  '共有範囲',
  '計測間隔',
  '連絡先',
  '同意者',
  '同意日',
  '同意文書番号',
];

/** Rows of a list of fictional municipalities, filled in as people do. */
export function rowsOfSites(count: number): readonly (readonly string[])[] {
  const rows = Array.from({ length: count }, (_, index) => {
    const code = String(index + 1).padStart(6, '0');
    return [
      code,
      `架空${index + 1}市`,
      `Kakū City ${index + 1}`,
      index % 10 === 0
        ? `ｈｔｔｐｓ：／／www${index + 1}.example.jp/`
        : `https://www${index + 1}.example.jp/`,
      index % 3 === 0 ? '件数のみ' : '',
      index % 5 === 0 ? '5分ごと' : '',
      `web@www${index + 1}.example.jp`,
      '情報政策課',
      index % 2 === 0 ? '令和8年10月1日' : '2026/10/1',
      `情政第${index + 1}号`,
    ];
  });
  return [HEAD, ...rows];
}

/** A folder with an empty sector `gov`, and the list beside it as .xlsx and as CSV. */
export async function writeFolder(
  dir: string,
  rows: readonly (readonly string[])[],
): Promise<void> {
  await mkdir(join(dir, 'config/sectors'), { recursive: true });
  await writeFile(
    join(dir, 'config/yamabiko.yaml'),
    'council: { name: Council }\noperator: { name: Office, contactUrl: https://office.example/ }\nfields: [{ id: gov, name: Government }]\n',
  );
  await writeFile(
    join(dir, 'list.csv'),
    `\ufeff${rows.map((row) => row.join(',')).join('\r\n')}\r\n`,
  );
  const sheet = { name: '一覧', rows: rows.map((row) => [...row]) };
  await writeFile(join(dir, 'list.xlsx'), await writeXlsx({ sheets: [sheet] }));
}

export async function emptySector(dir: string): Promise<void> {
  await writeFile(
    join(dir, 'config/sectors/gov.yaml'),
    'sector: { id: gov, field: gov, name: Government }\nmembers: []\n',
  );
}
