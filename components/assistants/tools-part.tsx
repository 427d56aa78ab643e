'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useId, type ReactNode } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { Skeleton } from '@/components/ui/skeleton'
import type { FormPart } from './form-part'
import { FormSection } from './form-section'
import { useUnableTools } from './use-unable-tools'

const CodeFiles = late(() => import('./tool-resources').then((file) => file.CodeFiles))
const SearchStores = late(() => import('./search-stores').then((file) => file.SearchStores))

type Hosted = 'code_interpreter' | 'file_search'

/** The tools that the backend runs itself, and what they work with. */
export function ToolsPart({ draft, change }: FormPart) {
  const t = useTranslations('assistants.form')
  const { otherTools } = draft
  const unable = useUnableTools()(otherTools)
  const has = (type: Hosted) => otherTools.some((tool) => tool.type === type)
  const toggle = (type: Hosted) =>
    change({ otherTools: has(type) ? otherTools.filter((tool) => tool.type !== type) : [...otherTools, { type }] })
  return (
    <FormSection title={t('tools')} hint={t('tools_hint')}>
      <Switch
        name={t('tool.code_interpreter')}
        hint={t('tool.code_interpreter_hint')}
        isOn={has('code_interpreter')}
        onToggle={() => toggle('code_interpreter')}
      >
        {(has('code_interpreter') || draft.codeFiles.length > 0) && (
          <Suspense fallback={<Skeleton rows={1} />}>
            <CodeFiles ids={draft.codeFiles} onChange={(codeFiles) => change({ codeFiles })} />
          </Suspense>
        )}
      </Switch>
      <Switch
        name={t('tool.file_search')}
        hint={t('tool.file_search_hint')}
        isOn={has('file_search')}
        onToggle={() => toggle('file_search')}
      >
        {(has('file_search') || draft.stores.length > 0) && (
          <Suspense fallback={<Skeleton rows={1} />}>
            <SearchStores ids={draft.stores} name={draft.name} onChange={(stores) => change({ stores })} />
          </Suspense>
        )}
      </Switch>
      {unable && (
        <p role="status" data-status="incomplete" className="text-meta font-medium text-tone wrap-anywhere">
          {unable.words}
        </p>
      )}
    </FormSection>
  )
}

interface SwitchProps {
  readonly name: string
  readonly hint: string
  readonly isOn: boolean
  readonly onToggle: () => void
  /** What it works with. */
  readonly children: ReactNode
}

/** A tool, on or off. Where the connection cannot run it, it can only be taken away. */
function Switch({ name, hint, isOn, onToggle, children }: SwitchProps) {
  const t = useTranslations('assistants.form.tool')
  const { hosted_tools: isRun } = useConnection().info.capabilities
  const hintId = useId()
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <label className="touch flex items-start gap-2.5">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          disabled={!isRun && !isOn}
          aria-describedby={hintId}
          onChange={onToggle}
          className="mt-0.5 size-4 shrink-0 accent-ink"
        />
        <span className="flex min-w-0 flex-col">
          <span className="text-row font-medium">{name}</span>
          <span id={hintId} className="text-meta text-muted">
            {isRun || isOn ? hint : t('not_run')}
          </span>
        </span>
      </label>
      {children}
    </div>
  )
}
