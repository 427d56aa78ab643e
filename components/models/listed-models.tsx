'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Input } from '@/components/ui/input'
import { isOffered, toggled, type EndpointDraft } from './endpoint-draft'

interface ListedModelsProps {
  readonly listed: readonly string[]
  readonly draft: EndpointDraft
  readonly onModels: (models: EndpointDraft['models']) => void
}

/** So many are drawn; some endpoints list hundreds. */
const MAX_SHOWN = 60

/** The models that the endpoint lists, to choose which are offered. */
export function ListedModels({ listed, draft, onModels }: ListedModelsProps) {
  const t = useTranslations('models.form')
  const [filter, setFilter] = useState('')
  const found = listed.filter((name) => name.toLowerCase().includes(filter.trim().toLowerCase()))
  if (listed.length === 0) return null
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-row font-medium">{t('listed')}</legend>
      <p className="text-meta text-muted">{t('listed_hint')}</p>
      {listed.length > MAX_SHOWN && (
        <Input
          type="search"
          aria-label={t('filter')}
          placeholder={t('filter')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      <ul className="flex max-h-72 flex-col overflow-y-auto">
        {found.slice(0, MAX_SHOWN).map((name) => (
          <li key={name}>
            <label className="touch flex items-center gap-2 py-0.5 font-mono text-meta wrap-anywhere">
              <input type="checkbox" checked={isOffered(draft, name)} onChange={() => onModels(toggled(draft, name))} />
              {name}
            </label>
          </li>
        ))}
      </ul>
      {found.length > MAX_SHOWN && (
        <p className="text-meta text-muted">{t('more', { count: found.length - MAX_SHOWN })}</p>
      )}
    </fieldset>
  )
}
