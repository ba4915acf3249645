import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tlsWarnings } from '../../../src/app/tls/tls-warnings.ts';
import { requireConfig, validateConfig } from '../../../src/app/validate.ts';
import { formatProblem } from '../../../src/config/problem.ts';
import { createCertificates } from '../../support/certificates.ts';

const COUNCIL = `council: { name: Council, publicUrl: https://board.example.jp }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
board:
  host: 0.0.0.0
  trustedProxies: [192.0.2.1, 10.0.0.0/8]
  tls:
    certificateFile: board.pem
    keyFile: board.key
`;
const SECTOR = `sector: { id: gas, field: gas, name: Gas }
members:
  - { id: one, name: One, targets: [{ id: a, url: "https://www.one.example/",
      enrolment: { by: Desk, on: 2026-01-01 } }] }
`;

it('are said by validate with their line, for what a start or a browser would refuse', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'yamabiko-tls-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await mkdir(join(dir, 'sectors'));
  await writeFile(join(dir, 'sectors/gas.yaml'), SECTOR);
  await writeFile(join(dir, 'yamabiko.yaml'), COUNCIL);
  const config = await requireConfig(dir);
  expect(config.board).toMatchObject({
    trustedProxies: ['192.0.2.1', '10.0.0.0/8'],
    tls: { certificateFile: 'board.pem', keyFile: 'board.key' },
  });
  const warnings = async () =>
    (await tlsWarnings(dir, config, Date.now())).map((each) => formatProblem(each, 'en'));
  const place = /^yamabiko\.yaml:8:\d+ board\.tls\.certificateFile: /;
  expect(await warnings()).toEqual([
    expect.stringMatching(/board\.pem .* cannot be read .*tls_unus/),
  ]);
  const certificates = await createCertificates(['board.example.jp']);
  const becomes = async ({ cert, key }: { readonly cert: string; readonly key: string }) => {
    await writeFile(join(dir, 'board.pem'), cert);
    await writeFile(join(dir, 'board.key'), key);
    return await warnings();
  };
  expect(await becomes(certificates.valid)).toEqual([]);
  const [ended] = await becomes(certificates.expired);
  expect(ended).toMatch(place);
  expect(ended).toMatch(/the certificate has ended \(.*\) \[tls_unusable\]$/);
  const [other] = await becomes(certificates.wrongHost);
  expect(other).toContain('is not of the name in council.publicUrl (board.example.jp)');
  const report = await validateConfig(dir, join(dir, 'data'), 'en');
  expect(report.lines).toContain(`warning: ${other}`);
});
