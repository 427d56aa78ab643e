'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Input } from '@/components/ui/input'
import { FilterForm } from './filter-form'
import { RankingChoice } from './ranking-choice'
import { MAX_RESULTS, type SearchSettings } from './search-settings'

interface SearchOptionsProps {
  readonly store: string
  readonly settings: SearchSettings
  readonly onChange: (settings: SearchSettings) => void
}

const STEP = 0.01

/** How a search is made: how many results, the least score, by what, and of which files. */
export function SearchOptions({ store, settings, onChange }: SearchOptionsProps) {
  const t = useTranslations('stores.search')
  const { most, least, filter } = settings
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <NumberSetting
        label={t('most')}
        value={most}
        range={[1, MAX_RESULTS, 1]}
        onChange={(value) => onChange({ ...settings, most: value })}
      />
      <NumberSetting
        label={t('least')}
        value={least}
        range={[0, 1, STEP]}
        onChange={(value) => onChange({ ...settings, least: value })}
      />
      <RankingChoice
        store={store}
        isByWords={settings.isByWords}
        onChange={(isByWords) => onChange({ ...settings, isByWords })}
      />
      <FilterForm key={filter} filter={filter} onChange={(text) => onChange({ ...settings, filter: text })} />
    </div>
  )
}

interface NumberSettingProps {
  readonly label: string
  readonly value: number
  /** The least, the most and the step. */
  readonly range: readonly [number, number, number]
  readonly onChange: (value: number) => void
}

/** A number that counts once it is whole: when the box is left, or with Enter. */
function NumberSetting({ label, value, range: [min, max, step], onChange }: NumberSettingProps) {
  const [text, setText] = useState<string>()
  function take() {
    const number = Number(text)
    setText(undefined)
    if (text !== undefined && text !== '' && number >= min && number <= max && number !== value) onChange(number)
  }
  return (
    <label className="flex items-center gap-2 text-row">
      <span className="whitespace-nowrap text-muted">{label}</span>
      <span className="w-20">
        <Input
          type="number"
          min={min}
          max={max}
          step={step}
          value={text ?? value}
          onChange={({ target }) => setText(target.value)}
          onBlur={take}
          onKeyDown={({ key }) => key === 'Enter' && take()}
        />
      </span>
    </label>
  )
}
