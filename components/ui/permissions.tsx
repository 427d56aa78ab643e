'use client'

import { createContext, use, type ReactNode } from 'react'
import type { Permission } from '@/lib/protocol/people'

/** What whoever looks may do. Undefined where nobody has said: then everything is offered, and the server refuses. */
export const Permissions = createContext<readonly Permission[] | undefined>(undefined)

/** Whether something may be offered that takes a permission; what takes none always. */
export function useMay(): (needed: Permission | undefined) => boolean {
  const held = use(Permissions)
  return (needed) => needed === undefined || held === undefined || held.includes(needed)
}

interface PermittedProps {
  readonly to: Permission
  /** What stands here for everybody else. */
  readonly otherwise?: ReactNode
  readonly children?: ReactNode
}

/** What only who has the permission sees. Props: to, otherwise. */
export function Permitted({ to, otherwise, children }: PermittedProps) {
  return useMay()(to) ? children : otherwise
}
