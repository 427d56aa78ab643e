import type { PythonState } from '@/lib/protocol/python'

const walls = {
  bwrap: 'behind bubblewrap',
  unshare: 'without a network (unshare), but not behind bubblewrap',
  none: "confined by Node's permission model alone: install bubblewrap where strangers can have code run",
} as const satisfies Record<Extract<PythonState, { ok: true }>['wall'], string>

/** What the operator is told of the code interpreter. It is no fault of the data folder's. */
export function pythonLine(state: PythonState): string {
  if (!state.ok) return `The code interpreter cannot run. ${state.message}`
  const { sandbox, version, wall, packages } = state
  const which = sandbox === 'pyodide' ? `Python ${version} (Pyodide)` : `the system's Python ${version}`
  const there = packages.length > 0 ? packages.join(', ') : 'none but the standard library'
  return `The code interpreter runs ${which}, ${walls[wall]}. Packages that are here: ${there}.`
}
