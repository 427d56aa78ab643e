'use client'

import { createContext } from 'react'

/** Where the bytes of a file are served, a path of this server; undefined where the connection serves none. */
export const FileAddress = createContext<((fileId: string) => string) | undefined>(undefined)
