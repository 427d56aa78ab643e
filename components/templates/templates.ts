// What the overview offers to start from. What is made of it when one is started: template-bodies.ts.
import type { ConnectionInfo } from '@/lib/protocol/connection'
import type { SampleKind } from './sample-files'

export interface Template {
  /** Its texts in the catalogue. */
  readonly id: 'orders' | 'finance' | 'travel' | 'documents' | 'approval' | 'slow' | 'chart' | 'emperor' | 'markdown'
  /** Left out, the connection's default model. */
  readonly model?: string
  /** The names of its functions. */
  readonly functions?: readonly string[]
  /** The tool that it needs its backend to have. */
  readonly hosted?: HostedTool
  /** What the tool works with. */
  readonly files?: SampleKind
}

export type HostedTool = 'code_interpreter' | 'file_search'

export const templates: readonly Template[] = [
  { id: 'orders', functions: ['calculate_order_total'] },
  { id: 'finance', hosted: 'code_interpreter' },
  { id: 'travel', functions: ['get_weather', 'get_local_time', 'find_hotel'] },
  { id: 'documents', hosted: 'file_search', files: 'documents' },
  { id: 'approval', functions: ['find_customer', 'refund_order'] },
  { id: 'slow', model: 'scenario/expires-soon', functions: ['check_stock'] },
  { id: 'chart', hosted: 'code_interpreter', files: 'table' },
  { id: 'emperor' },
  { id: 'markdown', model: 'scenario/markdown-showcase' },
]

/** Where code cannot be run: what it would work out is asked of the reader. */
const withoutHosted: readonly Template[] = [{ id: 'finance', functions: ['calculate_retirement_contribution'] }]

interface Offering extends Pick<ConnectionInfo, 'kind'> {
  readonly capabilities: Pick<ConnectionInfo['capabilities'], 'hosted_tools' | 'files' | 'vector_stores'>
}

/** The templates that work on a connection. Scripted models are offered by the embedded backend only. */
export function templatesFor({ kind, capabilities }: Offering): readonly Template[] {
  const works = ({ model, hosted, files }: Template) =>
    (model === undefined || kind === 'embedded') &&
    (hosted === undefined || capabilities.hosted_tools) &&
    (files === undefined || (capabilities.files && (hosted !== 'file_search' || capabilities.vector_stores)))
  return templates.flatMap((template) =>
    works(template) ? [template] : withoutHosted.filter(({ id }) => id === template.id),
  )
}

/** The scenario models that are shown as paths of a run; a server that does not offer one leaves it out. */
export const scenarios = [
  'two-rounds',
  'parallel-tools',
  'slow-queue',
  'long-answer',
  'rate-limited',
  'server-error',
  'max-tokens',
  'expires-soon',
] as const
export type Scenario = (typeof scenarios)[number]

export const modelOf = (scenario: Scenario) => `scenario/${scenario}`
