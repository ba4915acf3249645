import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  makePracticeCertificates,
  type ServerKeys,
} from '../../src/practice/practice-certificates.ts';
import { needs } from '../support/needs.ts';

const NOW = Date.UTC(2026, 10, 22);
const names = Array.from({ length: 9 }, (_, index) => `www.site-${index}.test`);
const made = await makePracticeCertificates(
  [
    ...names.map((host) => ({ host, certificate: 'valid' }) as const),
    { host: 'www.old.test', certificate: 'expired' },
    { host: 'www.strange.test', certificate: 'untrusted' },
  ],
  NOW,
);
const root = new X509Certificate(made.ca);
const valid = names.map((host) => ({ host, keys: keysOf(host) }));

function keysOf(host: string): ServerKeys {
  const keys = made.keys[made.byHost.get(host) ?? -1];
  if (keys === undefined) throw new Error(`${host} has no certificate`);
  return keys;
}

function chainOf({ chain }: ServerKeys): { leaf: X509Certificate; issuer: X509Certificate } {
  const [leaf = '', issuer = ''] = chain.split(/(?=-----BEGIN)/);
  return { leaf: new X509Certificate(leaf), issuer: new X509Certificate(issuer) };
}

describe('the practice certificates', () => {
  it('come from three issuers under one root that vouches for itself', () => {
    expect(root.ca).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    const issuers = valid.map(({ keys }) => {
      const { leaf, issuer } = chainOf(keys);
      expect(issuer.ca).toBe(true);
      expect(issuer.checkIssued(root)).toBe(true);
      expect(issuer.verify(root.publicKey)).toBe(true);
      expect(leaf.ca).toBe(false);
      expect(leaf.checkIssued(issuer)).toBe(true);
      expect(leaf.verify(issuer.publicKey)).toBe(true);
      return leaf.issuer;
    });
    expect(new Set(issuers).size).toBe(3);
  });

  it('are for a handful of hosts each, and say that they are practice', () => {
    for (const { host, keys } of valid) {
      const { leaf } = chainOf(keys);
      expect(leaf.checkHost(host)).toBe(host);
      expect(leaf.checkHost('www.example.jp')).toBeUndefined();
      expect(leaf.subject).toContain('practice');
      expect(keys.fingerprint).toBe(leaf.fingerprint256.replaceAll(':', '').toLowerCase());
      expect(keys.notAfter).toBe(leaf.validToDate.getTime());
    }
    expect(new Set(valid.map(({ keys }) => keys.fingerprint)).size).toBe(3);
  });

  it('stay few where the hosts are many', async () => {
    const hosts = Array.from({ length: 400 }, (_, index) => `www.many-${index}.test`);
    const many = await makePracticeCertificates(
      hosts.map((host) => ({ host, certificate: 'valid' })),
      NOW,
    );
    expect(many.byHost.size).toBe(400);
    expect(many.keys.length).toBeLessThanOrEqual(48);
  });

  it('of a stranger are not vouched for by the root', () => {
    const { issuer } = chainOf(keysOf('www.strange.test'));
    expect(issuer.checkIssued(root)).toBe(false);
  });

  it('hold now, but for the one that ended ten days ago', () => {
    for (const { keys } of valid) {
      const { leaf } = chainOf(keys);
      expect(leaf.validFromDate.getTime()).toBeLessThan(NOW);
      expect(leaf.validToDate.getTime()).toBeGreaterThan(NOW);
    }
    expect(chainOf(keysOf('www.old.test')).leaf.validToDate.getTime()).toBe(NOW - 10 * 86_400_000);
  });

  it.skipIf(!needs('openssl'))('stand up to openssl verify in strict mode', () => {
    const dir = mkdtempSync(join(tmpdir(), 'yamabiko-practice-'));
    try {
      const file = (name: string, text: string) => {
        writeFileSync(join(dir, name), text);
        return join(dir, name);
      };
      const ca = file('ca.pem', made.ca);
      const verify = ({ chain }: ServerKeys, host: string) =>
        spawnSync('openssl', [
          ...['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', host],
          ...['-attime', String(NOW / 1000), '-CAfile', ca, '-untrusted', file('chain.pem', chain)],
          file('leaf.pem', chain),
        ]);
      for (const { keys, host } of valid) {
        const { status, stderr } = verify(keys, host);
        expect(status, stderr.toString()).toBe(0);
      }
      expect(verify(keysOf('www.old.test'), 'www.old.test').stderr.toString()).toContain(
        'certificate has expired',
      );
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
