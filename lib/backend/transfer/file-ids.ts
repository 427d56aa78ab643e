import { isRaw, type Raw } from './unit'

/** The files that a message has, shows or cites, each once, in the order of the message. */
export function fileIdsOf({ attachments, content, file_ids }: Raw): readonly string[] {
  const listed = [
    ...listOf(attachments).map((each) => (isRaw(each) ? each['file_id'] : undefined)),
    ...listOf(file_ids),
  ]
  const shown = listOf(content).flatMap((part) => (isRaw(part) ? idsInPart(part) : []))
  return stringsIn([...listed, ...shown])
}

/** The files that the code of a step has written. */
export function stepFileIdsOf({ step_details }: Raw): readonly string[] {
  const calls = isRaw(step_details) ? listOf(step_details['tool_calls']) : []
  const outputs = calls.flatMap((call) => {
    const own = isRaw(call) ? call['code_interpreter'] : undefined
    return isRaw(own) ? listOf(own['outputs']) : []
  })
  return stringsIn(
    outputs.map((output) => (isRaw(output) && isRaw(output['image']) ? output['image']['file_id'] : undefined)),
  )
}

/** Each once. */
const stringsIn = (values: readonly unknown[]): readonly string[] => [
  ...new Set(values.filter((id): id is string => typeof id === 'string' && id !== '')),
]

/** The files that an assistant or a thread gives to its tools. */
export function toolFileIdsOf({ tool_resources, file_ids }: Raw): readonly string[] {
  const named = isRaw(tool_resources) ? tool_resources['code_interpreter'] : undefined
  return stringsIn([...listOf(file_ids), ...listOf(isRaw(named) ? named['file_ids'] : [])])
}

/** The vector stores that an assistant or a thread searches. */
export function storeIdsOf({ tool_resources }: Raw): readonly string[] {
  const named = isRaw(tool_resources) ? tool_resources['file_search'] : undefined
  return stringsIn(listOf(isRaw(named) ? named['vector_store_ids'] : []))
}

function idsInPart({ image_file, text }: Raw): readonly unknown[] {
  const cited = isRaw(text) ? listOf(text['annotations']) : []
  const inAnnotation = (annotation: unknown) =>
    isRaw(annotation)
      ? ['file_citation', 'file_path'].map((name) =>
          isRaw(annotation[name]) ? annotation[name]['file_id'] : undefined,
        )
      : []
  return [isRaw(image_file) ? image_file['file_id'] : undefined, ...cited.flatMap(inAnnotation)]
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
