import { existsSync, readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** Where the figures come from, in one line. */
export function machineLine(): string {
  const cores = availableParallelism()
  const parts = [
    `${cores} ${cores === 1 ? 'core' : 'cores'} (${cpus()[0]?.model.trim() || arch()})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `Node ${process.versions.node}`,
    systemName(),
  ]
  // Windows has no such figure and gives zeros.
  if (process.platform !== 'win32') parts.push(`load average ${loadavg()[0]?.toFixed(1)} at the start`)
  return parts.join(', ')
}

function systemName() {
  const file = '/etc/os-release'
  const pretty = existsSync(file) ? /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined
  return `${pretty ?? `${type()} ${release()}`}, ${arch()}`
}
