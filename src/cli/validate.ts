import { validateConfig } from '../app/validate.ts';
import type { Text } from '../core/words/language.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { MESSAGES } from './messages.ts';
import { complain, print } from './outlet.ts';

/** `validate`: reads the configuration as `run` would and names every problem at once. */
export const validate: Command = {
  name: 'validate',
  usage: '[--config DIR] [--data DIR] [--json]',
  summary: {
    ja: '設定ファイルを調べ、誤りをすべて一度に示します。',
    en: 'Checks the configuration files and names every problem at once.',
  },
  details: {
    ja: [
      '  --config DIR        設定の場所（既定 ./config）',
      '  --data DIR          止めている対象を調べるデータの場所（既定 ./data）',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  --config DIR        where it lies (default ./config)',
      '  --data DIR          where stopped sites are looked up (default ./data)',
      '  --json              as JSON',
    ].join('\n'),
  },
  options: { config: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean' } },
  positionals: [0, 0],
  run: runValidate,
};

const STOPPED: Text = {
  ja: '止めているため計測しない対象（再開: npx yamabiko stop <id> --resume）: ',
  en: 'Stopped and not measured (to take one up again: npx yamabiko stop <id> --resume): ',
};

async function runValidate(call: Call): Promise<number> {
  const messages = MESSAGES[call.language];
  const report = await validateConfig(
    call.text('config') ?? 'config',
    call.text('data') ?? 'data',
    call.language,
  );
  if (call.flag('json')) {
    const { problems, warnings, counts, stopped } = report;
    print(JSON.stringify({ valid: counts !== null, counts, problems, warnings, stopped }));
    return counts === null ? EXIT.problem : EXIT.ok;
  }
  for (const line of report.lines) complain(line);
  if (report.counts === null) {
    complain(messages.problems(report.problems.length));
    return EXIT.problem;
  }
  const { sectors, members, targets } = report.counts;
  print(messages.valid(sectors, members, targets));
  const stopped = report.stopped.map(({ target }) => target);
  if (stopped.length > 0) print(STOPPED[call.language] + stopped.join(', '));
  return EXIT.ok;
}
