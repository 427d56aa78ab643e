// `npm run test:appbuilder-python`: the Python appbuilder-sdk of this machine against a server of our own. Without the
// SDK, or what it needs, there is nothing to test, which is said and counts as skipped.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startServer } from '@/lib/server/testing/start-server'

const script = fileURLToPath(new URL('appbuilder-python/check.py', import.meta.url))
const python = process.env.PYTHON || 'python3'

function versionOfSdk(): string | undefined {
  const look = 'import requests, pydantic, appbuilder; print(appbuilder.__version__)'
  const { status, stdout } = spawnSync(python, ['-c', look], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

const version = versionOfSdk()
if (version === undefined) {
  console.log(`${python} has no appbuilder-sdk with requests and pydantic 2.`)
  console.log('0 passed, 0 failed, 1 skipped')
} else {
  const server = await startServer()
  console.log(`appbuilder-sdk ${version} against ${server.url}`)
  const env = { ...process.env, GATEWAY_URL: server.url, APPBUILDER_TOKEN: 'not-needed', PYTHONIOENCODING: 'utf-8' }
  const { status } = spawnSync(python, [script], { stdio: 'inherit', env })
  await server.stop()
  console.log(status === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed')
  process.exitCode = status === 0 ? 0 : 1
}
