import { once } from 'node:events';
import { createServer } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, type ServerCertificate } from '../support/certificates.ts';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';
import { type OriginServer, startOriginServer } from '../support/origin-server.ts';
import { portOf } from '../support/raw-server.ts';
import { openProbe } from './open-probe.ts';

const DAY_MS = 86_400_000;

describe('the certificate of a probe', () => {
  let dns: DnsServer;
  let valid: ServerCertificate;
  let expired: ServerCertificate;
  let server: OriginServer;
  let old: OriginServer;
  let measure: ReturnType<typeof openProbe>;

  beforeAll(async () => {
    dns = await startDnsServer({ '*.test': { addresses: ['127.0.0.1'] } });
    const authority = await createAuthority('Council CA');
    const hosts = ['www.site.test', '*.wild.test', '127.0.0.1'];
    valid = await authority.issue({ hosts });
    const now = Date.now();
    expired = await authority.issue({ hosts, notBefore: now - 9 * DAY_MS, notAfter: now - DAY_MS });
    server = await startOriginServer(() => ({ headers: { server: 'nginx/1.24' } }), {
      certificate: valid,
    });
    old = await startOriginServer(() => ({}), { certificate: expired });
    measure = openProbe({ resolverServers: [dns.address], extraCa: [authority.ca] });
  });

  afterAll(() => Promise.all([dns.close(), server.close(), old.close()]));

  it('is told with the facts that can be shared', async () => {
    const { sample, certificate, facts } = await measure(server.originAs('www.site.test'));
    expect(certificate).toEqual({
      notBefore: valid.notBefore,
      notAfter: valid.notAfter,
      issuer: 'Council CA',
      subject: 'www.site.test',
      fingerprint: valid.fingerprint,
      authorized: true,
      error: null,
    });
    expect(sample).toMatchObject({
      outcome: 'success',
      tlsVersion: 'TLSv1.3',
      certificateNotAfter: valid.notAfter,
      certificateFingerprint: valid.fingerprint,
      certificateError: null,
    });
    expect(facts).toEqual({
      network: '127.0.0.0/24',
      certificateIssuer: 'Council CA',
      certificateFingerprint: valid.fingerprint,
      serverFamily: 'nginx',
      viaFamily: null,
    });
  });

  it('is judged for each host anew, however often it was seen', async () => {
    const rounds = [1, 2];
    for (const _round of rounds) {
      for (const host of ['www.site.test', 'a.wild.test', '127.0.0.1']) {
        expect((await measure(server.originAs(host))).sample.outcome).toBe('success');
      }
      for (const host of ['other.test', 'site.test', 'a.b.wild.test', 'localhost']) {
        const { sample, certificate } = await measure(server.originAs(host));
        expect(sample).toMatchObject({
          reason: 'certificate',
          blame: 'target',
          failedPhase: null,
          certificateError: 'ERR_TLS_CERT_ALTNAME_INVALID',
          certificateFingerprint: valid.fingerprint,
          statusCode: null,
          protocol: null,
        });
        expect(certificate?.authorized).toBe(false);
        expect(sample.phases.tls).not.toBeNull();
        expect(sample.phases.send).toBeNull();
      }
    }
  });

  it('is judged by its chain first', async () => {
    const { sample, certificate, detail } = await measure(old.originAs('other.test'));
    expect(sample).toMatchObject({ reason: 'certificate', certificateNotAfter: expired.notAfter });
    expect(certificate?.error).toBe('CERT_HAS_EXPIRED');
    expect(detail).toBe('CERT_HAS_EXPIRED');
    expect(old.requests).toBe(0);
  });

  it('is not trusted by who does not trust its authority', async () => {
    const stranger = openProbe({ resolverServers: [dns.address] });
    const { sample } = await stranger(server.originAs('www.site.test'));
    expect(sample).toMatchObject({
      reason: 'certificate',
      certificateError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      certificateFingerprint: valid.fingerprint,
    });
  });

  it('is not all that a server may ask for: one that wants ours ends in tls', async () => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const { cert, key } = valid;
      const strict = createServer(
        { cert, key, maxVersion, requestCert: true },
        (_request, response) => response.end(),
      );
      strict.listen(0, '127.0.0.1');
      await once(strict, 'listening');
      const { sample } = await measure(`https://www.site.test:${portOf(strict)}/`);
      expect(sample).toMatchObject({ outcome: 'failure', reason: 'tls', blame: 'target' });
      strict.close();
      await once(strict, 'close');
    }
  });

  it('comes from a full handshake every time', async () => {
    const before = server.connections;
    for (let times = 0; times < 3; times += 1) {
      const { sample } = await measure(server.originAs('www.site.test'));
      expect(sample.phases.tls).toBeGreaterThan(0);
    }
    expect(server.connections - before).toBe(3);
  });
});
