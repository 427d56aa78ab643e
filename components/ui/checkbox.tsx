import type { ComponentProps, ReactNode } from 'react'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'children'> {
  readonly label: ReactNode
  readonly onCheck: (isChecked: boolean) => void
}

/** On or off, with words behind it. Props: label; onCheck; className = of box and words; else those of <input>. */
export function Checkbox({ label, onCheck, className = 'text-meta', ...rest }: CheckboxProps) {
  return (
    <label className={`touch flex shrink-0 items-center gap-2 ${className}`}>
      <input
        type="checkbox"
        onChange={(event) => onCheck(event.target.checked)}
        className="size-4 accent-ink"
        {...rest}
      />
      {label}
    </label>
  )
}
