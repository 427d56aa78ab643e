// `npm run bench:ui`: drives Chromium over the production server and prints what its pages cost. It asserts nothing.
// docs/benchmarks.md says how to read it. Nothing leaves the loopback address.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { seedLongRun } from '@/lib/server/testing/seed-long-run'
import { startServer } from '@/lib/server/testing/start-server'
import { bareServer, buildBareApp } from './bench/bare'
import { machineLine } from './bench/machine'
import { tableOf, type Figure } from './bench/report'
import { measureLoads } from './bench-ui/loads'
import { measureLongRun } from './bench-ui/long-run'
import { measureLongThread } from './bench-ui/long-thread'
import { measureReplay } from './bench-ui/replay'
import { measureSharedFile } from './bench-ui/shared-file'
import { measureStreaming } from './bench-ui/streaming'
import { provideBrowser } from './browser'

const EVENTS = 10_000
const MESSAGES = 5_000
/** Between two tokens while a page is watched: 200 a second. */
const PACE_MS = 5

const say = (line: string) => console.error(line)
const machine = machineLine()
const folder = await mkdtemp(join(tmpdir(), 'playground-bench-ui-'))
const longRun = await seedLongRun(folder, { sentences: EVENTS })
const lateRun = await seedLongRun(folder, { sentences: 100, messages: MESSAGES })
const run = await seedLongRun(folder, { sentences: 40, messages: 4 })
say('Building the bare app.')
buildBareApp()
const bare = await startServer(bareServer)
const server = await startServer({ pages: true, dataDir: folder, env: { SCRIPTED_PACE_MS: String(PACE_MS) } })
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({
  executablePath: provideBrowser(say).executablePath,
  args: [...args, '--js-flags=--expose-gc'],
})
try {
  const subject = { browser, url: server.url, bareUrl: bare.url, run, longRun, lateRun }
  const figures: Figure[] = []
  say('Measuring: pages, at a quarter of the speed.')
  figures.push(...(await measureLoads(subject)))
  say(`Measuring: a run of ${EVENTS.toLocaleString('en')} events.`)
  figures.push(...(await measureLongRun(subject)))
  say('Measuring: the replay of that run.')
  figures.push(...(await measureReplay(subject)))
  say('Measuring: the file of that run.')
  figures.push(...(await measureSharedFile(subject, folder)))
  say(`Measuring: a thread of ${MESSAGES.toLocaleString('en')} messages.`)
  figures.push(...(await measureLongThread(subject, MESSAGES)))
  say('Measuring: half a minute of streaming.')
  figures.push(...(await measureStreaming(subject)))
  console.log(`${machine}\n\n${tableOf(figures)}`)
} finally {
  await browser.close()
  await Promise.all([server.stop(), bare.stop()])
  await rm(folder, { recursive: true, force: true })
}
