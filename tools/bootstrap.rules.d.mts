export function atLeast(version: string, minimum: [number, number]): boolean;
interface Locked {
  version?: string;
  link?: boolean;
  optional?: boolean;
  os?: string | string[];
  cpu?: string | string[];
  libc?: string | string[];
}
export function missingPackages(
  lock: { packages: Record<string, Locked> },
  installed: { packages: Record<string, Locked> } | undefined,
  machine: { os: string; cpu: string; libc?: string },
): string[];
export function leftOut(lock: { packages: Record<string, object> }): { name: string; version: string; from: string }[];
export function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | undefined;
