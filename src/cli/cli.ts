import { AppError } from '../core/errors.ts';
import { nearestOf } from '../core/nearest.ts';
import type { Language } from '../core/words/language.ts';
import { type Command, EXIT } from './command.ts';
import { readCommandLine } from './command-line.ts';
import { languageOf } from './language.ts';
import { MESSAGES } from './messages.ts';
import { complain, print } from './outlet.ts';
import { parseCall } from './parse-call.ts';

/** Commands by name; each is loaded when it is called, so that one does not wait for another's parts. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run.ts')).run,
  check: async () => (await import('./check.ts')).check,
  validate: async () => (await import('./validate.ts')).validate,
  import: async () => (await import('./import.ts')).importSites,
  plan: async () => (await import('./plan.ts')).plan,
  export: async () => (await import('./export.ts')).exportSamples,
  stop: async () => (await import('./stop.ts')).stop,
  about: async () => (await import('./about.ts')).about,
  load: async () => (await import('./load.ts')).load,
  board: async () => (await import('./board.ts')).board,
  accounts: async () => (await import('./accounts.ts')).accounts,
  notify: async () => (await import('./notify.ts')).notify,
  acknowledge: async () => (await import('./acknowledge.ts')).acknowledge,
  silence: async () => (await import('./silence.ts')).silence,
  drill: async () => (await import('./drill.ts')).drill,
  maintenance: async () => (await import('./maintenance.ts')).maintenance,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  verify: async () => (await import('./verify.ts')).verify,
  capacity: async () => (await import('./capacity.ts')).capacity,
  backtest: async () => (await import('./backtest.ts')).backtest,
  explain: async () => (await import('./explain.ts')).explain,
  influx: async () => (await import('./influx.ts')).influx,
  grafana: async () => (await import('./grafana.ts')).grafana,
  dashboards: async () => (await import('./dashboards.ts')).dashboards,
  schema: async () => (await import('./schema.ts')).schema,
};

const OVERALL_USAGE = 'yamabiko [--lang ja|en] <command> [options]';

/** What a command line without a command may hold. */
const WITHOUT_COMMAND = { options: { version: { type: 'boolean' } }, positionals: [0, 0] } as const;

/** Runs one command line; resolves with the exit code (0 ok, 1 found a problem, 2 wrong use). */
export async function runCli(words: readonly string[]): Promise<number> {
  const language = languageOf(words, process.env);
  const line = readCommandLine(words);
  if (line.command === null) return await runWithoutCommand(line.words, language);
  if (line.command === 'help') return await runHelp(line.words, language);
  const command = await commandNamed(line.command);
  if (command === null) return complainOfCommand(line.command, language);
  return await answering(command, language, async () => {
    const call = parseCall(command, line.words, language);
    if (!call.flag('help')) return await command.run(call);
    print(helpOf(command, language));
    return EXIT.ok;
  });
}

/** `help`, or `help <command>`. */
async function runHelp(words: readonly string[], language: Language): Promise<number> {
  const { command: name, words: rest } = readCommandLine(words);
  if (name === null) return await runWithoutCommand([...rest, '--help'], language);
  return await runCli([name, ...rest, '--help']);
}

async function runWithoutCommand(words: readonly string[], language: Language): Promise<number> {
  return await answering(null, language, async () => {
    const call = parseCall(WITHOUT_COMMAND, words, language);
    if (call.flag('version')) {
      print(await versionText());
      return EXIT.ok;
    }
    print(await overviewOf(language));
    return call.flag('help') ? EXIT.ok : EXIT.usage;
  });
}

async function commandNamed(name: string): Promise<Command | null> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return load === undefined ? null : await load();
}

function complainOfCommand(name: string, language: Language): number {
  complain(MESSAGES[language].unknownCommand(name, nearestOf(name, Object.keys(COMMANDS))));
  return EXIT.usage;
}

async function versionText(): Promise<string> {
  const { VERSION } = await import('../app/version.ts');
  return `yamabiko ${VERSION}`;
}

/** Does the work and says its AppError in the user's language, with what may be read next. */
async function answering(
  command: Command | null,
  language: Language,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    complain(failureOf(error, command, language));
    return error.code === 'usage' ? EXIT.usage : EXIT.problem;
  }
}

/** The code ends the first line; further lines, such as problems of the configuration, follow it. */
function failureOf(error: AppError, command: Command | null, language: Language): string {
  const messages = MESSAGES[language];
  const name = command === null ? 'yamabiko' : `yamabiko ${command.name}`;
  const [first, ...further] = error.text[language].split('\n');
  if (error.code !== 'usage') return [`${name}: ${first} [${error.code}]`, ...further].join('\n');
  const usage = command === null ? OVERALL_USAGE : `${name} ${command.usage}`;
  return [`${name}: ${first}`, messages.usage(usage, `${name} --help`)].join('\n');
}

async function overviewOf(language: Language): Promise<string> {
  const messages = MESSAGES[language];
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const rows = commands.map((each) => `  ${each.name.padEnd(11)} ${each.summary[language]}`);
  return [
    messages.intro,
    '',
    OVERALL_USAGE,
    '',
    messages.commands,
    ...rows,
    '',
    `  --version  ${messages.versionOption}`,
    `  --help     ${messages.helpOption}`,
    '',
    messages.moreHelp,
  ].join('\n');
}

function helpOf(command: Command, language: Language): string {
  return [
    `yamabiko ${command.name} ${command.usage}`,
    '',
    command.summary[language],
    '',
    command.details[language],
    `  --lang ja|en        ${MESSAGES[language].langOption}`,
    `  -h, --help          ${MESSAGES[language].helpOption}`,
  ].join('\n');
}
