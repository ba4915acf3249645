import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError } from '../core/errors.ts';
import { nearestOf } from '../core/nearest.ts';
import type { Language } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';
import type { Call, Command } from './command.ts';

/** Options of every command. */
const COMMON: ParseArgsOptionsConfig = {
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
};

/** The words after a command's name; throws `usage`, naming the option that is wrong. */
export function parseCall(
  command: Pick<Command, 'options' | 'positionals'>,
  words: readonly string[],
  language: Language,
): Call {
  const options = { ...COMMON, ...command.options };
  const { tokens } = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string | true>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') given.set(token.name, checkedValue(token, options));
  }
  if (given.get('help') !== true) requireCount(positionals, command.positionals);
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

interface OptionToken {
  readonly name: string;
  /** As written, `--lang` or `-h`. */
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkedValue(token: OptionToken, options: ParseArgsOptionsConfig): string | true {
  const { name, rawName, value, inlineValue } = token;
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) throw unknownOption(rawName, Object.keys(options));
  if (option.type === 'boolean') {
    if (value === undefined) return true;
    throw new AppError('usage', {
      ja: `${rawName} に値は付けられません（${value} が付いています）`,
      en: `${rawName} takes no value (it was given ${value})`,
    });
  }
  const isNextOption = inlineValue !== true && value !== undefined && /^-./.test(value);
  if (value === undefined || value === '' || isNextOption) {
    throw new AppError('usage', {
      ja: `${rawName} には値が必要です`,
      en: `${rawName} needs a value`,
    });
  }
  if (name === 'lang') requireLanguage(value);
  return value;
}

function unknownOption(rawName: string, names: readonly string[]): AppError {
  const nearest = nearestOf(rawName.replace(/^-+/, ''), names);
  return new AppError('usage', {
    ja: `${rawName} というオプションはありません${nearest === null ? '' : `（--${nearest} の誤りではありませんか）`}`,
    en: `there is no option ${rawName}${nearest === null ? '' : ` (did you mean --${nearest}?)`}`,
  });
}

function requireLanguage(value: string): void {
  if (value !== 'ja' && value !== 'en') {
    throw wrongValue('--lang', { ja: ' ja か en ', en: 'ja or en' }, value);
  }
}

function requireCount(
  words: readonly string[],
  [least, most]: readonly [least: number, most: number],
): void {
  const surplus = words[most];
  if (surplus !== undefined) {
    throw new AppError('usage', {
      ja: `余分な引数があります: ${surplus}`,
      en: `there is an argument too many: ${surplus}`,
    });
  }
  if (words.length < least) {
    throw new AppError('usage', { ja: '引数が足りません', en: 'an argument is missing' });
  }
}
