'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { filePath } from '@/components/routing/paths'
import { CountText } from '@/components/ui/count-text'
import { type TransferItem, transferKinds, transferReasons, type TransferTally } from '@/lib/protocol/transfer'

/** How many objects of one kind of remark are named on the page; the report names more. */
const SHOWN = 20

interface SaidListProps {
  readonly tally: TransferTally
  /** Where what came in is; undefined before anything has. */
  readonly connection: string | undefined
}

/** What there is to know of objects, by what it is. */
export function SaidList({ tally: { reasons, items }, connection }: SaidListProps) {
  const t = useTranslations('transfer')
  const said = transferReasons.filter((reason) => (reasons[reason] ?? 0) > 0)
  if (said.length === 0) return null
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h3 className="text-row font-medium">{t('reasons')}</h3>
      {said.map((reason) => {
        const count = reasons[reason] ?? 0
        const own = items.filter((item) => item.reason === reason).slice(0, SHOWN)
        return (
          <details key={reason} className="max-w-prose text-row">
            <summary className="touch cursor-pointer">
              {t(`reason.${reason}`)} <Counts count={count} items={items.filter((item) => item.reason === reason)} />
            </summary>
            <ul className="flex flex-col gap-0.5 py-1 pl-4">
              {own.map((item, index) => (
                <li key={index} className="font-mono text-meta wrap-anywhere text-muted">
                  {namesOf(item).join(' · ')}
                  {connection !== undefined && item.kind === 'file' && reason === 'file_content' && (
                    <>
                      {' · '}
                      <Link prefetch={false} href={filePath(connection, item.id)} className="font-sans underline">
                        {t('attach')}
                      </Link>
                    </>
                  )}
                </li>
              ))}
              {count > own.length && (
                <li className="text-meta text-muted">{t('more', { count: count - own.length })}</li>
              )}
            </ul>
          </details>
        )
      })}
    </div>
  )
}

interface CountsProps {
  readonly count: number
  /** The first of them. */
  readonly items: readonly TransferItem[]
}

/** How many there are: of each kind, where there are several and all are named. */
function Counts({ count, items }: CountsProps) {
  const t = useTranslations('transfer')
  const kinds = transferKinds.filter((kind) => items.some((item) => item.kind === kind))
  if (kinds.length < 2 || items.length < count) return <CountText count={count} className="text-muted" />
  const counts = kinds.map((kind) => `${t(`kind.${kind}`)} ${items.filter((item) => item.kind === kind).length}`)
  return <span className="text-muted">{counts.join(' · ')}</span>
}

/** What has no id, such as a list that could not be read, is known by its thread. */
const namesOf = ({ kind, id, thread_id, detail }: TransferItem): readonly string[] => [
  ...(id === '' ? [kind, ...(thread_id === null ? [] : [thread_id])] : [id]),
  ...(detail === null ? [] : [detail]),
]
