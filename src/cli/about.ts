import { join } from 'node:path';
import { ABOUT_FILES, aboutToExport } from '../app/about/about-export.ts';
import { AppError } from '../core/errors.ts';
import type { Text } from '../core/words/language.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { print, writeMarked } from './outlet.ts';

/** `about`: the page that tells everybody who measures and how to stop it, as files. */
export const about: Command = {
  name: 'about',
  usage: '--out DIR [--config DIR] [--data DIR]',
  summary: {
    ja: '計測される側への説明ページを、単独で開ける HTML に書き出します（日本語と英語）。',
    en: 'Writes the page for those who are measured as self-contained HTML, in both languages.',
  },
  details: {
    ja: [
      '  --out DIR           書き出す場所（無ければ作ります）',
      '  --config DIR        設定の場所（既定 ./config）',
      '  --data DIR          実測の値を取る計測値の場所（既定 ./data）',
      '  稼働中の画面では /about-measurement で同じページを開けます。',
    ].join('\n'),
    en: [
      '  --out DIR           where to write (made where it is not there)',
      '  --config DIR        where the configuration lies (default ./config)',
      '  --data DIR          samples that the figures as measured come from (default ./data)',
      '  While the service runs, its board has the same page at /about-measurement.',
    ].join('\n'),
  },
  options: { out: { type: 'string' }, config: { type: 'string' }, data: { type: 'string' } },
  positionals: [0, 0],
  run: runAbout,
};

const NO_FOLDER: Text = {
  ja: '--out に書き出す場所を指定してください',
  en: '--out is needed: the folder to write into',
};

async function runAbout(call: Call): Promise<number> {
  const out = call.text('out');
  if (out === null) throw new AppError('usage', NO_FOLDER);
  const marked = await aboutToExport(call.text('config') ?? 'config', call.text('data') ?? 'data');
  for (const { name, render } of ABOUT_FILES) {
    const path = join(out, name);
    await writeMarked(path, marked, render);
    print(path);
  }
  return EXIT.ok;
}
