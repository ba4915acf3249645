import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import type { Language } from '../core/words/language.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { languageOf } from './language.ts';
import { MESSAGES } from './messages.ts';
import { complain, print } from './outlet.ts';

/** Commands by name; each is loaded when it is called, so that one does not wait for another's parts. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run.ts')).run,
  check: async () => (await import('./check.ts')).check,
  validate: async () => (await import('./validate.ts')).validate,
  export: async () => (await import('./export.ts')).exportSamples,
  schema: async () => (await import('./schema.ts')).schema,
};

const COMMON = {
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** Runs one command line; resolves with the exit code (0 ok, 1 found a problem, 2 wrong use). */
export async function runCli(words: readonly string[]): Promise<number> {
  const language = languageOf(words, process.env);
  const messages = MESSAGES[language];
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    print(await overviewOf(language));
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (name === '--version') {
    print(await versionText());
    return EXIT.ok;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    complain(messages.unknownCommand(name));
    return EXIT.usage;
  }
  return await runCommand(await load(), rest, language);
}

async function versionText(): Promise<string> {
  const { VERSION } = await import('../app/version.ts');
  return `yamabiko ${VERSION}`;
}

async function runCommand(
  command: Command,
  words: readonly string[],
  language: Language,
): Promise<number> {
  const messages = MESSAGES[language];
  try {
    const call = parseCall(command, words, language);
    if (call.flag('help')) {
      print(helpOf(command, language));
      return EXIT.ok;
    }
    const [least, most] = command.positionals;
    if (call.positionals.length < least || call.positionals.length > most) {
      complain(messages.wrongUse(command.name, command.usage));
      return EXIT.usage;
    }
    return await command.run(call);
  } catch (error) {
    if (error instanceof AppError) {
      complain(messages.failed(command.name, error.code, error.message));
      return error.code === 'usage' ? EXIT.usage : EXIT.problem;
    }
    if (codeOf(error)?.startsWith('ERR_PARSE_ARGS') === true) {
      complain(messages.wrongOption(command.name, messageOf(error)));
      return EXIT.usage;
    }
    throw error;
  }
}

function parseCall(command: Command, words: readonly string[], language: Language): Call {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { ...COMMON, ...command.options },
    allowPositionals: true,
  });
  const given = new Map(Object.entries(values));
  return {
    positionals,
    language,
    text: (option) => {
      const value = given.get(option);
      return typeof value === 'string' ? value : null;
    },
    flag: (option) => given.get(option) === true,
  };
}

async function overviewOf(language: Language): Promise<string> {
  const messages = MESSAGES[language];
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const rows = commands.map((each) => `  ${each.name.padEnd(10)} ${each.summary[language]}`);
  return [messages.intro, '', messages.commands, ...rows, '', messages.moreHelp].join('\n');
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
