import { openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { killableStore, measureFiveSites } from './five-sites.ts';

/**
 * Child of the kill test: measures five sites and kills itself as soon as its second mark is stored,
 * while what was measured since the newest commit only waits. Arguments: data directory, port.
 */
const [dir = '', port = '0'] = process.argv.slice(2);
const store = await openEmbeddedStore(killableStore(dir));
let marks = 0;
const state = {
  ...store.state,
  async setMark(name: string, value: number): Promise<void> {
    await store.state.setMark(name, value);
    marks += 1;
    if (marks === 2) process.kill(process.pid, 'SIGKILL');
  },
};
await measureFiveSites({ ...store, state }, Number(port));
