import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** What Linux counts processor time in, on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100

/** The resident memory of a process in megabytes; undefined where the system does not say. */
export function memoryOf(pid: number): number | undefined {
  const status = `/proc/${pid}/status`
  if (existsSync(status)) {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6
  }
  if (process.platform === 'win32') return undefined
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  const kilobytes = Number(stdout?.trim())
  return kilobytes > 0 ? (kilobytes * 1024) / 1e6 : undefined
}

/** The processor time that a process has used so far, in milliseconds; undefined where the system does not say. */
export function processorTimeOf(pid: number): number | undefined {
  const fields = fieldsOf(pid)
  return fields && ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000
}

/** What Linux says of a process, behind its name, which stands in parentheses and may contain spaces. */
function fieldsOf(pid: number): readonly string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
  } catch {
    // It has ended, or this is another system.
    return undefined
  }
}

const SAMPLE_MS = 200

/** The largest memory that a process has been seen with while `work` was going on. */
export async function peakMemoryDuring<T>(pid: number, work: () => Promise<T>) {
  let peak = memoryOf(pid)
  const look = () => {
    const now = memoryOf(pid)
    if (now !== undefined && (peak === undefined || now > peak)) peak = now
  }
  const timer = setInterval(look, SAMPLE_MS)
  try {
    const result = await work()
    look()
    return { result, peak }
  } finally {
    clearInterval(timer)
  }
}

/** The same of a process with all that it has started, those that have ended since included; Linux only. */
export function processorTimeOfAll(pid: number): number | undefined {
  if (!existsSync(`/proc/${pid}/stat`)) return undefined
  const children = readdirSync('/proc').flatMap((name) => {
    const fields = /^\d+$/.test(name) ? fieldsOf(Number(name)) : undefined
    return Number(fields?.[1]) === pid ? [fields] : []
  })
  const ticks = [fieldsOf(pid), ...children].map((fields) =>
    [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields?.[index] ?? 0), 0),
  )
  return (ticks.reduce((sum, count) => sum + count, 0) / TICKS_PER_SECOND) * 1000
}
