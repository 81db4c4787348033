/** A bucket that fills steadily and holds ten seconds' worth: bursts pass, a flood does not. */
export interface Bucket {
  tokens: number;
  filledAt: number;
}

const burstSeconds = 10;

export function fullBucket(perSecond: number, now: number): Bucket {
  return { tokens: perSecond * burstSeconds, filledAt: now };
}

/** Takes one request out of the bucket; false when it is empty. `now` in milliseconds. */
export function takeOne(bucket: Bucket, perSecond: number, now: number): boolean {
  const gained = (Math.max(0, now - bucket.filledAt) / 1000) * perSecond;
  bucket.tokens = Math.min(perSecond * burstSeconds, bucket.tokens + gained);
  bucket.filledAt = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
