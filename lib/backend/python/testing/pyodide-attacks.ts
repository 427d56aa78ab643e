import { environment, files, network, shell } from './attacks'
import { ended, endured, fatal, interrupted } from './bombs'
import { bridge, process } from './bridge-attacks'
import type { Attacks } from './describe-attacks'

export const pyodideImports =
  'import ctypes, js, os, pyodide_js, socket, sqlite3, subprocess, sys; from pyodide.ffi import create_proxy, to_js'

/** All there are against Pyodide. */
export const pyodideAttacks: Attacks = {
  escapes: { shell, files, environment, network, bridge, process },
  ...{ endured, interrupted, fatal, ended },
}

/** One or two of each kind, for where all of them would take too long. */
export const someOf = ({ escapes, ...others }: Attacks): Attacks => ({
  escapes: Object.fromEntries(Object.entries(escapes).map(([name, group]) => [name, group.slice(0, 2)])),
  endured: others.endured.slice(0, 1),
  interrupted: others.interrupted.slice(0, 1),
  fatal: others.fatal.slice(0, 1),
  ended: others.ended.slice(0, 1),
})
