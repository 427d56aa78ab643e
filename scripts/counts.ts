// Reads what Vitest and Playwright report.
import * as z from 'zod'

export interface Counts {
  readonly passed: number
  /** By name, so that nobody has to look for them. */
  readonly failed: readonly string[]
  readonly skipped: readonly string[]
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

/** A file that could not even be loaded counts as one failed test. */
export function countVitest(report: unknown): Counts {
  const files = vitestReport.parse(report).testResults
  const tests = files.flatMap((file) => file.assertionResults)
  const named = (...statuses: string[]) =>
    tests.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName)
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: named('passed').length,
    failed: [...named('failed'), ...broken.map(({ name }) => name)],
    skipped: named('skipped', 'pending', 'todo', 'disabled'),
  }
}

const playwrightTest = z.object({
  title: z.string(),
  tests: z.array(z.object({ projectName: z.string(), status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']) })),
})

const playwrightSuite = z.object({
  title: z.string(),
  specs: z.array(playwrightTest),
  get suites() {
    return z.array(playwrightSuite).optional()
  },
})

const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  errors: z.array(z.object({ message: z.string().optional() })),
})

/** A test that passed only at a second try has failed. */
export function countPlaywright(report: unknown): Counts {
  const { suites, errors } = playwrightReport.parse(report)
  const tests = suites.flatMap((suite) => testsIn(suite))
  const named = (...statuses: string[]) =>
    tests.filter(({ status }) => statuses.includes(status)).map(({ name }) => name)
  return {
    passed: named('expected').length,
    failed: [...named('unexpected', 'flaky'), ...errors.map(({ message }) => message?.split('\n')[0] ?? 'error')],
    skipped: named('skipped'),
  }
}

function testsIn({ title, specs, suites = [] }: z.output<typeof playwrightSuite>): { name: string; status: string }[] {
  const own = specs.flatMap((spec) => spec.tests.map(({ status }) => ({ name: `${title} › ${spec.title}`, status })))
  return [...own, ...suites.flatMap((suite) => testsIn(suite))]
}
