import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Connections that have not carried a request yet. Node counts them as busy, waiting for their headers: a shutdown would wait
 * up to a minute for a proxy, or a browser, that connects ahead of its next request.
 */
export class UnusedConnections {
  readonly #unused = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#unused.add(socket);
      socket.once('close', () => this.#unused.delete(socket));
    });
    server.on('request', ({ socket }) => this.#unused.delete(socket));
  }

  /** Ends them, and those that still come, until `closed` is settled. */
  async endUntil(closed: Promise<unknown>): Promise<void> {
    const sweep = setInterval(() => {
      for (const socket of this.#unused) socket.destroy();
    }, 50);
    await closed.finally(() => clearInterval(sweep));
  }
}
