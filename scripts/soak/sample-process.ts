import { existsSync, readdirSync } from 'node:fs'
import { memoryOf } from '../bench/process-usage'

/** What a process was seen with at one moment; undefined where the system does not say. */
export interface ProcessSample {
  readonly atMs: number
  readonly memoryMb: number | undefined
  readonly descriptors: number | undefined
}

const SAMPLE_MS = 5_000

/** Looks at a process every few seconds until it is stopped. */
export function sampleProcess(pid: number) {
  const startedAt = performance.now()
  const samples: ProcessSample[] = []
  const look = () =>
    samples.push({ atMs: performance.now() - startedAt, memoryMb: memoryOf(pid), descriptors: descriptorsOf(pid) })
  look()
  const timer = setInterval(look, SAMPLE_MS)
  return {
    stop(): readonly ProcessSample[] {
      clearInterval(timer)
      look()
      return samples
    },
  }
}

function descriptorsOf(pid: number): number | undefined {
  const folder = `/proc/${pid}/fd`
  return existsSync(folder) ? readdirSync(folder).length : undefined
}
