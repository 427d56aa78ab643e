'use client'

import { useTranslations } from 'next-intl'
import { AssistantSelect } from '@/components/assistant-select/assistant-select'
import { useAssistants } from '@/components/assistant-select/use-assistants'
import { plainName } from '@/components/names/plain-name'
import { ModelInput } from '@/components/run-options/model-input'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import type { Variant } from './variants'

interface VariantFieldsProps {
  readonly variant: Variant
  /** From 1 on. */
  readonly number: number
  readonly onChange: (part: Partial<Variant>) => void
  readonly onRemove: (() => void) | undefined
}

/** Whom the message goes to: an assistant, with its own model or another. */
export function VariantFields({ variant, number, onChange, onRemove }: VariantFieldsProps) {
  const t = useTranslations('comparison.matrix')
  const runs = useTranslations('runs')
  const { assistant, model } = variant
  const { options } = useAssistants(assistant)
  const chosen = options.find(({ id }) => id === assistant)
  const name = chosen ? plainName(chosen.name ?? runs('unnamed_assistant')) : assistant
  return (
    <div role="group" aria-label={t('variant', { number })} className="flex min-w-0 items-center gap-2">
      <span aria-hidden className="w-4 shrink-0 text-right font-mono text-meta text-muted">
        {number}
      </span>
      <div className="grid min-w-0 flex-1 grid-cols-2 gap-2">
        <AssistantSelect
          label={t('assistant')}
          chosen={assistant}
          text={name || t('choose_assistant')}
          onChoose={(id) => onChange({ assistant: id })}
          className="max-w-full min-w-0"
        />
        <ModelInput
          aria-label={t('model')}
          placeholder={chosen?.model ?? t('own_model')}
          value={model}
          onModel={(next) => onChange({ model: next })}
        />
      </div>
      {onRemove && <IconButton label={t('remove', { number })} icon={<X size={14} aria-hidden />} onClick={onRemove} />}
    </div>
  )
}
