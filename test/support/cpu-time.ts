/**
 * CPU time that this thread spends on something, ms: unlike time by the clock it does not grow while
 * the machine is busy with others. What threads of Node's own do, like unpacking, is not in it.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
