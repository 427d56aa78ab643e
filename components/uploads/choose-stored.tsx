'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { useAllPages } from '@/components/lists/use-all-pages'
import { useEntries } from '@/components/lists/use-entries'
import { plainName } from '@/components/names/plain-name'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Input } from '@/components/ui/input'
import { Skeleton } from '@/components/ui/skeleton'
import { TimeText } from '@/components/ui/time-text'
import { ByteSize } from './byte-size'
import { filesQuery } from '@/lib/client/file-queries'
import type { StoredFile } from '@/lib/protocol/file'

interface ChooseStoredProps {
  readonly chosen: readonly string[]
  readonly most: number
  readonly onChoose: (ids: readonly string[]) => void
  readonly onClose: () => void
}

/** Drawn at once; words find the others. */
const MAX_SHOWN = 100
const SECOND_MS = 1_000

/** Chooses among the files that are stored already. */
export function ChooseStored({ chosen, most, onChoose, onClose }: ChooseStoredProps) {
  const t = useTranslations('assistants.form.tool')
  const common = useTranslations('common')
  const [ids, setIds] = useState(chosen)
  const [words, setWords] = useState('')
  const query = useInfiniteQuery(filesQuery(useApi()))
  const all = useEntries(query.data)
  useAllPages(query, words !== '')
  const found = all.filter(({ id, filename }) => `${filename} ${id}`.toLowerCase().includes(words.trim().toLowerCase()))
  const toggle = (id: string) => setIds(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id])
  return (
    <Dialog
      open
      wide
      title={t('choose_title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" onClick={() => onChoose(ids)}>
            {t('take', { count: ids.length })}
          </Button>
        </>
      }
    >
      <div className="flex min-w-0 flex-col gap-3">
        <Input
          type="search"
          data-autofocus
          aria-label={t('search')}
          placeholder={t('search')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {query.isPending && <Skeleton />}
        {query.isError && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && found.length === 0 && <p className="text-row text-muted">{t('none_found')}</p>}
        <ul className="max-h-[50dvh] divide-y divide-line overflow-y-auto">
          {found.slice(0, MAX_SHOWN).map((file) => (
            <li key={file.id}>
              <Choice
                file={file}
                isChosen={ids.includes(file.id)}
                isFull={ids.length >= most}
                onToggle={() => toggle(file.id)}
              />
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

interface ChoiceProps {
  readonly file: StoredFile
  readonly isChosen: boolean
  readonly isFull: boolean
  readonly onToggle: () => void
}

function Choice({ file: { filename, bytes, created_at }, isChosen, isFull, onToggle }: ChoiceProps) {
  return (
    <label className="touch flex min-h-9 items-center gap-2.5 px-1 text-row">
      <input
        type="checkbox"
        checked={isChosen}
        disabled={!isChosen && isFull}
        onChange={onToggle}
        className="size-4 shrink-0 accent-ink"
      />
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {plainName(filename)}
      </span>
      <span className="shrink-0 text-meta text-muted tabular-nums">
        <ByteSize bytes={bytes} />
      </span>
      <TimeText ms={created_at * SECOND_MS} className="w-28 shrink-0 text-right text-meta text-muted" />
    </label>
  )
}
