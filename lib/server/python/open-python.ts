import { join } from 'node:path'
import type { Fetch } from '@/lib/backend/fetch'
import type { PythonSessions } from '@/lib/backend/python/cell-result'
import { createPythonSessions } from '@/lib/backend/python/create-python-sessions'
import type { Environment } from '../environment'

type PythonEnvironment = Pick<Environment, 'DATA_DIR' | 'PYTHON_SANDBOX' | 'PYTHON_PACKAGE_BASE_URL'>

/** The Python that the environment asks for; its things lie in the data folder. Nothing is started yet. */
export const openPython = ({ DATA_DIR, ...environment }: PythonEnvironment, fetch: Fetch): PythonSessions =>
  createPythonSessions({
    folder: join(DATA_DIR, 'python'),
    sandbox: environment.PYTHON_SANDBOX,
    packageBaseUrl: environment.PYTHON_PACKAGE_BASE_URL,
    fetch,
  })

/** Whoever chose a sandbox learns at the start that there is none, and not with the first cell. */
export async function sayWithoutPython(
  python: Pick<PythonSessions, 'availability'>,
  { PYTHON_SANDBOX: sandbox }: Pick<PythonEnvironment, 'PYTHON_SANDBOX'>,
  say: (line: string) => void = console.error,
) {
  if (sandbox === 'pyodide') return
  const available = await python.availability()
  if (!available.ok) say(`The code interpreter will not run. ${available.message}`)
}
