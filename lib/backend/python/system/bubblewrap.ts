// The command that starts the system's Python in a room of its own: no network, no processes or users of others, no
// file that is not Python's, and nowhere to write but into bounded memory.
import { existsSync, realpathSync } from 'node:fs'
import type { PythonLimits } from '../limits'

/** The system's Python; one that somebody has in a home folder is none of it. */
const PYTHONS = ['/usr/bin/python3', '/usr/local/bin/python3']

export interface SystemPrograms {
  readonly bwrap: string
  /** Where the system's Python may be: the first that is there counts. */
  readonly pythons: readonly string[]
}

export const systemPrograms: SystemPrograms = { bwrap: 'bwrap', pythons: PYTHONS }

/** The program itself, behind all links. */
export function pythonOf({ pythons }: SystemPrograms): string | undefined {
  const found = pythons.find((path) => existsSync(path))
  return found && realpathSync(found)
}

/** What Python reads of the system: itself, its libraries, the faces of letters, the zones of time. */
const read = [
  ...['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/usr/local/lib', '/etc/alternatives', '/etc/ld.so.cache'],
  ...['/usr/share/zoneinfo', '/usr/share/fonts', '/usr/local/share/fonts', '/etc/fonts'],
  ...['/usr/share/matplotlib', '/etc/matplotlibrc'],
]

const environment = {
  ...{ HOME: '/tmp', PATH: '/usr/bin', LANG: 'C.UTF-8', MPLBACKEND: 'AGG', MPLCONFIGDIR: '/tmp/.matplotlib' },
  // Libraries of numbers take a thread for each processor, and each its share of memory.
  ...{ OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', NUMEXPR_NUM_THREADS: '1' },
}

const TEMPORARY_BYTES = 64 * 1024 ** 2

/** The descriptor from which bubblewrap reads the filter of calls. */
export const FILTER_DESCRIPTOR = 4

interface Room {
  readonly python: string
  readonly limits: PythonLimits
}

/** The arguments of bubblewrap, up to those of Python. */
export const roomArguments = ({ python, limits }: Room): readonly string[] => [
  ...['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session'],
  ...['--cap-drop', 'ALL', '--uid', '65534', '--gid', '65534', '--hostname', 'sandbox'],
  ...[...read, python].flatMap((path) => ['--ro-bind-try', path, path]),
  ...['--proc', '/proc', '--dev', '/dev'],
  ...['--size', String(TEMPORARY_BYTES), '--tmpfs', '/tmp'],
  ...['--size', String(limits.fileBytes), '--tmpfs', '/mnt/data'],
  ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/mnt/data'],
  ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
  ...['--seccomp', String(FILTER_DESCRIPTOR), '--', python, '-I', '-B'],
]
