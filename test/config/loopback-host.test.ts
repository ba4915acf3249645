import { expect, it } from 'vitest';
import { isShieldedUrl } from '../../src/config/loopback-host.ts';

it.each([
  ['https://watch.example/x', true],
  ['http://127.0.0.1:9093/x', true],
  ['http://[::1]:8/x', true],
  ['http://localhost/x', true],
  ['http://watch.example/x', false],
  ['https://me:word@watch.example/x', false],
  ['https://watch.example/x#part', false],
  ['ftp://127.0.0.1/x', false],
  ['watch.example', false],
])('takes a URL that is encrypted or stays inside this machine: %s %s', (text, isShielded) => {
  expect(isShieldedUrl(text)).toBe(isShielded);
});
