import { extractText, getDocumentProxy } from 'unpdf';
import { renderPaper } from './paper.js';

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
