'use client'

import { useTranslations } from 'next-intl'
import { removeKeepingFocus } from '@/components/focus/keep-focus'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Plus, X } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { metadataLimits } from '@/lib/protocol/limits'
import type { MetadataPair } from './assistant-draft'
import type { FormPart } from './form-part'
import { FormSection } from './form-section'
import { RemovedLine } from './removed-line'
import { useProblemText } from './use-problem-text'
import { useRemovals } from './use-removals'

/** Pairs of texts that the wire keeps with the assistant. */
export function MetadataPart({ draft: { metadata }, change, problemOf }: FormPart) {
  const t = useTranslations('assistants.form')
  const removals = useRemovals(metadata, (changed) => change({ metadata: changed }))
  // Discarding brings back what was removed.
  const isBack = (pair?: MetadataPair) => metadata.some(({ key }) => key === pair?.key)
  const error = useProblemText()(problemOf('metadata'))
  return (
    <FormSection
      title={t('metadata')}
      hint={t('metadata_hint')}
      aside={
        <Button
          look="quiet"
          data-add="pair"
          disabled={metadata.length >= metadataLimits.pairs}
          onClick={() => change({ metadata: [...metadata, { key: '', value: '' }] })}
        >
          <Plus size={14} aria-hidden />
          {t('add_metadata')}
        </Button>
      }
    >
      <div data-field="metadata" className="flex flex-col gap-3 empty:hidden">
        {metadata.map((pair, index) => (
          <PairRow
            key={index}
            pair={pair}
            number={index + 1}
            invalid={error !== undefined}
            onChange={(changed) => change({ metadata: metadata.with(index, changed) })}
            onRemove={() => removals.remove(index)}
          />
        ))}
        <RemovedLine kind="pair" name={isBack(removals.last) ? undefined : removals.last?.key} onUndo={removals.undo} />
        {error && (
          <p data-status="failed" className="font-medium text-tone">
            {error}
          </p>
        )}
      </div>
    </FormSection>
  )
}

interface PairRowProps {
  readonly pair: MetadataPair
  readonly number: number
  readonly invalid: boolean
  readonly onChange: (pair: MetadataPair) => void
  readonly onRemove: () => void
}

function PairRow({ pair, number, invalid, onChange, onRemove }: PairRowProps) {
  const t = useTranslations('assistants.form')
  const key = pair.key || t('metadata_key', { number })
  return (
    <div className="flex items-center gap-1" data-status={invalid ? 'failed' : undefined}>
      <Input
        aria-label={t('metadata_key', { number })}
        placeholder={t('metadata_key', { number })}
        aria-invalid={invalid || undefined}
        value={pair.key}
        onChange={(event) => onChange({ ...pair, key: event.target.value })}
        className="font-mono"
      />
      <Input
        aria-label={t('metadata_value', { key })}
        value={pair.value}
        onChange={(event) => onChange({ ...pair, value: event.target.value })}
      />
      <IconButton
        label={t('remove_metadata', { key })}
        icon={<X size={14} />}
        data-remove="pair"
        onClick={({ currentTarget }) => removeKeepingFocus(currentTarget, onRemove)}
      />
    </div>
  )
}
