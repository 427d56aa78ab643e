// `npm run python:install -- matplotlib pandas`: fetches Python packages into the data folder before a cell needs them.
import { join } from 'node:path'
import { createPackages } from '@/lib/backend/python/packages'
import { missingPyodide } from '@/lib/backend/python/start-child'
import { packagesIn } from '@/lib/backend/python/create-python-sessions'
import { readEnvironment } from '../environment'
import { EnvironmentError } from '../environment-error'
import { createOutboundFetch } from '../outbound-fetch'

const reasons = {
  offline: 'its server cannot be reached',
  refused: 'its server does not have it',
  damaged: 'what came is not what its checksum says',
  'not installed': 'the Python of the system has its own packages',
} as const

/** What is to be said, and whether all is there now. */
async function install(names: readonly string[]): Promise<{ readonly line: string; readonly isDone: boolean }> {
  if (names.length === 0)
    return { line: 'Name the packages: npm run python:install -- matplotlib pandas', isDone: false }
  const environment = readEnvironment(process.env)
  if (environment.PYTHON_SANDBOX === 'bwrap') {
    const how = "install them with the system's own means, such as apt install python3-matplotlib."
    return { line: `PYTHON_SANDBOX=bwrap takes the packages of the system: ${how}`, isDone: false }
  }
  const missing = missingPyodide()
  if (missing !== undefined) return { line: missing, isDone: false }
  const { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: except } = environment
  const packages = createPackages({
    folder: packagesIn(join(environment.DATA_DIR, 'python')),
    fetch: createOutboundFetch({ http, https, except }),
    baseUrl: environment.PYTHON_PACKAGE_BASE_URL,
  })
  const unknown = await packages.unknownOf(names)
  if (unknown.length > 0) return { line: `Pyodide has no package ${unknown.join(', ')}.`, isDone: false }
  const fetched = await packages.fetch(names)
  if (!fetched.ok) return { line: `${fetched.name} was not installed: ${reasons[fetched.reason]}.`, isDone: false }
  const megabytes = fetched.wheels.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 ** 2
  const all = fetched.wheels.map(({ name }) => name).join(', ')
  return { line: `Ready without a network: ${all} (${megabytes.toFixed(1)} MB).`, isDone: true }
}

try {
  const { line, isDone } = await install(process.argv.slice(2))
  console.log(line)
  process.exitCode = isDone ? 0 : 1
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
