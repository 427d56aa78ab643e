import { fileURLToPath } from 'node:url'

/** What Node is given so that a server tells its event loop's delay. */
export const delayArgs = ['--import', fileURLToPath(new URL('./delay-monitor.mjs', import.meta.url))] as const

/** Where a server that was started so tells it. Throws when it does not. */
export function delayUrlOf(output: string): string {
  const url = /^Delay on (\S+)$/m.exec(output)?.[1]
  if (url === undefined) throw new Error(`The server does not tell its delay:\n${output}`)
  return url
}

async function ask(url: string): Promise<number> {
  const { p99Ms } = (await (await fetch(url)).json()) as { p99Ms: number }
  return p99Ms
}

/** The 99th percentile of the delay while the work was done, in milliseconds. */
export async function measureDelay<T>(url: string, work: () => Promise<T>) {
  await ask(url)
  const result = await work()
  return { result, p99Ms: await ask(url) }
}
