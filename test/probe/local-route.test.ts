import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { needs } from '../support/needs.ts';

/**
 * Two networks of our own: ours has a default route over a router that calls 198.51.100.0/24
 * unreachable, and no route at all to 203.0.113.0/24.
 */
const NETWORK = `
  set -e
  unshare -n sleep 30 & router=$!
  trap 'kill $router' EXIT
  ip link set lo up
  until ip link add ours type veth peer name theirs netns $router 2>/dev/null; do sleep 0.05; done
  ip addr add 10.9.0.1/24 dev ours
  ip link set ours up
  nsenter -t $router -n sh -c '
    ip addr add 10.9.0.2/24 dev theirs; ip link set theirs up
    echo 1 > /proc/sys/net/ipv4/ip_forward
    ip route add unreachable 198.51.100.0/24'
  ip route add default via 10.9.0.2
  ip route add unreachable 203.0.113.0/24
  "$NODE" "$@"
`;

describe.skipIf(!needs('unshare', 'nsenter', 'ip', 'network-namespace'))(
  'an unreachable site',
  () => {
    it('is the prober’s affair without a route of ours, the target’s by a router’s word', async () => {
      const script = join(import.meta.dirname, 'local-route-run.ts');
      const urls = ['http://203.0.113.1/', 'http://198.51.100.1/'];
      const { stdout } = await promisify(execFile)(
        'unshare',
        ['-rn', 'sh', '-c', NETWORK, 'sh', script, ...urls],
        { env: { ...process.env, NODE: process.execPath }, timeout: 120_000 },
      );
      expect(JSON.parse(stdout)).toEqual([
        ['connect', 'prober', 'EHOSTUNREACH'],
        ['connect', 'target', 'ICMP_UNREACHABLE'],
      ]);
    });
  },
);
