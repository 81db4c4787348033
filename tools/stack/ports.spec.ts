import { createServer } from 'node:net';
import { freePorts, holderOf, isFree, keepOrReplace, listeningInodes, portTaken } from './ports.ts';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0
   1: 0100007F:0BB8 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0
   2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0
`;

describe('a port that is taken', () => {
  it('is found by who listens on it, not by who is connected to it', () => {
    expect(listeningInodes(table, 3000)).toEqual(['111']);
    expect(listeningInodes(table, 80)).toEqual(['333']);
    expect(listeningInodes(table, 81)).toEqual([]);
  });

  it('is named with process and command, and another is offered', () => {
    expect(portTaken(3000, { pid: 812, command: 'node server.js' })).toBe(
      'Port 3000 is taken by process 812: node server.js.\nStop it, or choose another port: PORT=3001 npm start',
    );
    expect(portTaken(3000, undefined)).toContain('a process of another user');
  });

  it('is replaced by a free one, and kept when it is free again', async () => {
    const [port = 0] = await freePorts(1);
    expect(await keepOrReplace(['gateway'], { gateway: port })).toEqual({ gateway: port });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    expect(await isFree(port)).toBe(false);
    expect((await keepOrReplace(['gateway'], { gateway: port })).gateway).not.toBe(port);
    if (process.platform === 'linux') expect(holderOf(port)?.pid).toBe(process.pid);
    await new Promise((resolve) => server.close(resolve));
  });
});
