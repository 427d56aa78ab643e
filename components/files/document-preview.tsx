'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { fileTextQuery } from '@/lib/client/file-queries'
import type { FileTextPage, StoredFile } from '@/lib/protocol/file'
import { blocksOf } from './document-blocks'
import { endOf } from './file-kind'
import { FileReason } from './file-reason'
import { TableView } from './table-view'

type PageKind = 'page' | 'slide' | 'sheet'

const kinds: Readonly<Record<string, PageKind>> = { pptx: 'slide', xlsx: 'sheet' }

/** The text of a document, page by page, as searches read it. */
export function DocumentPreview({ file }: { readonly file: StoredFile }) {
  const t = useTranslations('files.preview')
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    fileTextQuery(useApi(), file.id),
  )
  if (error && !data) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  if (isPending) {
    return (
      <div className="flex flex-col gap-3">
        <p role="status" className="text-row text-muted">
          {t('reading')}
        </p>
        <Skeleton rows={8} />
      </div>
    )
  }
  const [first] = data.pages
  if (first && 'failure' in first) {
    return (
      <p data-status="failed" className="rounded-field border border-line bg-sunken px-4 py-6 text-row wrap-anywhere">
        <FileReason error={first.failure} />
      </p>
    )
  }
  const parts = data.pages.flatMap((part) => ('failure' in part ? [] : [part]))
  const total = parts[0]?.total_pages ?? null
  const kind = kinds[endOf(file.filename)] ?? 'page'
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <p className="text-meta text-muted tabular-nums">
        {t('as_text')} {total !== null && t(`count.${kind}`, { count: total })}
      </p>
      {parts.flatMap(({ pages }, part) =>
        pages.map((page) => <PageText key={`${part} ${page.number}`} page={page} kind={kind} />),
      )}
      <LoadMore hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </div>
  )
}

interface PageTextProps {
  readonly page: FileTextPage
  readonly kind: PageKind
}

function PageText({ page: { number, text, is_continued }, kind }: PageTextProps) {
  const t = useTranslations('files.preview')
  const isSheet = kind === 'sheet' && number !== null
  const name = isSheet && !is_continued ? text.slice(0, text.indexOf('\n')) : undefined
  // Behind the last row stands an empty line.
  const body = (name === undefined ? text : text.slice(name.length + 1)).replace(/\n+$/, '')
  const title = number === null ? undefined : t(`number.${kind}`, { number })
  return (
    <section className="flex min-w-0 flex-col gap-2" aria-label={title ?? t('text')}>
      {title !== undefined && (
        <h3 className="border-b border-line pb-1 text-row font-medium text-muted tabular-nums">
          {title}
          {name && <span dir="auto">{` · ${name}`}</span>}
          {is_continued && ` · ${t('continued')}`}
        </h3>
      )}
      {body.trim() === '' && <p className="text-row text-muted">{t('no_text_here')}</p>}
      {isSheet && body.trim() !== '' ? (
        <TableView text={body} isWhole label={name ?? title ?? ''} separator={TAB} />
      ) : (
        blocksOf(body).map((block, index) =>
          block.kind === 'table' ? (
            <TableView key={index} text={block.text} isWhole label={t('table')} separator={TAB} />
          ) : (
            <p key={index} dir="auto" className="max-w-prose text-prose wrap-anywhere whitespace-pre-wrap">
              {block.text}
            </p>
          ),
        )
      )}
    </section>
  )
}

const TAB = '\t'
