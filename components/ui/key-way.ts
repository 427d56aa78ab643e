'use client'

import { createContext, type ReactNode } from 'react'

/**
 * The link to where the connection's key is entered, for the error that says the key is refused. It is handed in, as
 * errors are also drawn where there is no router.
 */
export const KeyWay = createContext<ReactNode>(null)
