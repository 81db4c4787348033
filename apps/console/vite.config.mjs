// Builds the desk into dist/apps/console: hashed files, each also compressed.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compress } from '../compressed.mjs';

const root = import.meta.dirname;
const outDir = join(root, '..', '..', 'dist', 'apps', 'console');

const compressed = {
  name: 'console-compressed',
  closeBundle() {
    for (const name of readdirSync(outDir, { recursive: true })) {
      const path = join(outDir, String(name));
      if (statSync(path).isFile() && !/\.(map|br|gz)$/.test(path)) compress(path, readFileSync(path));
    }
  },
};

export default defineConfig({
  root,
  base: '/desk/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // What the first page may weigh is a test of the stage "browser", compressed as it is sent.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      // "use client" means something to servers that render React; there is none here.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
    },
  },
  plugins: [compressed],
});
