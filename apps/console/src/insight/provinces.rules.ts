export interface Count {
  key: string | null;
  devices: number;
}

/**
 * Devices by province. A place lies in what directory says; one in no province, and one of which directory says nothing to this reader
 * (it may be out of his scope), is counted under null, so that the sum stays that of the register.
 */
export function byProvince(
  places: readonly Count[],
  within: ReadonlyMap<string, readonly string[]>,
  provinceIds: ReadonlySet<string>,
): Map<string | null, number> {
  const devices = new Map<string | null, number>();
  for (const { key, devices: count } of places) {
    const found = key === null ? null : ([key, ...(within.get(key) ?? [])].find((id) => provinceIds.has(id)) ?? null);
    devices.set(found, (devices.get(found) ?? 0) + count);
  }
  return devices;
}
