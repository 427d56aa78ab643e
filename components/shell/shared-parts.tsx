'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useDebugValue } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { MoreMessages } from './more-messages'
import { Prefetched } from './prefetched'

const parts = [Prefetched, useInfiniteQuery, useMutation, Button, ErrorState, Skeleton, MoreMessages]

/**
 * Puts what every page uses into the layout's script. Otherwise each page, and each of its boundaries for loading and
 * errors, would bring a copy of its own: 1.5 kB more for the first page, 30 kB more over all of them.
 */
export function SharedParts() {
  useDebugValue(parts)
  return null
}
