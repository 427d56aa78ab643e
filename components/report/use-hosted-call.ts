'use client'

import { useContext } from 'react'
import type { HostedCallNote } from '@/lib/protocol/hosted-calls'
import { RunOfCalls } from './run-of-calls'
import { allById } from '@/lib/run/by-id'

/** What is known of the call of a hosted tool beside the protocol's objects; undefined where nothing is. */
export function useHostedCall(id: string): HostedCallNote | undefined {
  const run = useContext(RunOfCalls)
  if (!run) return undefined
  for (const { hosted } of allById(run.notes)) {
    const call = hosted?.calls.find((each) => each.id === id)
    if (call) return call
  }
  return undefined
}
