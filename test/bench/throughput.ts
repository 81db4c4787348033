import { Agent, request } from 'node:http';

/** Keeps `connections` requests under way for `forMs` and returns answers a second; any answer but 200 throws. */
export async function throughput(
  url: string,
  headers: Record<string, string>,
  connections: number,
  forMs: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = Date.now() + forMs;
  let answers = 0;
  const once = (): Promise<void> =>
    new Promise((resolve, reject) => {
      request(url, { agent, headers }, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
        );
      })
        .on('error', reject)
        .end();
    });
  const worker = async (): Promise<void> => {
    while (Date.now() < until) {
      await once();
      answers += 1;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return (answers / (performance.now() - began)) * 1000;
}
