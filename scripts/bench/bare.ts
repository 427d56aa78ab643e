// The bare app beside which the playground is measured: a Next app with the same libraries and nothing else.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { ServerOptions } from '@/lib/server/testing/start-server'
import { delayArgs } from './event-loop-delay'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** How its server is started once it is built. */
export const bareServer: ServerOptions = { args: [...delayArgs, '--import', 'tsx', at('./bare-server.ts')] }

export function buildBareApp() {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, 'build'], {
    cwd: at('./bare-app'),
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The bare app could not be built:\n${stdout}${stderr}`)
}
