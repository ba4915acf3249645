import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { SetupStep } from '../../../src/app/influx/setup-step.ts';
import { InfluxV2Api, type InfluxV2Options } from '../../support/influx-v2-api.ts';
import { allAccess } from '../../support/influx-v2-permissions.ts';
import { SetupFolder, stepText } from './influx-places.ts';

describe('influx setup', () => {
  const closing: (() => Promise<void>)[] = [];
  const opened = async (options: InfluxV2Options = {}, org = 'council') => {
    const api = await InfluxV2Api.start(options);
    const folder = await SetupFolder.make({ url: api.url, org });
    closing.push(
      () => api.close(),
      () => folder.remove(),
    );
    return { api, folder, token: api.operatorToken };
  };
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('keeps a token of a server that keeps hashes, as long as its file works', async () => {
    const { api, folder, token } = await opened({ hashesTokens: true });
    await folder.run(token);
    expect((await folder.run(token)).changes).toEqual([]);
    expect(
      api.state.authorizations.filter(({ description }) => description !== "user's Token"),
    ).toHaveLength(4);
  });

  it('replaces a token of such a server whose file holds that of another', async () => {
    const { api, folder, token } = await opened({ hashesTokens: true });
    await folder.run(token);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(`${folder.out}/sector-gas.token`, await folder.token('operators.token'));
    const { changes, outcome } = await folder.run(token);
    expect(changes).toEqual(['replaced token yamabiko sector gas']);
    expect(outcome.hasReplaced).toBe(true);
    const gas = api.state.authorizations.filter(({ description }) => / gas$/.test(description));
    expect(gas.map((each) => each.token)).toEqual([await folder.token('sector-gas.token')]);
  });

  it('knows the buckets of an organisation with more than a page of them', async () => {
    const { api, folder, token } = await opened({ hashesTokens: true });
    const orgID = api.state.addOrg('council');
    for (let at = 0; at < 150; at += 1) {
      const body = { orgID, name: `other-${at}`, retentionRules: [] };
      api.state.addBucket(body, [{ action: 'write', resource: { type: 'buckets' } }]);
    }
    await folder.run(token);
    expect((await folder.run(token)).changes).toEqual([]);
  });

  it('points a mapping at its bucket again', async () => {
    const { api, folder, token } = await opened();
    await folder.run(token);
    const [first, second] = api.state.mappings;
    if (first === undefined || second === undefined) throw new Error('there are no mappings');
    first.bucketID = second.bucketID;
    second.default = false;
    const { changes } = await folder.run(token);
    expect(changes).toEqual([
      'updated mapping yamabiko.autogen',
      'updated mapping yamabiko_5m.autogen',
    ]);
    expect((await folder.run(token)).changes).toEqual([]);
  });

  it('keeps one of several tokens of a description, the one in the file', async () => {
    const { api, folder, token } = await opened();
    await folder.run(token);
    const used = await folder.token('sector-gas.token');
    const mine = api.state.authorizations.find((each) => each.token === used);
    if (mine === undefined) throw new Error('there is no such token');
    api.state.authorizations.unshift({ ...mine, id: api.state.newId(), token: 'another==' });
    expect((await folder.run(token)).changes).toEqual([]);
    expect(await folder.token('sector-gas.token')).toBe(used);
    expect(api.state.authorizations.map((each) => each.token)).not.toContain('another==');
  });

  it('is content with an all-access token where the organisation is there', async () => {
    const { api, folder } = await opened();
    const orgID = api.state.addOrg('council');
    const token = api.addToken(orgID, 'all of it', allAccess(orgID));
    expect((await folder.run(token)).changes).toHaveLength(16);
  });

  it('says where the organisation is named that is not there', async () => {
    const { api, folder } = await opened({}, 'misspelt');
    const orgID = api.state.addOrg('council');
    const token = api.addToken(orgID, 'all of it', allAccess(orgID));
    await expect(folder.run(token)).rejects.toMatchObject({
      code: 'setup_failed',
      text: {
        en: expect.stringMatching(/misspelt, which is not there .*store\.influx\.org.* may not do/),
        ja: expect.stringContaining('store.influx.org'),
      },
    });
  });

  it('goes on from where a refusal ended it', async () => {
    let isFull = true;
    const { api, folder, token } = await opened({
      instead: (method, path) =>
        isFull && method === 'POST' && path === '/api/v2/dbrps'
          ? { status: 503, body: '{"code":"unavailable","message":"disk full"}' }
          : null,
    });
    const steps: SetupStep[] = [];
    await expect(folder.run(token, { steps })).rejects.toThrow('HTTP 503, disk full');
    expect(steps.map(stepText)).toContain('created bucket sector_water');
    isFull = false;
    const { changes } = await folder.run(token);
    expect(changes.filter((each) => /mapping|token/.test(each))).toHaveLength(10);
    expect(changes).toHaveLength(10);
    expect(api.state.mappings).toHaveLength(6);
  });

  it('tells of a place where nothing listens', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    server.close();
    const folder = await SetupFolder.make({ url: `http://127.0.0.1:${port}`, org: 'council' });
    closing.push(() => folder.remove());
    await expect(folder.run('token')).rejects.toMatchObject({
      code: 'outgoing_failed',
      text: {
        en: expect.stringMatching(/^InfluxDB cannot be reached: .*ECONNREFUSED/),
        ja: expect.stringMatching(/^InfluxDB に接続できません: /),
      },
    });
  });

  it('says that 1.x has no such API, and gives its statements in a dry run', async () => {
    const { folder } = await opened({ version: '1.8.10' });
    await expect(folder.run('token')).rejects.toThrow(/1\.8\.10: .*CREATE DATABASE.*--dry-run/);
    const { outcome, steps } = await folder.run('token', { dryRun: true });
    expect(steps).toEqual([]);
    expect(outcome.statements?.slice(0, 4)).toEqual([
      'CREATE DATABASE "yamabiko"',
      'ALTER RETENTION POLICY "autogen" ON "yamabiko" DURATION 90d DEFAULT',
      'CREATE DATABASE "yamabiko_5m"',
      'ALTER RETENTION POLICY "autogen" ON "yamabiko_5m" DURATION 434d DEFAULT',
    ]);
  });

  it('says why 3 Core is not set up', async () => {
    const { folder } = await opened({ version: '3.10.0' });
    await expect(folder.run('token')).rejects.toThrow('at most five databases');
  });

  it('says that a server which is no InfluxDB has no such API', async () => {
    const instead = () => ({ status: 404, body: '404 page not found' });
    const { folder } = await opened({ version: null, instead });
    await expect(folder.run('token')).rejects.toThrow('no API of InfluxDB 2.x at this URL');
  });

  it('takes no answer of another shape for one of InfluxDB', async () => {
    const instead = () => ({ status: 200, body: '<html></html>' });
    const { folder } = await opened({ instead });
    await expect(folder.run('token')).rejects.toThrow('not of the shape that InfluxDB 2.x gives');
  });
});
