import { readdir, readFile } from 'node:fs/promises'

const PAGE = 4_096
/** Of the kernel's counts of time: so many make a second, on every machine. */
const TICKS = 100

export interface Use {
  readonly bytes: number
  readonly cpuMs: number
}

/** What a process and all that were started below it hold, and what time they have had. Linux tells; zero elsewhere. */
export async function useOf(pid: number): Promise<Use> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '')
  const threadsOf = readdir(`/proc/${pid}/task`).catch((): string[] => [])
  const [size, times, threads] = await Promise.all([read('statm'), read('stat'), threadsOf])
  // Each thread has its own children.
  const lists = await Promise.all(threads.map((thread) => read(`task/${thread}/children`)))
  const children = lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
  const below = await Promise.all(children.map(useOf))
  // A name with spaces stands before the numbers.
  const [user = 0, system = 0] = times
    .slice(times.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  const own: Use = { bytes: Number(size.split(' ')[1] ?? 0) * PAGE, cpuMs: ((user + system) / TICKS) * 1_000 }
  return below.reduce((sum, use) => ({ bytes: sum.bytes + use.bytes, cpuMs: sum.cpuMs + use.cpuMs }), own)
}
