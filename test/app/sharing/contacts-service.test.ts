import { afterEach, beforeEach, expect, it } from 'vitest';
import { planFolder, planText } from '../../../src/app/plan.ts';
import type { MemberPageDto } from '../../../src/board/dto/member.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import {
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  startCouncil,
  startNotingSite,
} from '../running-council.ts';

let site: NotingSite;
let sink: SmtpSink;
let folder: CouncilFolder;
beforeEach(async () => {
  site = await startNotingSite();
  sink = await startSmtpSink();
  folder = councilFolder();
  folder.writeCouncil(`notify:
  mail: { host: 127.0.0.1, port: ${sink.port}, security: none, from: notice@yamabiko.example }`);
  writeMember('file@example.jp');
});
afterEach(async () => {
  folder.remove();
  await sink.close();
  await site.close();
});

function writeMember(mail: string): void {
  folder.writeFile(
    'sectors/gas.yaml',
    `sector: { id: gas, field: energy, name: { ja: ガス, en: Gas }, allowPrivate: true }
members:
  - id: m-gas
    name: { ja: 団体, en: Organisation }
    contacts: [{ kind: mail, to: ${mail}, verifiedOn: 2026-10-01 }]
    targets:
      - id: gas-1
        url: http://127.0.0.1:${site.port}/
        enrolment: { by: somebody, on: 2026-10-01 }
        timeout: 5s
`,
  );
}

async function act(url: string, path: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json', origin: url };
  const answer = await fetch(`${url}${path}`, {
    ...{ method: 'POST', headers, body: JSON.stringify({ member: 'm-gas', ...body }) },
  });
  await answer.text();
  return answer.status;
}

async function pageOf(url: string): Promise<MemberPageDto> {
  const answer = await fetch(`${url}/api/members/m-gas`);
  return ((await answer.json()) as { readonly data: MemberPageDto }).data;
}

const toldOf = async (url: string) =>
  (await pageOf(url)).contacts.map(({ to, isTold }) => [to, isTold]);

it('contacts hold at once and after a restart, and a new one hears nothing before its code', async () => {
  const first = await startCouncil(folder);
  const { url } = first.service;
  const { stamp } = (await pageOf(url)).contactList;
  const contacts = [{ kind: 'mail', place: null, to: 'new@example.jp', language: 'en' }];
  const order = { seen: stamp, contacts };
  expect(await act(url, '/api/contacts', order)).toBe(422);
  expect(await act(url, '/api/contacts', { ...order, request: '受付 12' })).toBe(200);
  expect(await toldOf(url)).toEqual([['new@example.jp', false]]);
  await expect.poll(() => sink.received.length, { timeout: 10_000 }).toBe(1);
  const [letter] = sink.received;
  const [code = ''] = /\b\d{6}\b/.exec(letter?.parsed.text ?? '') ?? [];
  expect(letter?.parsed.subject).toContain('verify');
  const { stamp: seen } = (await pageOf(url)).contactList;
  const named = { seen, place: 0, request: '受付 12' };
  const wrong = { code: code === '000000' ? '000001' : '000000', ...named };
  expect(await act(url, '/api/contacts/verify', wrong)).toBe(422);
  expect(await act(url, '/api/contacts/verify', { code, ...named })).toBe(200);
  expect(await toldOf(url)).toEqual([['new@example.jp', true]]);

  const call = { configDir: folder.dir, againstDir: null, dataDir: folder.dataDir };
  const before = await planFolder({ ...call, confirmedRemovals: null }, Date.now());
  expect([before.isEmpty, before.plan.wider]).toMatchObject([true, [{ field: 'contacts' }]]);
  writeMember('other@example.jp');
  const report = await planFolder({ ...call, confirmedRemovals: null }, Date.now());
  expect(report.plan.refused).toMatchObject([{ field: 'contacts', id: 'm-gas' }]);
  expect(planText(report, 'en').join('\n')).toContain('those of the file are not used');
  await first.service.reload('signal');
  expect(await toldOf(url)).toEqual([['new@example.jp', true]]);
  await first.service.close();
  const second = await startCouncil(folder);
  expect(await toldOf(second.service.url)).toEqual([['new@example.jp', true]]);
  const { set, unused } = (await pageOf(second.service.url)).contactList;
  expect([set?.version, set?.by, set?.request, unused]).toEqual([1, 'operator', '受付 12', 1]);
  await second.service.close();
});
