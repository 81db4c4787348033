// What a person sees while things start and stop: one line per step, with its duration.
// Plain JavaScript, because the first steps run under whatever Node is there, before anything is installed.

/** @type {import('./progress.d.mts').Progress} For tests: says nothing. */
export const quietly = {
  step: (_title, work) => work(() => undefined),
  note: () => undefined,
};

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * A line is written when its step ends. On a terminal, steps under way are shown on one line below that is
 * overwritten; steps may run at the same time.
 * @param {NodeJS.WriteStream} out
 * @returns {import('./progress.d.mts').Progress}
 */
export function onTerminal(out = process.stdout) {
  const colour = out.isTTY && !process.env['NO_COLOR'];
  const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const underWay = new Map();
  let shown = false;
  // Whoever reads our output may go away (a closed terminal, `| head`); what runs must still be stopped in order.
  out.on('error', () => undefined);

  const clear = () => {
    if (shown) out.write('\r\u001b[2K');
    shown = false;
  };
  const show = () => {
    if (!out.isTTY || underWay.size === 0) return;
    const text = `  … ${[...underWay.values()].join(' · ')}`;
    out.write(text.slice(0, (out.columns || 80) - 1));
    shown = true;
  };
  const line = (text) => {
    clear();
    out.write(`${text}\n`);
    show();
  };

  return {
    async step(title, work) {
      const id = Symbol(title);
      const begun = Date.now();
      let detail = '';
      const took = () => paint(2, seconds(Date.now() - begun));
      underWay.set(id, title);
      clear();
      show();
      try {
        const result = await work((text) => {
          detail = text;
          underWay.set(id, `${title} (${text})`);
          clear();
          show();
        });
        underWay.delete(id);
        line(`  ${paint(32, '✓')} ${title}${detail ? paint(2, ` (${detail})`) : ''} ${took()}`);
        return result;
      } catch (error) {
        underWay.delete(id);
        line(`  ${paint(31, '✗')} ${title} ${took()}`);
        throw error;
      }
    },
    note: (text) => line(`  ${paint(33, '•')} ${text}`),
  };
}
