/** The name, or the first one with a number behind it that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string | undefined>): string {
  let free = name
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`
  return free
}
