// Where webhooks go in a test: a real HTTP server that writes down what came and answers as it is told.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Came {
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

export interface Target {
  url: string;
  came: Came[];
  /** What it does with the next requests; by default it takes them. */
  answer: (response: ServerResponse, came: Came) => void | Promise<void>;
  /** Nobody answers at the address until it opens again. */
  stop(): Promise<void>;
  open(): Promise<void>;
}

export async function startTarget(): Promise<Target> {
  let port = 0;
  const target: Target = {
    url: '',
    came: [],
    answer: (response) => void response.end('thanks'),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    open: async () => {
      await once(server.listen(port, '127.0.0.1'), 'listening');
      port = (server.address() as AddressInfo).port;
      target.url = `http://127.0.0.1:${port}/hook`;
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const came = { headers: request.headers, body: Buffer.concat(chunks).toString(), at: Date.now() };
    target.came.push(came);
    await target.answer(response, came);
  });
  await target.open();
  return target;
}
