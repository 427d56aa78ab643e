'use client'

import { createContext } from 'react'
import type { Message } from '@/lib/protocol/message'

/** Reads all of a message of which a page has the beginning only. */
export type ReadWholeMessage = (message: Pick<Message, 'thread_id' | 'id'>) => Promise<Message>

/** How messages are read whole; where nobody can, their beginning is all there is. */
export const WholeMessages = createContext<ReadWholeMessage | undefined>(undefined)
