import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noLog } from '../../src/core/ports/log.ts';
import { type Practice, startPractice } from '../../src/practice/practice.ts';
import { placeOf, type SitePlace } from '../../src/practice/site-place.ts';
import { practiceResolver } from '../support/practice-client.ts';

/** The first of many members whose place is as wanted. */
function memberWhere(isWanted: (place: SitePlace) => boolean): string {
  for (let index = 0; ; index += 1) {
    const member = `member-${index}`;
    if (isWanted(placeOf({ id: `${member}-www`, member }))) return member;
  }
}

const carried = memberWhere(({ aliases }) => aliases.length > 0);
const own = memberWhere(({ provider }) => provider === null);
const other = memberWhere(({ provider, host }) => provider === null && !host.includes(own));

describe('the name server of the practice council', () => {
  let practice: Practice;
  const place = (member: string) => placeOf({ id: `${member}-www`, member });

  beforeAll(async () => {
    practice = await startPractice({
      sites: [
        ...[carried, own, other].map((member) => ({
          id: `${member}-www`,
          member,
          profile: 'plain',
        })),
        { id: 'nameless', profile: 'nameless' },
        { id: 'servfail', profile: 'servfail' },
        { id: 'lookup-hanging', profile: 'lookup-hanging' },
      ],
      log: noLog,
    });
  });
  afterAll(() => practice.close());

  it('leads a site that a provider carries into the provider’s zone and range', async () => {
    const { host, aliases, address, provider } = place(carried);
    const resolver = practiceResolver(practice);
    expect(await resolver.resolveCname(host)).toEqual(aliases);
    expect(aliases[0]).toContain(provider?.zone);
    expect(await resolver.resolve4(host)).toEqual([address]);
    expect(address).toBe(`127.20.${provider?.range}.1`);
  });

  it('gives members that run their own sites ranges of their own', async () => {
    const resolver = practiceResolver(practice);
    const [one] = await resolver.resolve4(place(own).host);
    const [two] = await resolver.resolve4(place(other).host);
    expect(one?.split('.').slice(0, 3)).not.toEqual(two?.split('.').slice(0, 3));
    await expect(resolver.resolveCname(place(own).host)).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('knows the name servers of a zone, and where they are', async () => {
    const resolver = practiceResolver(practice);
    const { zone, nameServers } = place(own);
    expect((await resolver.resolveNs(zone)).sort()).toEqual([...nameServers].sort());
    expect(await resolver.resolve4(nameServers[0] ?? '')).toEqual(['127.20.0.53']);
    expect((await resolver.resolveSoa(zone)).nsname).toBe(`ns1.${zone}`);
  });

  it.each([
    ['nameless', 'ENOTFOUND'],
    ['servfail', 'ESERVFAIL'],
    ['lookup-hanging', 'ETIMEOUT'],
  ])('answers as the profile %s says', async (id, code) => {
    const lookup = practiceResolver(practice).resolve4(new URL(practice.urlOf(id)).hostname);
    await expect(lookup).rejects.toMatchObject({ code });
  });

  it('tells a name that does not exist from one without an address of that kind', async () => {
    const resolver = practiceResolver(practice);
    const missing = { code: 'ENOTFOUND' };
    await expect(resolver.resolve4('www.nobody.test')).rejects.toMatchObject(missing);
    await expect(resolver.resolve4('www.example.jp')).rejects.toMatchObject(missing);
    const { host } = place(own);
    await expect(resolver.resolve6(host)).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('asks nobody about case', async () => {
    const [address] = await practiceResolver(practice).resolve4(place(own).host.toUpperCase());
    expect(address).toBe(place(own).address);
  });

  it('serves on after anything that is no query', async () => {
    const port = Number(practice.dnsServer.split(':')[1]);
    const socket = createSocket('udp4');
    const response = Buffer.alloc(40);
    response.writeUInt16BE(0x8400, 2);
    response.writeUInt16BE(1, 4);
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(11, 255), Buffer.alloc(600, 63), response]) {
      await new Promise((resolve) => socket.send(bytes, port, '127.0.0.1', resolve));
    }
    socket.close();
    await once(socket, 'close');
    expect(await practiceResolver(practice).resolve4(place(own).host)).toHaveLength(1);
  });

  it('listens on loopback alone', async () => {
    const sites = [carried, own].map((member) => practice.factsOf(`${member}-www`).address);
    for (const address of [practice.dnsServer, ...sites]) expect(address).toMatch(/^127\./);
    const { port } = new URL(practice.urlOf(`${own}-www`));
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
