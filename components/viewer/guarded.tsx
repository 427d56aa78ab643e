'use client'

import { Component, type ReactNode } from 'react'

interface GuardedProps {
  /** Stands there when what is inside cannot be drawn. */
  readonly text: string
  readonly children: ReactNode
}

/** What strangers wrote may be nothing that can be drawn: then that is said, and the rest stays. */
export class Guarded extends Component<GuardedProps, { readonly isBroken: boolean }> {
  override readonly state = { isBroken: false }
  static getDerivedStateFromError = () => ({ isBroken: true })
  override render() {
    if (!this.state.isBroken) return this.props.children
    return (
      <p role="alert" data-status="failed" className="max-w-prose text-prose text-tone">
        {this.props.text}
      </p>
    )
  }
}
