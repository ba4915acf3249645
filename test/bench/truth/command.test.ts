import { describe, expect, it } from 'vitest';
import {
  commandOfHost,
  commandOfPath,
  hostOfCommand,
  pathOfCommand,
} from '../../../bench/truth/command.ts';

const COMMAND = { id: 7, dnsMs: 25, tlsMs: 40, waitMs: 200, gapMs: 30, bodyBytes: 2048 };

describe('a command to the truth servers', () => {
  it('comes back whole from host name and path', () => {
    const read = {
      ...commandOfHost(hostOfCommand(COMMAND, 'site3')),
      ...commandOfPath(pathOfCommand(COMMAND)),
    };
    expect(read).toEqual(COMMAND);
  });

  it('is read whatever the case of the name, which resolvers may change', () => {
    expect(commandOfHost(hostOfCommand(COMMAND).toUpperCase())).toEqual({
      id: 7,
      dnsMs: 25,
      tlsMs: 40,
    });
  });

  it('commands nothing in another form', () => {
    expect(commandOfHost('www.example.test')).toEqual({ id: 0, dnsMs: 0, tlsMs: 0 });
    expect(commandOfPath('/robots.txt')).toEqual({ id: 0, waitMs: 0, gapMs: 0, bodyBytes: 0 });
  });
});
