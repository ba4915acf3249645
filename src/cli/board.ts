import { orderSnapshot } from '../app/snapshot/order-snapshot.ts';
import { AppError } from '../core/errors.ts';
import type { Language, Text } from '../core/words/language.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { complain, print, printBlock, writeSnapshot } from './outlet.ts';

/** `board snapshot`: the board in a file, as somebody may see it. */
export const board: Command = {
  name: 'board',
  usage: 'snapshot --viewer WHO [--out FILE] [--force] [--data DIR]',
  summary: {
    ja: '今の画面を、閉じたネットワークへ渡せる 1 つの HTML ファイルにします。',
    en: 'Writes the board as it is now into one HTML file for a closed network.',
  },
  details: {
    ja: [
      '  --viewer WHO        誰に見える内容か: council、observer、operator、',
      '                      secretariat:<セプターの id>、member:<構成員の id>、またはアカウントの名前',
      '  --out FILE          書き出すファイル（- は標準出力）。既定は区分と時刻の入った名前で、',
      '                      今のフォルダに書きます',
      '  --force             すでにあるファイルを置き換える',
      '  --data DIR          データの場所（既定 ./data）。サービスが動いている必要があります',
      'その人が画面で見られるものだけが入り、区分（TLP）は中身のうち最も厳しいものになります。外部の',
      'ファイルもスクリプトも使わず、ネットワークなしで開けます。運用者以外のために作ると監査に残ります。',
    ].join('\n'),
    en: [
      '  --viewer WHO        as whom it is seen: council, observer, operator,',
      '                      secretariat:<sector id>, member:<member id>, or the name of an account',
      '  --out FILE          where to (- for standard output); default: a name with marking and time,',
      '                      in this folder',
      '  --force             replace a file that is there',
      '  --data DIR          where the data is (default ./data); a service must be running on it',
      'It holds what that viewer sees on the board and no more, and is marked by the strictest of it.',
      'It loads nothing, runs no script and opens without a network. One for somebody else than the',
      'operator leaves a line in the audit.',
    ].join('\n'),
  },
  options: {
    viewer: { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean' },
    data: { type: 'string' },
  },
  positionals: [1, 1],
  run: runBoard,
};

async function runBoard(call: Call): Promise<number> {
  const { language } = call;
  const [act] = call.positionals;
  if (act !== 'snapshot') throw new AppError('usage', SNAPSHOT_NEEDED);
  const viewer = call.text('viewer');
  if (viewer === null) throw new AppError('usage', VIEWER_NEEDED);
  const outcome = await orderSnapshot({ viewer, language, dataDir: call.text('data') ?? 'data' });
  if (outcome.kind === 'waiting') return refuse(WAITING, language);
  if (outcome.kind === 'snapshot_refused') return refuse(outcome.text, language);
  const out = call.text('out') ?? outcome.name;
  if (out === '-') {
    await printBlock(outcome.html);
    return EXIT.ok;
  }
  await writeSnapshot(out, outcome.html, { replaces: call.flag('force') });
  print(writtenText(out, outcome.marking)[language]);
  return EXIT.ok;
}

function refuse(text: Text, language: Language): number {
  complain(`yamabiko board: ${text[language]}`);
  return EXIT.problem;
}

function writtenText(path: string, marking: string): Text {
  return {
    ja: `${path} に書き出しました（${marking}）。区分に従って渡してください。`,
    en: `Written to ${path} (${marking}). Hand it on as its marking says.`,
  };
}

const SNAPSHOT_NEEDED: Text = {
  ja: 'snapshot を指定してください',
  en: 'snapshot is needed',
};
const VIEWER_NEEDED: Text = {
  ja: '--viewer で誰に見える内容かを指定してください（council、observer、operator、secretariat:<セプターの id>、member:<構成員の id>、アカウントの名前）',
  en: 'as whom it is seen is needed (--viewer: council, observer, operator, secretariat:<sector id>, member:<member id> or the name of an account)',
};
const WAITING: Text = {
  ja: 'サービスから 1 分たっても返事がありません',
  en: 'the service has not answered for a minute',
};
