// Runs in a process of its own, which prints some papers and ends: what Typst's cache keeps goes with it, and a paper that takes too long
// can be ended. It imports no file of ours: it is started as it stands, from the source in tests and from what was built in the product.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface PaperJob {
  /** Typst; what it prints of the data it reads with `json(bytes(sys.inputs.data))`, where no text can become markup. */
  template: string;
  data: unknown;
}
export type Printed = { pdf: Uint8Array } | { failed: string };

/** Its fonts are looked for once. */
const compiler = NodeCompiler.create();

process.on('message', ({ template, data }: PaperJob) => process.send?.(printed(template, data)));

function printed(template: string, data: unknown): Printed {
  try {
    const inputs = { data: JSON.stringify(data) };
    return { pdf: compiler.pdf({ mainFileContent: template, inputs }, { pdfStandard: 'a-2a', pdfTags: true }) };
  } catch (error) {
    // Typst says what is wrong in the code of its error.
    const { code, message } = error as { code?: string; message?: string };
    return { failed: code ?? message ?? 'no reason given' };
  } finally {
    compiler.evictCache(0);
  }
}
