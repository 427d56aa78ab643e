'use client'

import { useTranslations } from 'next-intl'
import { ModelInput } from '@/components/model-input'
import { Field } from '@/components/ui/field'
import { Popover } from '@/components/ui/popover'
import { Textarea } from '@/components/ui/textarea'
import type { CreateRunBody } from '@/lib/protocol/run'
import { SlidersHorizontal } from './icons'
import { sentTextOf } from './sent-text'

export interface RunOptions {
  readonly model: string
  readonly additional: string
}

export const noOptions: RunOptions = { model: '', additional: '' }

/** The options as a run's body has them; what is empty is the assistant's own. */
export const runOptionsOf = ({ model, additional }: RunOptions): Partial<CreateRunBody> => ({
  ...(model.trim() && { model: model.trim() }),
  ...(additional.trim() && { additional_instructions: sentTextOf(additional) }),
})

interface ComposerOptionsProps {
  readonly options: RunOptions
  readonly onOptions: (options: RunOptions) => void
}

/** What the next runs do otherwise than their assistant. Props: options, onOptions. */
export function ComposerOptions({ options, onOptions }: ComposerOptionsProps) {
  const t = useTranslations('thread.options')
  const count = Object.keys(runOptionsOf(options)).length
  return (
    <Popover
      label={t('title')}
      className="h-8 shrink-0 px-2 text-row text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <>
          <SlidersHorizontal size={14} aria-hidden />
          {count === 0 ? t('title') : t('set', { count })}
        </>
      }
    >
      <div className="flex w-80 max-w-full flex-col gap-3">
        <Field label={t('model')} hint={t('model_hint')}>
          {(control) => (
            <ModelInput {...control} value={options.model} onModel={(model) => onOptions({ ...options, model })} />
          )}
        </Field>
        <Field label={t('additional')} hint={t('additional_hint')}>
          {(control) => (
            <Textarea
              {...control}
              value={options.additional}
              onChange={(event) => onOptions({ ...options, additional: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Popover>
  )
}
