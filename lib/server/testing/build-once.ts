import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../build'
import { compileServer } from '../compile.mjs'

/** Builds server and pages when needed, so that no test waits for it and none builds beside another. */
export default async function buildOnce(): Promise<void> {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  await compileServer(root)
  await ensureBuilt({ root, say: (line) => console.log(line), signal: new AbortController().signal })
}
