// `npm test`: all parts but those of `onlyByName`, or the parts that are named.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideBrowser } from './browser'
import { type Counts, countPlaywright, countVitest } from './counts'
import { inLanes, type Job } from './in-lanes'
import { createMemoryFolder } from './memory-folder'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = mkdtempSync(join(tmpdir(), 'playground-test-'))
/** Where the tests have their temporary folders. */
const temporary = createMemoryFolder() ?? tmpdir()

const asked = process.argv.slice(2)
const isBuilt = asked.length === 0 || asked.includes('build')

interface Command {
  /** Run by this Node: its file, from the root. */
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a command and hands on what it prints. Resolves to its exit code. */
type Run = (command: Command) => Promise<number>

type Part = (run: Run) => Promise<Counts>

/** Passes or fails as one. */
const check =
  (program: string, ...args: readonly string[]): Part =>
  async (run) => {
    const code = await run({ program, args })
    return code === 0
      ? { passed: 1, failed: [], skipped: [] }
      : { passed: 0, failed: [`ended with code ${code}`], skipped: [] }
  }

const vitest =
  (...projects: readonly string[]): Part =>
  async (run) => {
    const report = join(reports, `${projects.join('-')}.json`)
    const named = projects.flatMap((project) => ['--project', project])
    const args = ['run', ...named, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await run({ program: 'node_modules/vitest/vitest.mjs', args })
    return counted({ code, report, count: countVitest })
  }

const playwright: Part = async (run) => {
  const report = join(reports, 'browser.json')
  provideBrowser(say)
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const code = await run({
    program: 'node_modules/@playwright/test/cli.js',
    args: ['test', '--reporter=list,json'],
    env,
  })
  return counted({ code, report, count: countPlaywright })
}

/**
 * In the order in which they are begun: what takes longest, and what it waits for, goes first; what is short fills the
 * end.
 */
const parts: Readonly<Record<string, Part>> = {
  build: check('scripts/start.mjs', '--build'),
  browser: playwright,
  lint: check('node_modules/oxlint/dist/cli.js', '--deny-warnings'),
  'unit+contract+store': vitest('together'),
  'process+sdk': vitest('process', 'sdk', 'handlers'),
  types: async (run) => {
    // Next writes the types of the routes that exist, as it does when it builds.
    if (!isBuilt) await run({ program: 'node_modules/next/dist/bin/next', args: ['typegen'] })
    // Several threads check much of the same twice; what else there is to do has the other processor.
    return check('node_modules/typescript-native/lib/tsc.js', '--noEmit', '--singleThreaded')(run)
  },
  unit: vitest('unit'),
  contract: vitest('contract'),
  store: vitest('store'),
  process: vitest('process'),
  sdk: vitest('sdk', 'handlers'),
  // The npm packages, made and installed as their users have them.
  package: vitest('package'),
  // Lint with the rules that need types.
  promises: check('node_modules/oxlint/dist/cli.js', '--type-aware', '--deny-warnings'),
  dead: check('node_modules/knip/bin/knip.js'),
  format: check('node_modules/oxfmt/dist/cli.js', '--check', '.'),
}

/** Two keep both processors busy until one of their tests waits for something; then the third has work for them. */
const LANES = 3

/** These read sources alone. */
const besideBuild: ReadonlySet<string> = new Set(['lint', 'promises', 'dead', 'format'])

/** These only compute, and nothing in them runs out of time: they have what the others leave of the processors. */
const patient: ReadonlySet<string> = new Set([...besideBuild, 'types'])

/**
 * A build keeps both processors busy by itself, and the browser's part, which takes longest, waits for it: beside it
 * runs only what gives way and needs nothing of it. What it writes is read by `types`, and started by the tests of the
 * whole.
 */
const afterBuild = (name: string) => name !== 'build' && !besideBuild.has(name)

/** Of these, several are run together by another part: Vitest begins once for them. */
const runTogether = ['unit', 'contract', 'store', 'process', 'sdk']

/**
 * The packages are looked at before a release. Two read the sources for minutes, which the tests would have to wait
 * for; `npm run check` runs them.
 */
const onlyByName: ReadonlySet<string> = new Set([...runTogether, 'package', 'promises', 'dead'])

async function main(named: readonly string[]): Promise<number> {
  const unknown = named.filter((name) => !(name in parts))
  if (unknown.length > 0) {
    console.error(`There is no part ${unknown.join(', ')}. The parts are: ${Object.keys(parts).join(' ')}.`)
    return 2
  }
  const isAsked = (name: string) => (named.length === 0 ? !onlyByName.has(name) : named.includes(name))
  const names = Object.keys(parts).filter(isAsked)
  const jobs = names.map((name): Job => ({ name, after: afterBuild(name) ? ['build'] : [] }))
  // Lines of two parts that run beside each other cannot be told apart: the longest part is watched, the rest is held.
  const watched = names.length === 1 ? names[0] : 'browser'
  const results = await inLanes(jobs, { lanes: LANES, work: (name) => (name === watched ? runShown : runHeld)(name) })
  rmSync(reports, { recursive: true, force: true })
  return summarise(results)
}

function runShown(name: string): Promise<Counts> {
  say(headOf(name))
  return runPart(name, { run: (command) => run(command, { name, output: 'inherit' }), say })
}

/** Shown whole when it is over. */
async function runHeld(name: string): Promise<Counts> {
  const lines = [headOf(name)]
  const counts = await runPart(name, {
    run: (command) => run(command, { name, output: (text) => lines.push(text) }),
    say: (line) => lines.push(line),
  })
  say(lines.join('\n'))
  return counts
}

const headOf = (name: string) => `\n── ${name} ${'─'.repeat(60 - name.length)}`

async function runPart(name: string, shown: { readonly run: Run; readonly say: (line: string) => void }) {
  const started = performance.now()
  const counts = await (parts[name]?.(shown.run) ?? Promise.reject(new Error(name))).catch((error: unknown) => {
    console.error(error)
    return { passed: 0, failed: ['did not run'], skipped: [] }
  })
  shown.say(`── ${name}: ${counts.passed} passed, ${counts.failed.length} failed in ${seconds(started)} s`)
  return { ...counts, failed: counts.failed.map(of(name)), skipped: counts.skipped.map(of(name)) }
}

const of = (part: string) => (test: string) => `${part}: ${test}`
const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)
const say = (line: string) => console.log(line)

/** The numbers of a report. A run that went wrong beside its tests has failed as well. */
function counted(run: { code: number; report: string; count: (report: unknown) => Counts }): Counts {
  if (!existsSync(run.report)) return { passed: 0, failed: ['ended without a report'], skipped: [] }
  const counts = run.count(JSON.parse(readFileSync(run.report, 'utf8')))
  const unexplained = run.code !== 0 && counts.failed.length === 0
  return unexplained ? { ...counts, failed: [`ended with code ${run.code}`] } : counts
}

interface Shown {
  /** Of the part. */
  readonly name: string
  readonly output: 'inherit' | ((text: string) => void)
}

function run({ program, args, env }: Command, { name, output }: Shown): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, program), ...args], {
      cwd: root,
      stdio: output === 'inherit' ? output : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, TMPDIR: temporary, NEXT_TELEMETRY_DISABLED: '1' },
    })
    // What it starts in its turn inherits this.
    if (child.pid !== undefined && patient.has(name)) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    if (output !== 'inherit') {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => output(text.trimEnd()))
      }
    }
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function summarise(results: readonly Counts[]): number {
  const failed = results.flatMap((counts) => counts.failed)
  const skipped = results.flatMap((counts) => counts.skipped)
  say('')
  for (const test of skipped) say(`skipped  ${test}`)
  for (const test of failed) say(`FAILED   ${test}`)
  const passed = results.reduce((sum, counts) => sum + counts.passed, 0)
  say(`${passed} passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}

process.exitCode = await main(asked)
