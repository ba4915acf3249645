import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { NoticeChannels } from '../../src/app/notices/notice-channels.ts';
import { secretWarnings } from '../../src/app/secret-warnings.ts';
import { requireConfig, validateConfig } from '../../src/app/validate.ts';
import { formatProblem } from '../../src/config/problem.ts';

const HEAD = `council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
notify:
  webhook: { secretFile: hook }
  mail:
    host: smtp.example.jp
    from: yamabiko@example.jp
    user: yamabiko
`;
const SECTOR = `sector: { id: gas, field: gas, name: Gas }
members:
  - { id: one, name: One, targets: [{ id: a, url: "https://www.one.example/",
      enrolment: { by: Desk, on: 2026-01-01 } }] }
`;

/** A folder with these secrets; by default the mail's password is named and nothing is there. */
async function folder(files: Readonly<Record<string, string>>, passwordFile = true) {
  const dir = await mkdtemp(join(tmpdir(), 'yamabiko-secrets-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await mkdir(join(dir, 'sectors'));
  await writeFile(join(dir, 'sectors/gas.yaml'), SECTOR);
  const mail = passwordFile ? '    passwordFile: secret\n' : '';
  await writeFile(join(dir, 'yamabiko.yaml'), `${HEAD}${mail}`);
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

const warningsIn = async (dir: string, environment = {}) =>
  (await secretWarnings(dir, await requireConfig(dir), environment)).map((each) =>
    formatProblem(each, 'en'),
  );

it('names each secret that is not there, with its line, among what validate says', async () => {
  const dir = await folder({});
  const found = await warningsIn(dir);
  expect(found).toEqual([
    expect.stringMatching(
      /^yamabiko\.yaml:10:\d+ notify\.mail\.passwordFile: there is no YAMABIKO_SMTP_PASSWORD, and .* \[secret_missing\]$/,
    ),
    expect.stringMatching(/^yamabiko\.yaml:5:\d+ notify\.webhook\.secretFile: .*ENOENT/),
  ]);
  const report = await validateConfig(dir, join(dir, 'data'), 'en');
  expect(report.lines).toEqual(expect.arrayContaining(found.map((line) => `warning: ${line}`)));
  expect(report.counts).not.toBeNull();
});

it('names a user without a password, and an empty file, which would sign in with nothing', async () => {
  const text = 'there is no password for notify.mail.user yamabiko';
  for (const dir of [
    await folder({ hook: 'k' }, false),
    await folder({ hook: 'k', secret: '\n' }),
  ]) {
    expect(await warningsIn(dir)).toEqual([expect.stringContaining(text)]);
    const config = await requireConfig(dir);
    const brief = { subject: '', text: '', link: null };
    const message = { ...brief, html: '', json: {}, briefOf: () => brief };
    const render = () => message;
    const places = { configDir: dir, environment: {} };
    const opened = NoticeChannels.open({ config, files: () => config, render, ...places });
    await expect(opened).rejects.toMatchObject({
      code: 'usage',
      text: { en: expect.stringContaining(text) },
    });
  }
});

it('says nothing where they are there, in files or the environment', async () => {
  expect(await warningsIn(await folder({ hook: 'k', secret: 's' }))).toEqual([]);
  const environment = { YAMABIKO_SMTP_PASSWORD: 's', YAMABIKO_WEBHOOK_SECRET: 'k' };
  expect(await warningsIn(await folder({}, false), environment)).toEqual([]);
});
