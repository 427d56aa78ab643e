import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'

/** The way to a list from what is gone out of it. */
export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <Link href={href} className={buttonClass('primary')}>
      {label}
    </Link>
  )
}
