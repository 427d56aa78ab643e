'use client'

import { createContext } from 'react'

/** The way to where the connection's key is entered, for the error that says the key is refused. */
export const KeyWay = createContext<string | null>(null)
