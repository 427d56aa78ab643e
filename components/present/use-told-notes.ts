'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import type { ThreadState } from '@/components/messages/use-thread'
import { openDemoChannel, type DemoChannel, type DemoTold, type DemoWord } from './demo-channel'
import type { DemoState } from './use-demo'

/** Tells the presenter's own window how the demo stands, and does what is asked for there. */
export function useToldNotes(threadId: string, { demo, thread }: { demo: DemoState; thread: ThreadState }) {
  const channel = useRef<DemoChannel>(null)
  const told = toldOf(demo, thread)
  const hear = useEffectEvent(({ kind }: DemoWord) => {
    if (kind === 'next') demo.goOn()
    if (kind === 'hello' && told) channel.current?.tell(told)
  })
  useEffect(() => {
    const opened = openDemoChannel(threadId, hear)
    channel.current = opened
    const leave = () => opened.tell({ kind: 'bye' })
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
      opened.close()
    }
  }, [threadId])
  const text = JSON.stringify(told)
  useEffect(() => {
    if (text !== undefined) channel.current?.tell(JSON.parse(text) as DemoTold)
  }, [text])
}

function toldOf({ progress, isBusy }: DemoState, { entries, summaries }: ThreadState): DemoTold | undefined {
  if (!progress) return undefined
  const first = entries.find((entry) => entry.type === 'message')
  const run = entries.findLast((entry) => entry.type === 'run')?.run ?? summaries[0]?.run
  return {
    ...{ kind: 'state', ...progress, isBusy, status: run?.status ?? null },
    sinceMs: first ? first.message.created_at * 1000 : null,
  }
}
