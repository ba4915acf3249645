import type { Problem } from '../config/problem.ts';
import { readSourceFile } from '../config/source-file.ts';
import type { Config } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import { NO_NOTICES } from '../core/notify-config.ts';
import type { Text } from '../core/words/language.ts';
import { openIdSecret } from './accounts/open-openid.ts';
import type { Environment } from './authorities.ts';
import { mailAuth, webhookSecret } from './notices/notify-secrets.ts';

const FILE = 'yamabiko.yaml';

/**
 * Warnings about secrets of a valid configuration in `dir` that a service started here
 * could not use: with them it does not start.
 */
export async function secretWarnings(
  dir: string,
  { notify = NO_NOTICES, openid }: Config,
  environment: Environment,
): Promise<readonly Problem[]> {
  const { mail, webhook } = notify;
  const places = { configDir: dir, environment };
  const found = await Promise.all([
    mail && whyNot(['notify', 'mail', 'passwordFile'], mailAuth(mail, places)),
    webhook && whyNot(['notify', 'webhook', 'secretFile'], webhookSecret(webhook, places)),
    openid ? whyNot(['openid', 'clientSecretFile'], openIdSecret(openid, places)) : null,
  ]);
  const missing = found.filter((each) => each !== null);
  if (missing.length === 0) return [];
  const { source } = await readSourceFile(dir, FILE);
  return missing.flatMap(({ path, text }) => {
    const details = { code: 'secret_missing', found: null, expected: text } as const;
    return source?.problem(path, details) ?? [];
  });
}

interface Missing {
  readonly path: readonly string[];
  readonly text: Text;
}

/** null = it can be used. */
async function whyNot(path: readonly string[], secret: Promise<unknown>): Promise<Missing | null> {
  try {
    await secret;
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'usage') return { path, text: error.text };
    throw error;
  }
}
