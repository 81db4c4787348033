// Decisions of the bootstrap, without I/O.

/**
 * @param {string} version such as 20.19.4 or v24.1.0
 * @param {[number, number]} minimum
 */
export function atLeast(version, [major, minor]) {
  const [foundMajor = 0, foundMinor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

/** `os`, `cpu` and `libc` of a package: absent (any), a name, or names with `!` for "not". */
function suits(wanted, here) {
  if (wanted === undefined || here === undefined) return true;
  const names = [wanted].flat();
  if (names.includes(`!${here}`)) return false;
  const positive = names.filter((name) => !name.startsWith('!'));
  return positive.length === 0 || positive.includes(here);
}

/**
 * What `npm ci` would still have to do: packages of the lockfile that are not installed in that version. Compared
 * with npm's own record of what it installed, not with dates: a checkout changes dates.
 * @param {{ packages: Record<string, any> }} lock package-lock.json
 * @param {{ packages: Record<string, any> } | undefined} installed node_modules/.package-lock.json
 * @param {{ os: string, cpu: string, libc?: string }} machine
 * @returns {string[]}
 */
export function missingPackages(lock, installed, machine) {
  return Object.entries(lock.packages)
    .filter(([path, wanted]) => path.startsWith('node_modules/') && !isInstalled(path, wanted))
    .map(([path]) => path);

  function isInstalled(path, wanted) {
    const found = installed?.packages[path];
    if (found) return wanted.link ? found.link === true : found.version === wanted.version;
    // Optional packages of other machines are left out by npm; some optional ones are left out anywhere.
    if (!wanted.optional) return false;
    const ours =
      wanted.os !== undefined &&
      suits(wanted.os, machine.os) &&
      suits(wanted.cpu, machine.cpu) &&
      suits(wanted.libc, machine.libc);
    return !ours;
  }
}

/**
 * Optional dependencies that the lockfile's packages ask for and the lockfile does not hold.
 * @param {{ packages: Record<string, any> }} lock
 */
export function leftOut(lock) {
  const found = [];
  for (const [from, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!places(from, name).some((path) => lock.packages[path])) found.push({ name, version, from });
    }
  }
  return found;
}

/** Where Node looks for `name` from a package that lies at `from`: beside it, then each folder further out. */
function places(from, name) {
  const found = [];
  for (let path = from; ; path = path.slice(0, Math.max(0, path.lastIndexOf('node_modules/'))).replace(/\/$/, '')) {
    found.push(`${path ? `${path}/` : ''}node_modules/${name}`);
    if (!path) return found;
  }
}

/**
 * The machine a prebuilt package is for, from its name: @oxlint/binding-linux-x64-musl.
 * @param {string} name
 */
export function platformOf(name) {
  const found =
    /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64)(?:-(\w+))?$/.exec(
      name,
    );
  if (!found) return undefined;
  const [, os, cpu, abi = ''] = found;
  const libc =
    os === 'linux' ? (abi.includes('musl') ? ['musl'] : abi.includes('gnu') ? ['glibc'] : undefined) : undefined;
  return { cpu: [cpu], ...(libc ? { libc } : {}), os: [os] };
}
