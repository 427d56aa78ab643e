'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { useListed } from '@/components/names/use-listed'
import { assistantPath, threadPath } from '@/components/routing/paths'
import { Chip } from '@/components/ui/chip'
import { IdText } from '@/components/ui/id-text'
import { TimeText } from '@/components/ui/time-text'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { Tool } from '@/lib/protocol/tool'
import { Facts } from './facts'

interface RunFactsProps {
  readonly run: Run
  readonly summary: RunSummary | undefined
  readonly threadName: string | null
}

/** What a run was made of and where it belongs. Props: run, summary, threadName. */
export function RunFacts({ run, summary, threadName }: RunFactsProps) {
  const t = useTranslations('inspector.facts')
  const listed = useListed()
  const { connection } = useApi()
  const link = 'touch inline-flex items-center underline decoration-control underline-offset-2 hover:decoration-ink'
  return (
    <Facts
      facts={[
        { term: t('run'), value: <IdText id={run.id} short /> },
        {
          term: t('thread'),
          value: (
            <>
              <Link prefetch={false} href={threadPath(connection, run.thread_id)} className={link}>
                {threadName ?? t('thread')}
              </Link>
              <br />
              <IdText id={run.thread_id} short />
            </>
          ),
        },
        {
          term: t('assistant'),
          value: (
            <>
              <Link prefetch={false} href={assistantPath(connection, run.assistant_id)} className={link}>
                {plainName(summary?.assistant_name ?? t('assistant'))}
              </Link>
              <br />
              <IdText id={run.assistant_id} short />
            </>
          ),
        },
        { term: t('model'), value: <Chip mono>{run.model}</Chip> },
        { term: t('created'), value: <TimeText ms={summary?.created_ms ?? run.created_at * 1000} /> },
        { term: t('tools'), value: listed(run.tools.map(toolName)) },
        ...settingsOf(run).map(([term, value]) => ({
          term,
          value: <code className="font-mono text-meta">{value}</code>,
        })),
      ]}
    />
  )
}

const toolName = (tool: Tool) => (tool.type === 'function' ? tool.function.name : tool.type)

/** Settings by the names they have on the wire, left out where they say nothing. */
function settingsOf(run: Run): readonly (readonly [string, string])[] {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  const settings: [string, unknown][] = [
    ['temperature', run.temperature],
    ['top_p', run.top_p],
    ['tool_choice', run.tool_choice === 'auto' ? null : run.tool_choice],
    ['parallel_tool_calls', run.parallel_tool_calls ? null : false],
    ['response_format', run.response_format === 'auto' ? null : run.response_format],
    ['truncation_strategy', run.truncation_strategy.type === 'auto' ? null : run.truncation_strategy],
    ['max_prompt_tokens', run.max_prompt_tokens],
    ['max_completion_tokens', run.max_completion_tokens],
    ['reasoning_effort', run.reasoning_effort],
    ['metadata', Object.keys(run.metadata).length > 0 ? run.metadata : null],
  ]
  return settings.filter(([, value]) => value !== null && value !== undefined).map(([key, value]) => [key, text(value)])
}
