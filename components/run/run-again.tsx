'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lateDialog } from '@/components/late/late'
import { useAction } from '@/components/actions/use-action'
import { useApi } from '@/components/connection-context'
import { keep } from '@/components/kept-in-tab'
import { runPath } from '@/components/paths'
import { Button } from '@/components/ui/button'
import { useGo } from '@/components/use-go'
import { useOnceMutation } from '@/components/use-once'
import { runAgainMutation } from '@/lib/client/conversation-mutations'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { wholeRunBodyOf } from '@/lib/run/run-body'

const RunAgainDialog = lateDialog(() => import('./run-again-dialog').then((file) => file.RunAgainDialog))

/** Runs once more on what a run was given: as it was, or with other settings. Props: run. */
export function RunAgain({ run }: { run: Run }) {
  const t = useTranslations('inspector.again')
  const api = useApi()
  const go = useGo()
  const [isOpen, setOpen] = useState(false)
  const again = useOnceMutation(runAgainMutation({ api, client: useQueryClient() }, run))
  const isOver = isTerminal(run.status)
  const name = `again:${run.id}`
  function start(body: CreateRunBody) {
    again.mutate(body, {
      onSuccess(next) {
        keep(name, undefined)
        go(runPath(api.connection, next))
      },
    })
  }
  const startSame = () => start(wholeRunBodyOf(run))
  useAction({ id: 'run-again', label: t('action'), when: isOver, run: startSame })
  useAction({ id: 'run-again-with', label: t('with'), when: isOver, run: () => setOpen(true) })
  const title = t(isOver ? 'where' : 'not_yet')
  return (
    <span className="flex items-center gap-1">
      <Button busy={again.isPending && !isOpen} disabled={!isOver} title={title} onClick={startSame}>
        {t('action')}
      </Button>
      <Button disabled={!isOver} title={title} onClick={() => setOpen(true)}>
        {t('with')}
      </Button>
      {isOpen && (
        <Suspense>
          <RunAgainDialog
            name={name}
            run={run}
            busy={again.isPending}
            error={again.error}
            sent={again.variables}
            onStart={start}
            onClose={() => {
              again.reset()
              setOpen(false)
            }}
          />
        </Suspense>
      )}
    </span>
  )
}
