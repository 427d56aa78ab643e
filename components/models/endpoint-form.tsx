'use client'

import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef, useState, type ComponentProps, type FormEvent } from 'react'
import { flushSync } from 'react-dom'
import { wrongHeaderLine } from '@/components/connections/connection-draft'
import { LeaveGuard } from '@/components/routing/leave-guard'
import { modelsPath } from '@/components/routing/paths'
import { Button, buttonClass } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { toast } from '@/components/ui/toast-store'
import { saveEndpointMutation, testEndpointMutation } from '@/lib/client/model-settings'
import { ApiError } from '@/lib/protocol/error'
import type { ModelEndpoint, ModelEndpointTest } from '@/lib/protocol/model-settings'
import { changesOf, createBodyOf, draftOf, emptyDraft, modelsOf, type EndpointDraft } from './endpoint-draft'
import { EndpointFields } from './endpoint-fields'
import { EndpointTestResult } from './endpoint-test-result'
import { ListedModels } from './listed-models'
import { ModelRows } from './model-rows'
import { hasPriceProblem } from './price-draft'
import { hasPlaceholder } from './presets'

/** Adds an endpoint, or changes the stored one. What was typed stays until it is saved; a key is never shown again. */
export function EndpointForm({ stored }: { readonly stored?: ModelEndpoint }) {
  const t = useTranslations('models.form')
  const router = useRouter()
  const [before] = useState(() => (stored ? draftOf(stored) : emptyDraft))
  const [draft, setDraft] = useState(before)
  const client = useQueryClient()
  const save = useMutation(saveEndpointMutation(client))
  const test = useMutation(testEndpointMutation(client))
  const { form, checks, pricesPass } = usePriceChecks(draft)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(before) && !save.isSuccess
  const failed = save.error ?? test.error
  const wrong = failed instanceof ApiError && failed.status === 400 ? failed.body : undefined

  function change(changes: Partial<EndpointDraft>) {
    setDraft({ ...draft, ...changes })
    save.reset()
    // What the endpoint listed stays true while only its models are chosen.
    if (!('models' in changes)) test.reset()
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (wrongHeaderLine(draft.headers) !== undefined || !pricesPass()) return
    save.mutate(stored ? { id: stored.id, changes: changesOf(draft, stored) } : createBodyOf(draft), {
      onSuccess: () => {
        toast(t('saved', { name: draft.name }))
        router.push(modelsPath)
        router.refresh()
      },
    })
  }
  function runTest() {
    if (!pricesPass()) return
    const model = modelsOf(draft)[0]?.upstream_name
    const isAsStored = stored && isSameServer(draft, before)
    test.mutate({ ...(isAsStored ? { id: stored.id, api: draft.api } : createBodyOf(draft)), ...(model && { model }) })
  }
  const canTest = draft.url !== '' && !hasPlaceholder(draft.url) && canAsk(draft, { before, stored })

  return (
    <form ref={form} onSubmit={submit} className="flex max-w-prose flex-col gap-4">
      <EndpointFields draft={draft} stored={stored} wrong={wrong} onChange={change} />
      <ModelRows
        models={draft.models}
        checks={checks}
        error={wrong?.param?.startsWith('models') ? <span lang="en">{wrong.message}</span> : undefined}
        onModels={(models) => change({ models })}
      />
      <ListedModels listed={test.data?.models ?? []} draft={draft} onModels={(models) => change({ models })} />
      <Actions
        isNew={!stored}
        isSaving={save.isPending}
        isTesting={test.isPending}
        onTest={canTest ? runTest : undefined}
      />
      <TestProgress test={test} />
      {failed && !wrong && <ErrorState compact error={failed} />}
      <Leaving active={isDirty && !save.isPending} onLeave={() => setDraft(before)} />
    </form>
  )
}

/** Prices are checked from the first time on that they are sent. */
function usePriceChecks({ models }: EndpointDraft) {
  const [checks, setChecks] = useState<'now' | 'later'>('later')
  const form = useRef<HTMLFormElement>(null)
  /** The first price that is wrong takes the focus. */
  function pricesPass() {
    if (!models.some(({ price }) => hasPriceProblem(price))) return true
    flushSync(() => setChecks('now'))
    form.current?.querySelector<HTMLElement>('details [aria-invalid]')?.focus()
    return false
  }
  return { form, checks, pricesPass }
}

const isSameServer = (draft: EndpointDraft, before: EndpointDraft) =>
  draft.url === before.url && draft.key === '' && draft.headers === ''

function TestProgress({
  test: { isPending, data },
}: {
  readonly test: Pick<UseMutationResult<ModelEndpointTest>, 'data' | 'isPending'>
}) {
  const t = useTranslations('models.form')
  return (
    <div role="status">
      {isPending && <p className="text-muted">{t('testing')}</p>}
      {data && !isPending && <EndpointTestResult test={data} />}
    </div>
  )
}

interface ActionsProps {
  readonly isNew: boolean
  readonly isSaving: boolean
  readonly isTesting: boolean
  /** Undefined while it cannot be tested. */
  readonly onTest: (() => void) | undefined
}

function Actions({ isNew, isSaving, isTesting, onTest }: ActionsProps) {
  const t = useTranslations('models.form')
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" look="primary" busy={isSaving}>
        {t(isNew ? 'add' : 'save')}
      </Button>
      <Button busy={isTesting} disabled={!onTest} onClick={onTest}>
        {t('test')}
      </Button>
      <Link prefetch={false} href={modelsPath} className={buttonClass('quiet')}>
        {t('cancel')}
      </Link>
    </div>
  )
}

interface Stored {
  readonly before: EndpointDraft
  readonly stored: ModelEndpoint | undefined
}

/** A key that is only stored goes nowhere but to the address that it is stored with. */
const canAsk = (draft: EndpointDraft, { before, stored }: Stored) =>
  !stored?.has_key || isSameServer(draft, before) || draft.key !== ''

function Leaving(props: Pick<ComponentProps<typeof LeaveGuard>, 'active' | 'onLeave'>) {
  const t = useTranslations('models.form.leave')
  return <LeaveGuard {...props} title={t('title')} text={t('text')} action={t('action')} />
}
