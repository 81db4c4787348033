// Runs in a process of its own, once: what Typst's cache keeps goes with it, and a paper that takes too long can be ended. It imports no
// file of ours: it is started as it stands, from the source in tests and from what was built in the product.
import { text } from 'node:stream/consumers';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface PaperJob {
  /** Typst; what it prints of the data it reads with `json(bytes(sys.inputs.data))`, where no text can become markup. */
  template: string;
  data: unknown;
}

const { template, data } = JSON.parse(await text(process.stdin)) as PaperJob;
const pdf = NodeCompiler.create().pdf(
  { mainFileContent: template, inputs: { data: JSON.stringify(data) } },
  { pdfStandard: 'a-2a', pdfTags: true },
);
process.stdout.write(pdf);
