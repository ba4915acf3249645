import { AppError } from '../../core/errors.ts';
import type { MailConfig, WebhookConfig } from '../../core/notify-config.ts';
import { readSecret, type SecretPlaces } from '../secrets.ts';

/** Who signs in at the mail server; null = nobody does. Rejects with `usage` for a user without a password. */
export async function mailAuth(
  { user, passwordFile: file }: Pick<MailConfig, 'user' | 'passwordFile'>,
  places: SecretPlaces,
): Promise<{ readonly user: string; readonly password: string } | null> {
  if (user === null) return null;
  const variable = 'YAMABIKO_SMTP_PASSWORD';
  const password = await readSecret({ variable, file, ...places });
  if (password !== null) return { user, password };
  throw new AppError('usage', {
    ja: `notify.mail.user ${user} のパスワードがありません（passwordFile か ${variable}）`,
    en: `there is no password for notify.mail.user ${user} (passwordFile or ${variable})`,
  });
}

/** The key of the signature. Rejects with `usage` where there is none. */
export async function webhookSecret(
  { secretFile: file }: WebhookConfig,
  places: SecretPlaces,
): Promise<string> {
  const variable = 'YAMABIKO_WEBHOOK_SECRET';
  const secret = await readSecret({ variable, file, ...places });
  if (secret !== null) return secret;
  throw new AppError('usage', {
    ja: `notify.webhook.secretFile のファイル ${file} が空です`,
    en: `the file ${file} of notify.webhook.secretFile is empty`,
  });
}
