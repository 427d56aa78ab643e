'use client'

import { createContext } from 'react'
import type { RunView } from '@/lib/run/fold'

/** The run whose calls are drawn, where all of it is known: what its answers quote, and what its models were told. */
export const RunOfCalls = createContext<Pick<RunView, 'steps' | 'messages' | 'notes'> | undefined>(undefined)
