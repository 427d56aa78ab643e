// Builds the pages when their sources are not those of the last build.
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { forgetBuild, hasBuild, isBuilt, recordBuild } from './build-record'
import { type FileLock, takeLock } from './file-lock'
import { pagesFingerprint } from './fingerprint.mjs'
import { markFirstScripts } from './first-scripts'
import { StartError } from './start-error'
import { compressStaticFiles } from './static-files'
import { buildViewer } from './viewer/serve-viewer'

export interface BuildOptions {
  readonly root: string
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** Builds `.next` unless it is of these sources. Throws StartError when they do not build. */
export async function ensureBuilt({ root, say, signal }: BuildOptions): Promise<void> {
  if (isBuilt(root)) return
  const lock = await takeBuildLock(root, { say, signal })
  try {
    // Another process may have built them while this one waited.
    if (!isBuilt(root)) await build({ root, say, signal })
  } finally {
    lock.release()
  }
}

async function takeBuildLock(root: string, { say, signal }: Pick<BuildOptions, 'say' | 'signal'>): Promise<FileLock> {
  const folder = join(root, 'node_modules', '.cache', 'assistants-playground')
  mkdirSync(folder, { recursive: true })
  const take = () => takeLock(join(folder, 'build-lock.db'))
  const first = take()
  if (first) return first
  say('Another process is building the pages: waiting for it.')
  for (;;) {
    await wait(200, undefined, { signal })
    const lock = take()
    if (lock) return lock
  }
}

const PROGRESS_MS = 5_000

async function build({ root, say, signal }: BuildOptions): Promise<void> {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const fingerprint = pagesFingerprint(root)
  const isFirst = !hasBuild(root)
  forgetBuild(root)
  say('Building the pages. This is done once and takes about a minute.')
  const progress = setInterval(() => say(`Still building, ${seconds()} s.`), PROGRESS_MS)
  try {
    const output = await runNextBuild(root, { isFirst, signal })
    if (output.code !== 0) throw new StartError(`The pages could not be built:\n${output.text.trimEnd()}`)
    await buildViewer(root, signal).catch((error: Error) => {
      throw new StartError(error.message)
    })
    await markFirstScripts(root)
    await compressStaticFiles(root)
  } finally {
    clearInterval(progress)
  }
  recordBuild(root, fingerprint)
  say(`Built in ${seconds()} s.`)
}

interface NextBuild {
  /** Many checkouts are built once: only later builds keep what makes the one after them quicker. */
  readonly isFirst: boolean
  readonly signal: AbortSignal
}

function runNextBuild(root: string, { isFirst, signal }: NextBuild): Promise<{ code: number; text: string }> {
  const next = createRequire(join(root, 'package.json')).resolve('next/dist/bin/next')
  const child = fork(next, ['build'], {
    cwd: root,
    execArgv: ['--import', pathToFileURL(join(root, 'lib/server/build-child.mjs')).href],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PLAYGROUND_SERVER_PID: String(process.pid),
      PLAYGROUND_BUILD_CACHE: isFirst ? 'off' : 'on',
    },
    silent: true,
    // A group of its own, so that it ends with all that it started.
    detached: process.platform !== 'win32',
  })
  const stop = () => killTree(child)
  signal.addEventListener('abort', stop, { once: true })
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop)
      resolve({ code: code ?? 1, text: Buffer.concat(chunks).toString('utf8') })
    })
  })
}

function killTree({ pid }: ChildProcess) {
  if (pid === undefined) return
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'])
  else process.kill(-pid, 'SIGKILL')
}
