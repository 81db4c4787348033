import { sha256 } from '../ids.js';
import { afterWrites } from '../store/state.js';
import { vault } from '../store/vault.js';

const largest = 250 * 1024;
const leastFree = 20 * 1024 * 1024;

/** Draws the picture smaller until it fits; keeps it under its hash. */
export async function keepPhoto(file: Blob): Promise<{ hash: string } | { failed: 'noRoom' | 'photoFailed' }> {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < leastFree) return { failed: 'noRoom' };
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return { failed: 'photoFailed' };
  for (let side = 1280, quality = 0.6; side >= 320; side *= 0.8, quality = Math.max(0.4, quality - 0.05)) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (blob && blob.size <= largest) return { hash: await keepFile(blob) };
  }
  return { failed: 'photoFailed' };
}

export async function keepFile(blob: Blob): Promise<string> {
  const content = new Uint8Array(await blob.arrayBuffer());
  const hash = await sha256(content);
  await afterWrites(() => vault.keepFile(hash, content));
  return hash;
}
