import { targetsOf } from '../../src/core/config.ts';
import { stretchSection } from '../council/stretch.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Page, Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';
import type { TellingRun } from './telling-run.ts';
import type { ToldCount, ToldFigures, ToldMessage } from './told-figures.ts';

export function notifyPage(run: TellingRun, told: ToldFigures): Page {
  const sites = targetsOf(run.config).length.toLocaleString('en-US');
  const flood = run.plan.flood.length.toLocaleString('en-US');
  return {
    title: {
      ja: `お知らせ：${sites} 対象のうち ${flood} 対象が 1 分のうちに応答しなくなったとき`,
      en: `Notices: ${flood} of ${sites} sites fail within one minute`,
    },
    abstractJa: `サービス全体（計測・判定・ストア・送信待ち・メール送信）を、模擬の協議会と実際のメールサーバにつないで動かし、${flood} 対象が 1 分のうちに応答しなくなったときに、だれに何通、どれだけ後に届くかと、計測が乱れないことを測ります。その前に、1 対象ずつの失敗から送信までの時間も測ります。`,
    goals: goalsOf(run, told),
    sections: [
      methodOf(run),
      countsOf(told),
      timesOf(told),
      ...probingOf(run),
      singlesOf(told),
      patternsOf(run),
    ],
    results: { ...told, ...pick(run) },
  };
}

function pick({ floodAt, stretches, cpuRatios, settledMs, complaints }: TellingRun) {
  return { floodAt, stretches, cpuRatios, settledMs, complaints };
}

function goalsOf({ stretches, plan }: TellingRun, told: ToldFigures): readonly Goal[] {
  const { member, secretariat, council, operator } = told.flood;
  const offices = [secretariat, council, operator];
  const { messages } = told;
  const isWhole = plan.singles.length === messages.singles.length;
  return [
    goal(
      '構成員のうち、自分のサイトについて 1 通だけ届いた、ではないもの',
      'members that were not told exactly once, of their own site, by name',
      wrong(member) + wrong(told.singles) + told.strangers,
      0,
    ),
    goal(
      '事務局・協議会・運用者のうち、1 通だけ届いた、ではないもの',
      'secretariats, council and operator that did not get exactly one message',
      offices.reduce((sum, count) => sum + wrong(count), 0),
      0,
    ),
    goal(
      '送れるようになってから最後の 1 通をメールサーバに渡すまで',
      'from when a message was due until the mail server had it, the slowest',
      secondsAt(messages.flood, 'dueAt', 1),
      60,
      ' s',
    ),
    goal('その 1 分の未計測', 'slots missed in that minute', stretches.flood.missed, 0),
    goal('その後の未計測', 'slots missed afterwards', stretches.after.missed, 0),
    goal(
      'その 1 分の開始の遅れ p99',
      'lateness of the start in that minute, p99',
      stretches.flood.lateP99Ms,
      50,
      ' ms',
    ),
    {
      ...goal(
        '1 対象の失敗：最初に失敗した計測時刻からメールサーバに渡すまで（最大）',
        'a single failure: from its first failing slot until the mail server had the message, the slowest',
        isWhole ? secondsAt(messages.singles, 'slotAt', 1) : null,
        90,
        ' s',
      ),
      missing: { ja: '届かなかったものがあります。', en: 'one was never told' },
    },
  ];
}

function goal(ja: string, en: string, figure: number | null, limit: number, unit = ''): Goal {
  return { what: { ja, en }, figure, limit, unit };
}

function wrong({ never, oftener, misnamed }: ToldCount): number {
  return new Set([...never, ...oftener]).size + misnamed.length;
}

type Moment = 'slotAt' | 'saidAt' | 'dueAt' | 'writtenAt';

/** From a moment to the mail server, s. */
function secondsAt(messages: readonly ToldMessage[], from: Moment, ratio: number): number | null {
  const all = messages.map((message) => (message.handedAt - message[from]) / 1000);
  return percentile(all, ratio);
}

function methodOf({ config, plan, settledMs, complaints }: TellingRun): Section {
  const flood = plan.flood.length.toLocaleString('en-US');
  const logged = Object.entries(complaints).map(([event, times]) => `${event} ${times}`);
  return {
    heading: 'What is measured',
    paragraphs: [
      `The whole service in one process, as \`yamabiko drill start --speed 1\` composes it: scheduler, prober, judging, embedded store, notices, outbox and board, on ${targetsOf(config).length.toLocaleString('en-US')} practice sites at one-minute schedules. The sites with their name server are another process, the mail server (smtp-server, plain SMTP on loopback) a third. A drill is the one way in which practice sites fail at a moment that was set; it takes the way of every other notice, and its marks in the messages are all that differs. Every member has one mail contact, as have the council and the operator; secretariats have theirs, with the ceiling that each agreed to. All of them are on the list of exercises. Pace and everything else are the defaults.`,
      `Every site is well at first, also those that the practice council plants as ailing, of which everybody would have been told long before; failing needs nothing to be learned. Bands were released for an hour, as by a service that was started again; otherwise the first ones would stay for five minutes. The first failure came ${numberText(settledMs / 1000)} s after the start.`,
      `Then ${plan.singles.length} single sites begin to answer with HTTP 503, one after the other within a minute, and stay so. They are in one sector whose secretariat gets no names by mail, so that nobody but their members is told. Afterwards ${flood} other sites, drawn over all sectors, begin to do so at one moment: each fails at its next slot, so all fail within one minute.`,
      '**Handed over** is when the mail server had the last byte of a message, by the clock of the same machine. **Failing slot** is the scheduled time of the first failed sample in the store, of the recipient’s own site, or of the first site of the flood where a pattern is told. **Said** is when the incident was opened. **Due** is when the message may leave by its rules: after it was said, after the full minute at which bands are released where they are what is told, and after the time that a message waits for what belongs with it (20 s, a member’s own sites 5 s); a pattern counts from its opening also for the secretariat of a sector that it reached later. Exactly once is counted from the first failure until 10 s after the last message that was waited for; every message to a member is read as text: it must name its own site and no other.',
      `Warnings and errors that the service logged: ${logged.length === 0 ? 'none' : logged.join(', ')}.`,
    ],
  };
}

function countsOf({ flood, singles, strangers }: ToldFigures): Section {
  const rows = Object.entries({ ...flood, 'member, single failure': singles });
  return {
    heading: 'Who was told how often',
    paragraphs: [`Messages to anybody else: ${strangers}.`],
    table: {
      head: ['recipient', 'to be told', 'once', 'never', 'more often', 'not by its own name alone'],
      rows: rows.map(([who, count]) => [
        who,
        numberText(count.expected),
        numberText(count.once),
        ...[count.never, count.oftener, count.misnamed].map((ids) => numberText(ids.length)),
      ]),
    },
  };
}

function timesOf({
  messages: { flood },
  firstSlotAt,
  lastSlotAt,
  suspected,
}: ToldFigures): Section {
  const last = (some: readonly ToldMessage[]) => Math.max(...some.map(({ handedAt }) => handedAt));
  const members = flood.filter(({ viewer }) => viewer === 'member');
  const after = (at: number, some: readonly ToldMessage[]) => numberText((last(some) - at) / 1000);
  const kinds = Map.groupBy(flood, ({ viewer }) => viewer);
  return {
    heading: 'How soon after the flood began',
    paragraphs: [
      `Slots of the flood’s failures lie within ${numberText((lastSlotAt - firstSlotAt) / 1000)} s. The last member’s message was handed over ${after(firstSlotAt, members)} s after the first failing slot and ${after(lastSlotAt, members)} s after the last one; the last message of all ${after(firstSlotAt, flood)} s after the first. Of ${suspected.flood} sites the first failed probe or its confirmation was suspect: such a sample judges nothing, and the next slot is the first that counts; the sites’ own process and the mail server’s share the two cores with the prober. A pattern is said when two evaluations, half a minute apart, have found it; the council and secretariats without names are told of it only.`,
      'Seconds until a message was handed over, median / p99 / largest.',
    ],
    table: {
      head: [
        'recipient',
        'messages',
        'since its failing slot',
        'since it was said',
        'since it was due',
        'since it was written',
      ],
      rows: [...kinds].map(([viewer, some]) => [viewer, numberText(some.length), ...ways(some)]),
    },
  };
}

function ways(messages: readonly ToldMessage[]): readonly string[] {
  return (['slotAt', 'saidAt', 'dueAt', 'writtenAt'] as const).map((from) =>
    [0.5, 0.99, 1].map((ratio) => numberText(secondsAt(messages, from, ratio))).join(' / '),
  );
}

function probingOf({ stretches, cpuRatios }: TellingRun): readonly Section[] {
  const { before, flood, after } = stretches;
  const rows = {
    'before, with single failures': before,
    'the minute of the flood': flood,
    afterwards: after,
  };
  const cpu = [cpuRatios.before, cpuRatios.flood, cpuRatios.after].map(
    (ratio) => `${numberText(100 * ratio)} %`,
  );
  return [
    {
      ...stretchSection('Probing beside it', rows),
      paragraphs: [
        `First attempts by their slots; lateness is from the slot to the start of the probe. The service used ${cpu.join(', ')} of a core in the three parts; the sites’ and the mail server’s processes share the machine.`,
      ],
    },
  ];
}

function singlesOf({ messages: { singles }, singleTotalsMs, suspected }: ToldFigures): Section {
  return {
    heading: 'Single failures',
    paragraphs: [
      `${singles.length} sites, from their first failing slot to the message that the mail server had. The probes that failed first took ${numberText(percentile(singleTotalsMs, 0.5))} ms in the median and ${numberText(percentile(singleTotalsMs, 1))} ms at most. ${suspected.singles} of them, or their confirmations, were suspect, and the next slot was the first that counted. Of the time 5 s are the pause before the confirming probe and 5 s the wait for what belongs with it.`,
    ],
    table: {
      head: ['seconds', 'median', 'p99', 'largest'],
      rows: (
        [
          ['since the failing slot', 'slotAt'],
          ['since it was said', 'saidAt'],
          ['since it was due', 'dueAt'],
        ] as const
      ).map(([what, from]) => [
        what,
        ...[0.5, 0.99, 1].map((ratio) => numberText(secondsAt(singles, from, ratio))),
      ]),
    },
  };
}

function patternsOf({ incidents, floodAt }: TellingRun): Section {
  const patterns = incidents.filter(({ pattern }) => pattern !== 'single').toReversed();
  return {
    heading: 'What was said of patterns',
    paragraphs: [
      'Seconds from the moment at which the flood began. What became part of a wider pattern says so.',
    ],
    table: {
      head: ['pattern', 'opened', 'sites', 'ending'],
      rows: patterns.map(({ pattern, openedAt, targets, ending }) => [
        pattern,
        `${numberText((openedAt - floodAt) / 1000)} s`,
        numberText(targets.length),
        ending ?? 'lasts',
      ]),
    },
  };
}
