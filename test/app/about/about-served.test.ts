import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { councilFolder, startCouncil } from '../running-council.ts';

it('tells of the request what a web server sees of it, in the language that is asked for', async () => {
  const seen = Promise.withResolvers<{ rawHeaders: string[]; method: string | undefined }>();
  const site = createServer((request, response) => {
    seen.resolve({ rawHeaders: request.rawHeaders, method: request.method });
    response.end('ok');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  onTestFinished(() => void site.close());
  const folder = councilFolder();
  onTestFinished(() => folder.remove());
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  folder.writeSector('gas', [{ id: 'gas-1', url }]);
  const { service } = await startCouncil(folder);
  onTestFinished(() => service.close());

  const { rawHeaders, method } = await seen.promise;
  const page = `${service.url}/about-measurement`;
  const english = await fetch(page, { headers: { 'accept-language': 'en' } });
  const html = await english.text();
  const lines = /<pre>([^<]*)<\/pre>/.exec(html)?.[1]?.split('\n') ?? [];
  expect(lines.shift()).toBe(`${method} /… HTTP/1.1`);
  const told = lines.map((line) => line.split(': ')[0]);
  expect(told).toEqual(
    rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
  );
  const values = rawHeaders.filter((_, index) => index % 2 === 1);
  for (const [index, line] of lines.entries()) {
    if (index > 0) expect(line.slice(line.indexOf(': ') + 2)).toBe(values[index]);
  }
  expect(english.headers.get('tlp')).toBe('TLP:CLEAR');
  expect(english.headers.get('content-security-policy')).toContain(
    "default-src 'none'; style-src 'sha256-",
  );

  const japanese = await fetch(`${page}?lang=ja`, { headers: { 'accept-language': 'en' } });
  expect(japanese.headers.get('content-language')).toBe('ja');
  const proxied = await fetch(page, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(proxied.status).toBe(200);
  const guarded = await fetch(`${service.url}/api/overview`, {
    headers: { 'x-forwarded-for': '203.0.113.9' },
  });
  expect(guarded.status).toBe(403);
});
