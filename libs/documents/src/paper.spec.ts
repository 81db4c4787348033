import { extractText, getDocumentProxy } from 'unpdf';
import { memoryOf } from '../../../test/bench/memory.ts';
import { printPaper, renderPaper } from './paper.js';
import { finished } from './paper.rules.js';

const template = `#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: datetime(year: 2026, month: 11, day: 25))
#set text(font: "Libertinus Serif", lang: "fr")
= #d.title
#d.said`;
const data = { title: 'Procès-verbal', said: 'Écran fêlé, œuvre, ɛ ɔ #panic("x") $y$ *z*' };

const textOf = async (pdf: Buffer): Promise<string> =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })).text;

describe('a paper', () => {
  it('says its data as text that can be copied, and none of it becomes markup', async () => {
    const text = await textOf(await renderPaper(template, data));
    expect(text).toContain('Procès-verbal');
    expect(text).toContain(data.said);
  });

  it('is the same, byte by byte, for the same data, and tagged PDF/A', async () => {
    const [one, again, other] = await Promise.all([
      renderPaper(template, data),
      renderPaper(template, data),
      renderPaper(template, { ...data, said: '' }),
    ]);
    expect(one.equals(again)).toBe(true);
    expect(one.equals(other)).toBe(false);
    expect(one.toString('latin1')).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A</);
    expect(one.toString('latin1')).toContain('/StructTreeRoot');
  });

  it('is given up when it takes too long, and the next one is printed all the same', async () => {
    const endless = renderPaper('#for i in range(10000000) [#i ]', {}, 1);
    const next = renderPaper(template, data);
    await expect(endless).rejects.toThrow('given up after 1 seconds');
    expect((await next).length).toBeGreaterThan(1_000);
  });

  it('that its template forbids says why', async () => {
    await expect(renderPaper('#panic("no unit")', {})).rejects.toThrow('no unit');
  });
});

it('fifty papers in a row are the same bytes, and leave no memory behind, here or in the printer', async () => {
  const first = await renderPaper(template, data);
  const print = async (papers: number): Promise<number> => {
    for (let printed = 0; printed < papers; printed += 1) {
      expect((await renderPaper(template, data)).equals(first)).toBe(true);
    }
    return memoryOf([process.pid]);
  };
  const early = await print(5);
  // A cache that is kept grows by five megabytes a paper.
  expect((await print(50)) - early).toBeLessThan(120);
});

describe('the template of all papers', () => {
  const odd = {
    ...{ title: ['Bon', 'Slip'] as const, number: 'WB-1', day: '2026-11-25', notices: [], signatures: [], note: null },
    sections: [
      {
        ...{ kind: 'table' as const, heading: ['Articles', 'Items'] as const },
        columns: [{ heading: ['Série', 'Serial'] as const, width: 20, as: 'code' as const }],
        rows: [['5CD359FMMR'], [''], [null], ['VERYLONGSERIAL-0123456789-ABCDEFGHIJKLM-0123456789']],
      },
    ],
  };
  it('keeps a serial one word while it can be read, and prints blanks', async () => {
    const text = await textOf(await printPaper(finished(odd, { publicUrl: '' })));
    expect(text).toContain('5CD359FMMR');
    expect(text.replaceAll(/\s/g, '')).toContain('VERYLONGSERIAL-0123456789-ABCDEFGHIJKLM-0123456789');
  });
  it('prints a hash that can be copied letter by letter', async () => {
    const signed = 'fffbfffe'.repeat(8);
    expect(await textOf(await printPaper(finished(odd, { publicUrl: '', signed })))).toContain(`sha256 ${signed} `);
  });
});
