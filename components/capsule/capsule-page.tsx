'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { late } from '@/components/late/late'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { FileDrop } from '@/components/uploads/file-drop'
import { CapsuleError, type CapsuleProblem, MAX_CAPSULE_BYTES, type OpenCapsule } from '@/lib/capsule/capsule'
import { patiently } from '@/components/late/patiently'

const OpenedCapsule = late(() => import('./opened-capsule').then((file) => file.OpenedCapsule))

type State =
  | { readonly is: 'empty' }
  | { readonly is: 'opening'; readonly name: string }
  | { readonly is: 'refused'; readonly name: string; readonly problem: CapsuleProblem }
  | { readonly is: 'open'; readonly file: File; readonly capsule: OpenCapsule }

/** Opens a shared file in this browser: nothing of it is sent or stored until the reader says so. */
export function CapsulePage() {
  const t = useTranslations('capsule.page')
  const [state, setState] = useState<State>({ is: 'empty' })
  async function open(file: File) {
    const { name } = file
    setState({ is: 'opening', name })
    setState(await read(file).then((capsule) => ({ is: 'open', file, capsule }), refusal(name)))
  }
  if (state.is === 'open') {
    return (
      <div className="mx-auto flex w-full max-w-[90rem] flex-col gap-4 px-4 py-6 wide:px-10">
        <Suspense fallback={<Skeleton />}>
          <OpenedCapsule
            capsule={state.capsule}
            file={state.file}
            another={
              <Button look="quiet" onClick={() => setState({ is: 'empty' })}>
                {t('another')}
              </Button>
            }
          />
        </Suspense>
      </div>
    )
  }
  return (
    <Page title={t('title')}>
      <p className="max-w-prose text-prose text-muted">{t('lead')}</p>
      <FileDrop
        label={t('file')}
        hint={t('drop')}
        accept=".html,.htm,.json,text/html,application/json"
        busy={state.is === 'opening'}
        onFile={(file) => void open(file)}
      />
      {state.is === 'opening' && <p role="status">{t('opening', { name: state.name })}</p>}
      {state.is === 'refused' && <Refusal name={state.name} problem={state.problem} />}
    </Page>
  )
}

function Refusal({ name, problem }: { readonly name: string; readonly problem: CapsuleProblem }) {
  const t = useTranslations('capsule.view.problem')
  return (
    <p role="alert" data-status="failed" className="max-w-prose text-prose wrap-anywhere text-tone">
      {name}: {t(problem)}
    </p>
  )
}

/** How large it is is known before any of it is read. */
async function read(file: File): Promise<OpenCapsule> {
  if (file.size > MAX_CAPSULE_BYTES) throw new CapsuleError('too_large', 'The file is larger than any capsule.')
  const { readCapsule } = await patiently(() => import('@/lib/capsule/read-capsule'))
  return readCapsule(await file.text())
}

const refusal =
  (name: string) =>
  (error: unknown): State => ({
    is: 'refused',
    name,
    problem: error instanceof CapsuleError ? error.problem : 'broken',
  })
