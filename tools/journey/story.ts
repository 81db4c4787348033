import Table from 'cli-table3';

/** How a journey tells what happens: tables for a person, nothing for a script. */
export interface Story {
  chapter(title: string): void;
  say(text: string): void;
  table(headings: string[], rows: (string | number | null | undefined)[][]): void;
}

/** Column widths that fit the terminal: whichever column is widest gives way, its words wrap, and no word is cut. */
function widthsOf(lines: string[][], available: number): number[] {
  const columns = (lines[0] ?? []).map((_, column) => lines.map((cells) => cells[column] ?? ''));
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)) + 2);
  const least = columns.map(
    (cells) => Math.max(...cells.flatMap((cell) => cell.split(' ')).map((word) => word.length)) + 2,
  );
  const total = (): number => widths.reduce((sum, width) => sum + width + 1, 1);
  while (total() > available) {
    const spare = widths.map((width, column) => (width > (least[column] ?? 0) ? width : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    widths[spare.indexOf(widest)] = widest - 1;
  }
  return widths;
}

/** Prints; a table longer than `most` rows shows its beginning and its end. */
export function printedStory(write: (text: string) => void, width = 116, most = 30): Story {
  let chapter = 0;
  return {
    chapter(title) {
      chapter += 1;
      write(`\n\u001b[1m${chapter}. ${title}\u001b[0m\n`);
    },
    say(text) {
      write(`   ${text}\n`);
    },
    table(headings, rows) {
      if (rows.length === 0) return;
      const cells = rows.map((row) => row.map((cell) => (cell === null || cell === undefined ? '–' : String(cell))));
      const half = Math.floor((most - 1) / 2);
      const table = new Table({
        head: headings,
        colWidths: widthsOf([headings, ...cells], width),
        wordWrap: true,
        style: { head: ['cyan'], border: ['grey'], compact: true },
      });
      if (cells.length <= most) table.push(...cells);
      else {
        const content = `… ${cells.length - 2 * half} more rows like these …`;
        table.push(
          ...cells.slice(0, half),
          [{ colSpan: headings.length, content, hAlign: 'center' }],
          ...cells.slice(-half),
        );
      }
      write(`${table.toString().replace(/^/gm, '   ')}\n`);
    },
  };
}

export const silentStory: Story = { chapter: () => undefined, say: () => undefined, table: () => undefined };
