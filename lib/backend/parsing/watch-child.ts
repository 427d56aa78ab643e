import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { FileReasonSentence } from '@/lib/run/file-reasons'
import type { ParsingLimits } from './limits'

/** How often the process is looked at. */
const WATCH_MS = 200

export interface ChildWatch {
  /** The process has got on. */
  alive(): void
  /** It has found something: what follows is not its time, until it has got on again, and then the time begins anew. */
  pause(): void
  end(): void
}

/** Watches the time and the memory that a process takes, and says in a sentence what was too much; then it ends. */
export function watchChild(
  child: ChildProcess,
  limits: ParsingLimits,
  onExcess: (message: FileReasonSentence) => void,
): ChildWatch {
  let [wall, silent, isPaused] = [0, 0, false]
  let last = performance.now()
  const timer = setInterval(() => void look().then((message) => message !== undefined && tooMuch(message)), WATCH_MS)

  async function look(): Promise<FileReasonSentence | undefined> {
    const now = performance.now()
    // This process may have been stopped itself.
    const passed = isPaused ? 0 : Math.min(now - last, WATCH_MS * 5)
    last = now
    wall += passed
    silent += passed
    if (wall > limits.wallMs) return `Reading the file takes longer than the ${limits.wallMs / 1_000} s that it may.`
    if (silent > limits.silentMs)
      return `Reading the file does not get on: ${limits.silentMs / 1_000} s without result.`
    const resident = await residentMegabytes(child.pid)
    return resident > limits.residentMegabytes ? tooMuchMemory(limits.residentMegabytes) : undefined
  }

  function tooMuch(message: FileReasonSentence) {
    clearInterval(timer)
    onExcess(message)
  }

  return {
    alive() {
      ;[silent, isPaused] = [0, false]
    },
    pause() {
      ;[wall, isPaused] = [0, true]
    },
    end: () => clearInterval(timer),
  }
}

export const tooMuchMemory = (megabytes: number): FileReasonSentence =>
  `Reading the file takes more memory than the ${megabytes} MB that it may.`

const PAGE_BYTES = 4_096

/** The memory of a process, where the system has a file that tells it: Linux. Elsewhere the heap alone is limited. */
async function residentMegabytes(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  return (Number(text.split(' ')[1] ?? 0) * PAGE_BYTES) / 1024 ** 2
}
