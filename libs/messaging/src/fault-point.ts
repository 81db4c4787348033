// Where a process is killed to show that nothing is lost and nothing doubles. Commands: before-commit, after-commit.
// Relay: after-numbering, before-publish, after-publish. Readers: before-effect, before-position-commit, after-position-commit.

const passed = new Map<string, number>();

/** FAULT_POINT=`<name>:<n>` kills this process, without any goodbye, at the n-th passing. Only where DOTATION_FAULTS=1. */
export function faultPoint(name: string): void {
  if (process.env['DOTATION_FAULTS'] !== '1') return;
  const [, wanted, n] = /^(.+):(\d+)$/.exec(process.env['FAULT_POINT'] ?? '') ?? [];
  if (wanted !== name) return;
  const count = (passed.get(name) ?? 0) + 1;
  passed.set(name, count);
  if (count === Number(n)) process.kill(process.pid, 'SIGKILL');
}
