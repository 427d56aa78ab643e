'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { plainName } from '@/components/names/plain-name'
import { useListed } from '@/components/names/use-listed'
import { Chip } from '@/components/ui/chip'
import { IdText } from '@/components/ui/id-text'
import { TimeText } from '@/components/ui/time-text'
import type { Run } from '@/lib/protocol/run'
import type { Tool } from '@/lib/protocol/tool'
import { Facts } from './facts'
import { useSurroundings } from './report-context'

interface RunFactsProps {
  readonly run: Run
  /** The ways to its thread and its assistant; without them their names stand there. */
  readonly thread: ReactNode
  readonly assistant: ReactNode
}

/** What a run was made of and where it belongs. */
export function RunFacts({ run, thread, assistant }: RunFactsProps) {
  const t = useTranslations('inspector.facts')
  const listed = useListed()
  const { threadName, assistantName, createdMs } = useSurroundings()
  return (
    <Facts
      facts={[
        { term: t('run'), value: <IdText id={run.id} short /> },
        { term: t('thread'), value: <Named name={thread ?? plainName(threadName)} id={run.thread_id} /> },
        {
          term: t('assistant'),
          value: <Named name={assistant ?? plainName(assistantName ?? t('assistant'))} id={run.assistant_id} />,
        },
        { term: t('model'), value: <Chip mono>{run.model}</Chip> },
        { term: t('created'), value: <TimeText ms={createdMs} /> },
        { term: t('tools'), value: listed(run.tools.map(toolName)) },
        ...settingsOf(run).map(([term, value]) => ({
          term,
          value: <code className="font-mono text-meta">{value}</code>,
        })),
      ]}
    />
  )
}

function Named({ name, id }: { name: ReactNode; id: string }) {
  return (
    <>
      {name}
      <br />
      <IdText id={id} short />
    </>
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
