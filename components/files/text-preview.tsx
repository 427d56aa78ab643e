'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useMemo, useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { JsonBlock } from '@/components/json/json-block'
import { late } from '@/components/late/late'
import { useSearchParam } from '@/components/routing/use-search-param'
import { LateMarkdown } from '@/components/text/late-markdown'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Tabs } from '@/components/ui/tabs'
import { useByteSize } from '@/components/uploads/byte-size'
import { fileBeginningQuery } from '@/lib/client/file-queries'
import type { StoredFile } from '@/lib/protocol/file'
import { CodeText } from './code-text'
import { decodeText } from './decode-text'
import { endOf } from './file-kind'
import { NotShown } from './not-shown'

const TableView = late(() => import('./table-view').then((file) => file.TableView))

/** So much is shown at first, and so much on demand: a browser would choke on more. In bytes. */
const FIRST_BYTES = 256 * 1024
const MAX_BYTES = 8 * 1024 * 1024

type TextKind = 'table' | 'json' | 'markdown' | 'text'

interface TextPreviewProps {
  readonly file: StoredFile
  readonly kind: TextKind
}

/** A text: its beginning, and all of it on demand. */
export function TextPreview({ file, kind }: TextPreviewProps) {
  const t = useTranslations('files.preview')
  const api = useApi()
  const sizeOf = useByteSize()
  const [isAsked, setAsked] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({
    ...fileBeginningQuery(api, file.id, isAsked ? MAX_BYTES : FIRST_BYTES),
    placeholderData: (before) => before,
  })
  const text = useMemo(() => data && decodeText(data), [data])
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton rows={8} />
  if (text === undefined) return <NotShown why="binary" />
  const isWhole = data.length >= file.bytes
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {!isWhole && (
        <div className="flex flex-wrap items-center gap-3 text-row">
          <p className="text-muted">{t('part', { shown: sizeOf(data.length), size: sizeOf(file.bytes) })}</p>
          {!isAsked && (
            <Button busy={isFetching} onClick={() => setAsked(true)}>
              {file.bytes > MAX_BYTES ? t('show_most', { size: sizeOf(MAX_BYTES) }) : t('show_all')}
            </Button>
          )}
        </div>
      )}
      <Views file={file} kind={kind} text={text} isWhole={isWhole} />
    </div>
  )
}

interface ViewsProps extends TextPreviewProps {
  readonly text: string
  readonly isWhole: boolean
}

/** A text as what it means, or as it was written; the address says which. */
function Views({ file, kind, text, isWhole }: ViewsProps) {
  const t = useTranslations('files.preview')
  const [view, setView] = useSearchParam('view')
  const plain = <CodeText text={text} language={endOf(file.filename)} label={file.filename} />
  // Half a JSON text is none.
  if (kind === 'json' && isWhole) return <JsonBlock label={file.filename} text={text} />
  if (kind !== 'table' && kind !== 'markdown') return plain
  return (
    <Tabs
      label={t('views')}
      tabs={[
        { name: 'shown', label: t(kind) },
        { name: 'text', label: t('text') },
      ]}
      selected={view === 'text' ? 'text' : 'shown'}
      onSelect={(name) => setView(name === 'text' ? 'text' : '', 'replace')}
    >
      {view === 'text' ? (
        plain
      ) : kind === 'table' ? (
        <Suspense fallback={<Skeleton rows={8} />}>
          <TableView text={text} isWhole={isWhole} label={file.filename} />
        </Suspense>
      ) : (
        <div className="max-w-[46rem] min-w-0 text-prose">
          <LateMarkdown text={text} isWriting={false} />
        </div>
      )}
    </Tabs>
  )
}
