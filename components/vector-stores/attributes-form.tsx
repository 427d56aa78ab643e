'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { IconButton } from '@/components/ui/icon-button'
import { Plus, X } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { amendStoreFileMutation } from '@/lib/client/vector-store-mutations'
import { attributeLimits } from '@/lib/protocol/limits'
import type { VectorStoreFile } from '@/lib/protocol/vector-store'
import { attributesOf, pairProblems, written, type PairProblem, type WrittenPair } from './attribute-value'
import { ValueInput } from './value-input'

/** What is said of a file in a store, by which searches filter. */
export function AttributesForm({ file }: { file: VectorStoreFile }) {
  const t = useTranslations('stores.attributes')
  const common = useTranslations('common')
  const stored = () => Object.entries(file.attributes ?? {}).map(([key, value]) => written(key, value))
  const [edited, setEdited] = useState<readonly WrittenPair[]>()
  const save = useMutation(amendStoreFileMutation(useApi(), useQueryClient()))
  const pairs = edited ?? stored()
  const problems = pairProblems(pairs)
  return (
    <section aria-label={t('title')} className="flex min-w-0 flex-col gap-2">
      <h3 className="text-row font-bold">{t('title')}</h3>
      {pairs.length === 0 && <p className="text-meta text-muted">{t('none')}</p>}
      {pairs.map((pair, index) => (
        <Pair
          key={index}
          pair={pair}
          problem={edited ? (problems[index] ?? null) : null}
          onChange={(fields) => setEdited(pairs.map((each, at) => (at === index ? { ...each, ...fields } : each)))}
          onRemove={() => setEdited(pairs.filter((_, at) => at !== index))}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={pairs.length >= attributeLimits.pairs}
          onClick={() => setEdited([...pairs, { key: '', type: 'text', value: '' }])}
        >
          <Plus size={14} aria-hidden />
          {t('add')}
        </Button>
        {edited && (
          <>
            <Button
              look="primary"
              busy={save.isPending}
              disabled={problems.some(Boolean)}
              onClick={() =>
                save.mutate(
                  { store: file.vector_store_id, file: file.id, attributes: attributesOf(pairs) },
                  { onSuccess: () => setEdited(undefined) },
                )
              }
            >
              {common('save')}
            </Button>
            <Button look="quiet" onClick={() => setEdited(undefined)}>
              {common('cancel')}
            </Button>
          </>
        )}
      </div>
      {save.error && <ErrorState compact error={save.error} />}
    </section>
  )
}

interface PairProps {
  readonly pair: WrittenPair
  readonly problem: PairProblem | null
  readonly onChange: (fields: Partial<WrittenPair>) => void
  readonly onRemove: () => void
}

function Pair({ pair, problem, onChange, onRemove }: PairProps) {
  const t = useTranslations('stores.attributes')
  return (
    <div className="flex min-w-0 flex-col gap-1" data-status={problem ? 'failed' : undefined}>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="w-40 max-w-full">
          <Input
            aria-label={t('key')}
            placeholder={t('key')}
            aria-invalid={problem?.startsWith('key') || undefined}
            maxLength={attributeLimits.key}
            value={pair.key}
            onChange={({ target }) => onChange({ key: target.value })}
            className="font-mono"
          />
        </span>
        <ValueInput pair={pair} isWrong={problem === 'value'} onChange={onChange} />
        <IconButton label={t('remove', { key: pair.key || '…' })} icon={<X size={14} />} onClick={onRemove} />
      </div>
      {problem && <p className="text-meta text-tone">{t(`problem.${problem}`)}</p>}
    </div>
  )
}
