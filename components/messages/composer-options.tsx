'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { late } from '@/components/late/late'
import type { RunOption } from '@/components/run-options/run-options'
import type { RunOptionsState } from '@/components/run-options/use-run-options'
import { Popover } from '@/components/ui/popover'
import { SlidersHorizontal } from './icons'

const RunOptionsForm = late(() =>
  import('@/components/run-options/run-options-form').then((file) => file.RunOptionsForm),
)

interface ComposerOptionsProps {
  readonly state: RunOptionsState
  /** Options that are chosen elsewhere on the page. */
  readonly without?: readonly RunOption[]
}

/** The options of the next runs that override their assistant. */
export function ComposerOptions({ state, without }: ComposerOptionsProps) {
  const t = useTranslations('thread.options')
  const [wasOpened, setOpened] = useState(false)
  const count = Object.values(state.options).filter((value) => value.trim() !== '').length
  const isWrong = state.problems.size > 0
  const label = count === 0 ? t('title') : t('set', { count })
  return (
    <Popover
      label={t('title')}
      onToggle={(isOpen) => isOpen && setOpened(true)}
      className="h-8 shrink-0 px-2 text-row text-muted hover:bg-sunken hover:text-ink"
      trigger={
        <span
          data-status={isWrong ? 'failed' : undefined}
          className={`inline-flex items-center gap-1.5 ${isWrong ? 'font-medium text-tone' : ''}`}
        >
          <SlidersHorizontal size={14} aria-hidden />
          {isWrong ? t('wrong', { count: state.problems.size }) : label}
        </span>
      }
    >
      <div
        className={`scroll-fade scroll-shown -m-1 h-[min(28rem,60dvh)] w-88 max-w-[calc(100%+0.5rem)] overflow-y-auto
          px-1 pt-1`}
      >
        {wasOpened && (
          <Suspense>
            <RunOptionsForm {...state} without={without} />
          </Suspense>
        )}
      </div>
    </Popover>
  )
}
