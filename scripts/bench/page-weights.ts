import { gzipSync } from 'node:zlib'
import type { Run } from '@/lib/protocol/run'
import type { Client } from './client'
import type { Figure } from './report'
import { GREETING, threadAndRun } from './run-requests'
import { spreadOf } from './statistics'

interface Weight {
  readonly kilobytes: number
  readonly requests: number
}

interface Page {
  readonly what: string
  readonly path: string
  readonly aim?: number
}

interface WeightsOptions {
  readonly playground: { readonly client: Client; readonly assistantId: string }
  readonly bare: Client
}

/** What a browser must load of scripts and styles before each page works. It is the same each time: no rounds. */
export async function measureWeights({ playground, bare }: WeightsOptions): Promise<readonly Figure[]> {
  const { client, assistantId } = playground
  const beside = await weigh(bare, '/')
  const figures: Figure[] = []
  for (const { what, path, aim } of await samplePages(client, assistantId)) {
    const { kilobytes, requests } = await weigh(client, path)
    figures.push({
      what: `JS and CSS of ${what}, gzipped (${requests} requests; bare ${beside.requests})`,
      unit: 'kB',
      value: spreadOf([kilobytes]),
      bare: spreadOf([beside.kilobytes]),
      ...(aim !== undefined && { aim: { atMost: aim } }),
    })
  }
  return figures
}

const THREAD_AIM = 200
const LIST_AIM = 175

async function samplePages(client: Client, assistantId: string): Promise<readonly Page[]> {
  const run = await sampleRun(client, assistantId)
  return [
    { what: 'the overview', path: '/embedded' },
    { what: 'the assistants', path: '/embedded/assistants', aim: LIST_AIM },
    { what: 'a new assistant', path: '/embedded/assistants/new' },
    { what: 'the threads', path: '/embedded/threads', aim: LIST_AIM },
    { what: 'a thread', path: `/embedded/threads/${run.thread_id}`, aim: THREAD_AIM },
    { what: 'a run', path: `/embedded/threads/${run.thread_id}/runs/${run.id}` },
    { what: 'the runs', path: '/embedded/runs', aim: LIST_AIM },
  ]
}

/** A run with something to show, read to its end. */
async function sampleRun(client: Client, assistantId: string): Promise<Run> {
  const { text } = await client.send(threadAndRun(assistantId, GREETING, { stream: true }))
  const completed = /^event: thread\.run\.completed\ndata: (.*)$/m.exec(text)?.[1]
  if (completed === undefined) throw new Error('The sample run did not complete.')
  return JSON.parse(completed) as Run
}

async function weigh(client: Client, path: string): Promise<Weight> {
  const { text } = await client.send({ path, headers: { accept: 'text/html', 'accept-encoding': 'identity' } })
  const assets = assetsOf(text)
  if (assets.length === 0) throw new Error(`The page ${path} loads nothing.`)
  let bytes = 0
  for (const asset of assets) {
    const content = await client.send({ path: asset, headers: { 'accept-encoding': 'identity' } })
    bytes += gzipSync(content.text, { level: 6 }).length
  }
  return { kilobytes: bytes / 1000, requests: assets.length }
}

/**
 * The scripts and styles that a page names: in its tags, and in the data of its components, which browsers load as they
 * read it. Scripts for browsers without modules are left out, as every browser does that runs the rest.
 */
function assetsOf(html: string): readonly string[] {
  const modern = html.replace(/<script[^>]*\snomodule[^>]*>/gi, '')
  const paths = modern.match(/\/_next\/static\/[\w./@~%-]+?\.(?:js|css)\b/g) ?? []
  const inData = [...modern.matchAll(/(?<![\w/])(static\/chunks\/[\w./@~%-]+?\.(?:js|css))\b/g)]
  return [...new Set([...paths, ...inData.map(([, path]) => `/_next/${path}`)])]
}
