import { NestLogger, serviceLogger } from './logging.js';

function captured(level: 'info' | 'debug' = 'info') {
  const lines: string[] = [];
  const logger = serviceLogger('assets', level, { write: (line) => void lines.push(line) });
  return { nest: new NestLogger(logger), read: () => lines.map((line) => JSON.parse(line) as object) };
}

describe('the log of a service', () => {
  it('is one JSON object a line, with service, time and level in words', () => {
    const { nest, read } = captured();
    nest.log('The relay stands still', 'Relay');
    expect(read()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        service: 'assets',
        context: 'Relay',
        msg: 'The relay stands still',
      },
    ]);
  });

  it('keeps the fields of a structured message and the cause of an error', () => {
    const { nest, read } = captured();
    nest.error({ msg: 'Stopped', factId: 'f', err: new Error('outer', { cause: new Error('inner') }) }, 'Reader');
    expect(read()).toMatchObject([
      { level: 'error', factId: 'f', err: { message: 'outer', cause: { message: 'inner' } } },
    ]);
  });

  it('leaves out what the framework says about its own start', () => {
    const { nest, read } = captured();
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    expect(read()).toEqual([]);
  });
});
