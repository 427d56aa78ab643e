/** What a number, a null or a field costs beside the texts, in characters of JSON: about. */
const WEIGHT_OF_VALUE = 8

/** About how many characters a JSON value has, its texts above all, without writing it down. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return WEIGHT_OF_VALUE + value.length
  if (typeof value !== 'object' || value === null) return WEIGHT_OF_VALUE
  let weight = WEIGHT_OF_VALUE
  // Without a list of them: streams have many events, and each is weighed.
  for (const key in value) weight += key.length + weightOf(value[key as keyof typeof value])
  return weight
}
