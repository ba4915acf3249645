import { expect, it } from 'vitest';
import { knownAddresses } from '../../src/app/known-addresses.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { probeTarget, recordOf } from '../support/manual-prober.ts';

const PEER = '203.0.113.7';

function newest(id: string, differs: Partial<Sample>): Sample {
  const job = { target: probeTarget(id), scheduledAt: 0, attempt: 1 } as const;
  return recordOf(job, { peerAddress: PEER, ...differs }).sample;
}

it('tells the addresses of the targets’ own hosts, by the newest sample of each series', () => {
  const targets = ['plain', 'secured', 'elsewhere', 'missed', 'unseen'].map((id) => ({
    target: probeTarget(id),
    schedule: '* * * * *',
  }));
  const six = { target: probeTarget('plain', { family: 6 }), schedule: '* * * * *' };
  const known = knownAddresses(
    [...targets, six],
    [
      newest('plain', {}),
      newest('secured', { redirectedTo: 'https://secured.example/ja/' }),
      newest('elsewhere', { redirectedTo: 'https://www.elsewhere.example/' }),
      newest('missed', { peerAddress: null }),
      newest('gone', {}),
    ],
  );
  expect(known.map(({ target, address }) => [target.id, target.family, address])).toEqual([
    ['plain', 4, PEER],
    ['secured', 4, PEER],
  ]);
});
