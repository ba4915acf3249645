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
const made = await makePracticeCertificates(NOW);
const root = new X509Certificate(made.ca);

function chainOf({ chain }: ServerKeys): { leaf: X509Certificate; issuer: X509Certificate } {
  const [leaf = '', issuer = ''] = chain.split(/(?=-----BEGIN)/);
  return { leaf: new X509Certificate(leaf), issuer: new X509Certificate(issuer) };
}

describe('the practice certificates', () => {
  it('come from two issuers under one root that vouches for itself', () => {
    expect(root.ca).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    const names = made.issuers.map((keys) => {
      const { leaf, issuer } = chainOf(keys);
      expect(issuer.ca).toBe(true);
      expect(issuer.checkIssued(root)).toBe(true);
      expect(issuer.verify(root.publicKey)).toBe(true);
      expect(leaf.ca).toBe(false);
      expect(leaf.checkIssued(issuer)).toBe(true);
      expect(leaf.verify(issuer.publicKey)).toBe(true);
      return leaf.issuer;
    });
    expect(new Set(names).size).toBe(2);
  });

  it('are for loopback only, and say that they are practice', () => {
    for (const keys of made.issuers) {
      const { leaf } = chainOf(keys);
      expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
      expect(leaf.checkIP('::1')).toBeDefined();
      expect(leaf.checkHost('localhost')).toBe('localhost');
      expect(leaf.checkHost('www.example.jp')).toBeUndefined();
      expect(leaf.subject).toContain('practice');
    }
  });

  it('hold now, but for the one that ended ten days ago', () => {
    for (const keys of made.issuers) {
      const { leaf } = chainOf(keys);
      expect(leaf.validFromDate.getTime()).toBeLessThan(NOW);
      expect(leaf.validToDate.getTime()).toBeGreaterThan(NOW);
    }
    expect(chainOf(made.expired).leaf.validToDate.getTime()).toBe(NOW - 10 * 86_400_000);
  });

  it.skipIf(!needs('openssl'))('stand up to openssl verify in strict mode', () => {
    const dir = mkdtempSync(join(tmpdir(), 'yamabiko-practice-'));
    try {
      const file = (name: string, text: string) => {
        writeFileSync(join(dir, name), text);
        return join(dir, name);
      };
      const ca = file('ca.pem', made.ca);
      const verify = ({ chain }: ServerKeys) =>
        spawnSync('openssl', [
          ...['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_ip', '127.0.0.1'],
          ...['-attime', String(NOW / 1000), '-CAfile', ca, '-untrusted', file('chain.pem', chain)],
          file('leaf.pem', chain),
        ]);
      for (const keys of made.issuers) {
        const { status, stderr } = verify(keys);
        expect(status, stderr.toString()).toBe(0);
      }
      expect(verify(made.expired).stderr.toString()).toContain('certificate has expired');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
