import { type Call, type Command, EXIT } from './command.ts';
import { INCIDENT_WORD, NOTICE_OPTIONS, orderOf, wordOf } from './notice-call.ts';
import { sayRefusal, unexpected } from './notice-words.ts';
import { print } from './outlet.ts';

/** `acknowledge`: a recipient knows of an incident and needs no reminder. */
export const acknowledge: Command = {
  name: 'acknowledge',
  usage: '<incident> [--as RECIPIENT] [--by NAME] [--data DIR] [--config DIR] [--json]',
  summary: {
    ja: '事象のお知らせを受け取ったことを記録し、その宛先への再度のお知らせを止めます。',
    en: 'Records that notices of an incident were received; ends the recipient’s own reminders.',
  },
  details: {
    ja: [
      '  --as RECIPIENT      誰の受け取りか（member:<id>、sector:<id>、council、observer:<id>、既定 operator）',
      '  --by NAME           確認した人（既定 operator）。電話で受けたときなどに',
      '  --data DIR          データの場所（既定 ./data）。稼働中のサービスがあればそれに行わせます',
      '  --config DIR        サービスがないときの設定（既定 ./config）',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  --as RECIPIENT      whose: member:<id>, sector:<id>, council, observer:<id> (default operator)',
      '  --by NAME           who said so (default operator), such as on the telephone',
      '  --data DIR          where data is (default ./data); a service that runs there does it',
      '  --config DIR        the configuration where none runs (default ./config)',
      '  --json              as JSON',
    ].join('\n'),
  },
  options: { as: { type: 'string' }, by: { type: 'string' }, ...NOTICE_OPTIONS },
  positionals: [0, 1],
  run: runAcknowledge,
};

async function runAcknowledge(call: Call): Promise<number> {
  const incident = wordOf(call, 0, INCIDENT_WORD);
  const recipient = call.text('as') ?? 'operator';
  const by = call.text('by') ?? 'operator';
  const report = await orderOf(call, { action: 'acknowledge', incident, recipient, by });
  const refusal = sayRefusal(report, call);
  if (refusal !== null) return refusal;
  const { outcome } = report;
  if (outcome.kind !== 'acknowledged') throw unexpected(report);
  if (call.flag('json')) print(JSON.stringify({ ...outcome, by: report.by }));
  else {
    const said = outcome.wasBefore
      ? {
          ja: `${recipient} は事象 ${incident} の受け取りを既に確認しています。`,
          en: `${recipient} has acknowledged incident ${incident} before.`,
        }
      : {
          ja: `${recipient} が事象 ${incident} の受け取りを確認したことを記録しました。再度のお知らせは止まります。`,
          en: `It is recorded that ${recipient} acknowledged incident ${incident}; it is not reminded any more.`,
        };
    print(said[call.language]);
  }
  return EXIT.ok;
}
