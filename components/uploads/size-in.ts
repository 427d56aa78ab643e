const units = ['bytes', 'kilobytes', 'megabytes', 'gigabytes'] as const

/** A number of bytes in the unit that fits, with at most one digit behind the point. */
export function sizeIn(bytes: number): { readonly unit: (typeof units)[number]; readonly size: string } {
  let power = 0
  let rounded = bytes
  // 999,950 bytes would be written as 1000.0 kB.
  while (rounded >= 1_000 && power < units.length - 1) {
    power++
    rounded = Math.round(bytes / 1_000 ** power / 0.1) * 0.1
  }
  return { unit: units[power]!, size: power === 0 ? String(bytes) : rounded.toFixed(1).replace(/\.0$/, '') }
}
