import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Brings the loopback up, gives it the addresses after `--`, and becomes the script. */
const PREPARE = `
  set -e
  script=$1; shift
  ip link set lo up
  for address in "$@"; do
    case $address in *:*) ip addr add "$address/128" dev lo nodad ;; *) ip addr add "$address/32" dev lo ;; esac
  done
  exec "$NODE" "$script"
`;

/**
 * Runs a script of ours in a network of its own, whose loopback has the given addresses and which
 * has no route to anywhere else; returns what it prints. Asks for `needs('ip', 'network-namespace')`.
 */
export async function runInOwnNetwork(
  script: string,
  addresses: readonly string[],
  timeoutMs = 120_000,
): Promise<string> {
  const { stdout } = await run(
    'unshare',
    ['-rn', 'sh', '-c', PREPARE, 'sh', script, ...addresses],
    { env: { ...process.env, NODE: process.execPath }, timeout: timeoutMs },
  );
  return stdout;
}
