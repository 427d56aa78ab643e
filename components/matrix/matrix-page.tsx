'use client'

import { useTranslations } from 'next-intl'
import { useId, type FormEvent, type KeyboardEvent } from 'react'
import { BackendWatch } from '@/components/connection/away'
import { Page } from '@/components/shell/page'
import { useMarkdown } from '@/components/text/late-markdown'
import { Button } from '@/components/ui/button'
import { NotPermitted } from '@/components/ui/not-permitted'
import { Permitted } from '@/components/ui/permissions'
import { Textarea } from '@/components/ui/textarea'
import { MAX_TEXT } from '@/lib/protocol/limits'
import { MatrixCell } from './matrix-cell'
import { useMatrix } from './use-matrix'
import { VariantFields } from './variant-fields'

/** One message to several assistants or models at once, their answers side by side as they come. */
export function MatrixPage() {
  const t = useTranslations('comparison.matrix')
  const matrix = useMatrix()
  const { variants, runs, errors } = matrix
  const started = runs.some(Boolean) || errors.some(Boolean)
  useMarkdown(started)
  return (
    <Page title={t('title')} wide>
      <Permitted to="run" otherwise={<NotPermitted />}>
        <MatrixForm {...matrix} />
      </Permitted>
      {!started && <p className="max-w-prose text-row text-muted">{t('empty')}</p>}
      {started && (
        <>
          <BackendWatch />
          <section aria-label={t('answers')} className="grid gap-4 wide:grid-cols-2 xl:grid-cols-3">
            {variants.map((variant, index) => (
              <MatrixCell
                key={runs[index] || `variant ${index}`}
                number={index + 1}
                variant={variant}
                runId={runs[index] ?? ''}
                error={errors[index]}
                first={index > 0 ? (runs[0] ?? '') : ''}
              />
            ))}
          </section>
        </>
      )}
    </Page>
  )
}

function MatrixForm(matrix: ReturnType<typeof useMatrix>) {
  const t = useTranslations('comparison.matrix')
  const id = useId()
  const { message, write, variants, change, add, remove, ask, canAsk, isAsking } = matrix

  function submit(event: FormEvent) {
    event.preventDefault()
    if (canAsk) ask()
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
  }

  return (
    <form onSubmit={submit} className="grid gap-4 wide:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={id} className="text-row font-medium">
          {t('message')}
        </label>
        <Textarea
          id={id}
          rows={5}
          maxLength={MAX_TEXT}
          value={message}
          onKeyDown={onKeyDown}
          onChange={(event) => write(event.target.value)}
          className="flex-1"
        />
      </div>
      <div className="flex min-w-0 flex-col gap-2">
        <p className="text-row font-medium">{t('variants')}</p>
        {variants.map((variant, index) => (
          <VariantFields
            key={index}
            number={index + 1}
            variant={variant}
            onChange={(part) => change(index, part)}
            onRemove={remove && (() => remove(index))}
          />
        ))}
        <div className="flex flex-wrap items-center gap-2">
          {add && <Button onClick={add}>{t('add')}</Button>}
          <Button type="submit" look="primary" busy={isAsking} disabled={!canAsk}>
            {t('ask', { count: variants.length })}
          </Button>
          {!canAsk && <span className="text-row text-muted">{t('needs')}</span>}
        </div>
      </div>
    </form>
  )
}
