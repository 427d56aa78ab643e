import { existsSync, readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** Where the figures come from, in one line. It begins as documents say it: `npm run release` looks for the version. */
export function machineLine(): string {
  const cores = availableParallelism()
  const parts = [
    new Date().toISOString().slice(0, 10),
    `version ${versionHere()}`,
    `${cores} ${cores === 1 ? 'core' : 'cores'} (${cpus()[0]?.model.trim() || arch()})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `Node ${process.versions.node}`,
    systemName(),
  ]
  // Windows has no such figure and gives zeros.
  if (process.platform !== 'win32') parts.push(`load average ${loadavg()[0]?.toFixed(1)} at the start`)
  return parts.join(', ')
}

function versionHere(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}

function systemName() {
  const file = '/etc/os-release'
  const pretty = existsSync(file) ? /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined
  return `${pretty ?? `${type()} ${release()}`}, ${arch()}`
}
