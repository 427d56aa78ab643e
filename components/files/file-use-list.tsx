'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { assistantPath, threadPath, vectorStorePath } from '@/components/routing/paths'
import type { FileUse, FileUses } from '@/lib/protocol/file'

/** Where files are used, each object once. */
export function FileUseList({ uses }: { uses: FileUses }) {
  const t = useTranslations('files.uses')
  const { connection } = useApi()
  return (
    <ul className="flex flex-col gap-1 text-row">
      {shownOf(uses.data).map((use) => (
        <li key={use.id} className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0 text-meta text-muted">{t(use.kind)}</span>
          <Link
            prefetch={false}
            href={pathOf(connection, use)}
            dir="auto"
            className="min-w-0 truncate underline decoration-control underline-offset-2 hover:decoration-ink"
          >
            {use.name ? plainName(use.name) : <code className="font-mono text-meta">{use.id}</code>}
          </Link>
        </li>
      ))}
      {uses.has_more && <li className="text-meta text-muted">{t('more')}</li>}
    </ul>
  )
}

/** A thread whose message is named need not be named beside it: it has the file by that message. */
function shownOf(uses: readonly FileUse[]): readonly FileUse[] {
  const said = new Set(uses.flatMap(({ kind, thread_id }) => (kind === 'message' && thread_id ? [thread_id] : [])))
  const once = new Map(uses.map((use) => [use.id, use]))
  return [...once.values()].filter(({ kind, id }) => kind !== 'thread' || !said.has(id))
}

function pathOf(connection: string, { kind, id, thread_id }: FileUse): string {
  if (kind === 'assistant') return assistantPath(connection, id)
  if (kind === 'vector_store') return vectorStorePath(connection, id)
  return threadPath(connection, thread_id ?? id, kind === 'message' ? { message: id } : {})
}
