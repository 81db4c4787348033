import Table from 'cli-table3';

/** How a journey tells what happens: tables for a person, nothing for a script. */
export interface Story {
  chapter(title: string): void;
  say(text: string): void;
  table(headings: string[], rows: (string | number | null | undefined)[][]): void;
}

/** Column widths that fit the terminal: the widest column gives way, and its words wrap. */
function widthsOf(lines: string[][], available: number): number[] {
  const widths = (lines[0] ?? []).map(
    (_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)) + 2,
  );
  const over = widths.reduce((sum, width) => sum + width + 1, 1) - available;
  const widest = widths.indexOf(Math.max(...widths));
  return widths.map((width, column) => (column === widest && over > 0 ? Math.max(20, width - over) : width));
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
