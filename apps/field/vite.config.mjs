// Builds the app into dist/apps/field: hashed files, each also compressed, and a worker that knows their names.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compress } from '../compressed.mjs';

const root = import.meta.dirname;
const outDir = join(root, '..', '..', 'dist', 'apps', 'field');

/** What stands in the worker before its own text: which files there are, and a name for them all. */
function worker() {
  return {
    name: 'field-worker',
    closeBundle() {
      const names = readdirSync(outDir, { recursive: true })
        .map((name) => String(name).replaceAll('\\', '/'))
        .filter((name) => statSync(join(outDir, name)).isFile() && !/\.(map|br|gz)$/.test(name));
      const contents = new Map(names.sort().map((name) => [name, readFileSync(join(outDir, name))]));
      const hash = createHash('sha256');
      for (const [name, content] of contents) hash.update(`${name}\0`).update(content);
      const version = hash.digest('hex').slice(0, 12);
      const files = names
        .filter((name) => name !== 'sw.js')
        .map((name) => `/field/${name === 'index.html' ? '' : name}`);
      const head = `self.__version=${JSON.stringify(version)};self.__files=${JSON.stringify(files)};\n`;
      contents.set('sw.js', Buffer.concat([Buffer.from(head), contents.get('sw.js')]));
      writeFileSync(join(outDir, 'sw.js'), contents.get('sw.js'));
      for (const [name, content] of contents) compress(join(outDir, name), content);
    },
  };
}

export default defineConfig({
  root,
  base: '/field/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: join(root, 'index.html'), sw: join(root, 'src', 'sw.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        assetFileNames: 'assets/[name]-[hash][extname]',
        chunkFileNames: 'assets/[name]-[hash].js',
      },
    },
  },
  plugins: [worker()],
});
