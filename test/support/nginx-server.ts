import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerCertificate } from './certificates.ts';
import { privateDirectory, startChildServer } from './child-server.ts';
import { freePort } from './free-port.ts';

export interface NginxServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface NginxOptions {
  /** What stands in its `server`, with the `location`s. */
  readonly server: string;
  /** Absent = it speaks plain HTTP. */
  readonly certificate?: ServerCertificate;
}

/** Debian's nginx on a free port of loopback, with a private directory. */
export async function startNginx(
  { server, certificate }: NginxOptions,
  tries = 3,
): Promise<NginxServer> {
  const directory = privateDirectory('nginx');
  const port = await freePort();
  const at = (name: string) => join(directory.path, name);
  if (certificate !== undefined) {
    writeFileSync(at('cert.pem'), certificate.cert);
    writeFileSync(at('key.pem'), certificate.key);
  }
  const tls = `ssl_certificate ${at('cert.pem')}; ssl_certificate_key ${at('key.pem')};`;
  writeFileSync(
    at('nginx.conf'),
    `daemon off; pid ${at('pid')}; error_log stderr notice; worker_processes 1;
    events {}
    http {
      access_log off;
      ${TEMPORARY.map((kind) => `${kind}_temp_path ${at(kind)};`).join('\n')}
      server {
        listen 127.0.0.1:${port}${certificate === undefined ? '' : ' ssl'};
        ${certificate === undefined ? '' : tls}
        ${server}
      }
    }`,
  );
  try {
    const child = await startChildServer({
      program: 'nginx',
      words: ['-p', directory.path, '-c', at('nginx.conf'), '-e', 'stderr'],
      ready: /start worker process \d/,
    });
    return {
      port,
      async close() {
        await child.stop();
        directory.remove();
      },
    };
  } catch (error) {
    directory.remove();
    if (tries <= 1) throw error;
    return startNginx({ server, ...(certificate ? { certificate } : {}) }, tries - 1);
  }
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'] as const;
