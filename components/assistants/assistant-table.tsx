'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection-context'
import { assistantPath } from '@/components/paths'
import { plainName } from '@/components/plain-name'
import { Cell, Head, Row, rowLinkClass, Table, WIDE_ONLY } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { Assistant } from '@/lib/protocol/assistant'
import { AssistantMenu } from './assistant-menu'

const SECOND_MS = 1_000

/** Assistants in rows. */
export function AssistantTable({ assistants }: { assistants: readonly Assistant[] }) {
  const t = useTranslations('assistants')
  return (
    <Table
      label={t('list')}
      head={
        <>
          <Head>{t('column.name')}</Head>
          <Head className={WIDE_ONLY}>{t('column.model')}</Head>
          <Head className={WIDE_ONLY}>{t('column.functions')}</Head>
          <Head className={`${WIDE_ONLY} text-right`}>{t('column.created')}</Head>
          <Head>
            <span className="sr-only">{t('column.actions')}</span>
          </Head>
        </>
      }
    >
      {assistants.map((assistant) => (
        <AssistantRow key={assistant.id} assistant={assistant} />
      ))}
    </Table>
  )
}

function AssistantRow({ assistant }: { assistant: Assistant }) {
  const t = useTranslations('assistants')
  const { connection } = useApi()
  const functions = assistant.tools.flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : [tool.type]))
  const about = assistant.description ?? assistant.instructions
  return (
    <Row>
      <Cell className="w-full max-w-0">
        <Link
          prefetch={false}
          href={assistantPath(connection, assistant.id)}
          dir="auto"
          className={`${rowLinkClass} ${assistant.name ? '' : 'text-muted'}`}
        >
          {plainName(assistant.name ?? t('unnamed'))}
        </Link>
        {about && (
          <span dir="auto" className="block truncate text-left text-meta text-muted">
            {about}
          </span>
        )}
        <span className="block truncate font-mono text-meta text-muted wide:hidden">{assistant.model}</span>
      </Cell>
      <Cell className={`${WIDE_ONLY} max-w-36 truncate min-[80rem]:max-w-56 font-mono text-meta text-muted`}>
        {assistant.model}
      </Cell>
      <Cell className={`${WIDE_ONLY} max-w-36 truncate min-[80rem]:max-w-56 font-mono text-meta text-muted`}>
        {functions.join(', ')}
      </Cell>
      <Cell className={`${WIDE_ONLY} text-right text-muted`}>
        <TimeText ms={assistant.created_at * SECOND_MS} />
      </Cell>
      <Cell pressable className="w-8">
        <AssistantMenu assistant={assistant} />
      </Cell>
    </Row>
  )
}
