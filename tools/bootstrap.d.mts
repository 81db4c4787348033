import type { Progress } from './stack/progress.mjs';
export const repository: string;
export function runTool(
  tool: string,
  args: string[],
  options?: { out?: NodeJS.WriteStream; build?: boolean; title?: string },
): Promise<void>;
export function ensureBuilt(progress: Progress): Promise<void>;
