import { definitionName } from '@/lib/protocol/limits'

/** Gives each thing of another world a function's name of its own, as near to its name there as the protocol allows. */
export function createFunctionNames() {
  const taken = new Set<string>()
  return (name: string): string => {
    const plain = name.replaceAll(/[^\w-]+/g, '_').replaceAll(/^_+|_+$/g, '') || 'function'
    for (let count = 1; ; count += 1) {
      const end = count === 1 ? '' : `_${count}`
      const free = plain.slice(0, definitionName.max - end.length) + end
      if (taken.has(free)) continue
      taken.add(free)
      return free
    }
  }
}
