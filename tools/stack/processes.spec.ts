import { spawn } from 'node:child_process';
import { gone, identify, isRunning, runState, signal, startTicks, startTime } from './processes.ts';

const stat = (name: string) =>
  `4242 (${name}) S 1 4242 4242 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 1000 50 18446744073709551615 1 1`;

describe('recognising a process', () => {
  it.each(['node', 'a b', 'tricky) S 9 (x', '((('])('reads the start time beside a name such as "%s"', (name) => {
    expect(startTicks(stat(name))).toBe('987654');
    expect(runState(stat(name))).toBe('S');
  });

  it('knows a running process, and not one that has its number but another start time', () => {
    const me = identify(process.pid);
    expect(isRunning(me)).toBe(true);
    expect(isRunning({ ...me, startedAt: 'before the machine restarted' })).toBe(false);
  });

  it('never signals a process that only has the same number', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const id = identify(child.pid ?? -1);
    expect(signal({ pid: id.pid, startedAt: 'another' }, 'SIGKILL')).toBe(false);
    expect(isRunning(id)).toBe(true);
    expect(signal(id, 'SIGKILL')).toBe(true);
    expect(await gone(id, 5_000)).toBe(true);
    expect(startTime(id.pid)).toBeUndefined();
  });
});
