'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { kindOf } from './schema-kind'
import { takesOptions, takesPreset, type SchemaNode } from './schema-node'

interface SchemaWordsProps {
  readonly node: SchemaNode
  readonly onChange: (part: Partial<SchemaNode>) => void
  /** Shown behind the fields. */
  readonly children: ReactNode
}

/** The description of a schema, its allowed values and its default. */
export function SchemaWords({ node, onChange, children }: SchemaWordsProps) {
  const t = useTranslations('assistants.function')
  // The allowed values of a list are those of its items.
  const limited = node.items && kindOf(node) !== 'array' ? node.items : node
  const limit = (options: string) => onChange(limited === node ? { options } : { items: { ...limited, options } })
  return (
    <div className="flex min-w-0 flex-wrap items-end gap-x-3 gap-y-2">
      <Labelled label={t('parameter_description')} className="flex-[2_1_14rem]">
        <Input
          placeholder={t('parameter_description_placeholder')}
          value={node.description}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </Labelled>
      {takesOptions(limited.type) && (
        <Labelled label={t('options')} className="flex-[1_1_10rem]">
          <Input
            placeholder={t('options_placeholder')}
            autoComplete="off"
            spellCheck={false}
            value={limited.options}
            onChange={(event) => limit(event.target.value)}
          />
        </Labelled>
      )}
      {takesPreset(node.type) && (
        <Labelled label={t('preset')} className="flex-[1_1_7rem]">
          <Preset node={node} onPreset={(preset) => onChange({ preset })} />
        </Labelled>
      )}
      {children}
    </div>
  )
}

function Labelled({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    <label className={`flex min-w-0 flex-col gap-0.5 text-meta text-muted ${className}`}>
      {label}
      {children}
    </label>
  )
}

function Preset({ node: { type, preset }, onPreset }: { node: SchemaNode; onPreset: (preset: string) => void }) {
  const t = useTranslations('assistants.function')
  if (type === 'boolean') {
    return (
      <Select value={preset} onChange={(event) => onPreset(event.target.value)} className="w-full">
        <option value="">{t('preset_none')}</option>
        {['true', 'false'].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </Select>
    )
  }
  return (
    <Input
      {...(type === 'string' ? {} : { type: 'number', step: type === 'integer' ? 1 : 'any' })}
      placeholder={t('preset_none')}
      autoComplete="off"
      value={preset}
      onChange={(event) => onPreset(event.target.value)}
    />
  )
}
