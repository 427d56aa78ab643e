'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { plainName } from '@/components/names/plain-name'
import { useListed } from '@/components/names/use-listed'
import { Chip } from '@/components/ui/chip'
import { IdText } from '@/components/ui/id-text'
import { TimeText } from '@/components/ui/time-text'
import { runSettingsOf } from '@/lib/inspector/run-settings'
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
        ...runSettingsOf(run).map(([term, value]) => ({
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
