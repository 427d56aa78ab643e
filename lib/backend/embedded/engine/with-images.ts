import type { ContentPart } from '@/lib/protocol/message'
import type { ChatTurn, ModelInput } from '@/lib/backend/models/model'

/** Reads the image of a file as a `data:` address; undefined where it is not there any more. */
export type ReadImage = (fileId: string) => Promise<string | undefined>

/** Endpoints take so many characters of a request, which is sent as one text. */
const MAX_CHARACTERS = 50 * 1024 * 1024

/**
 * The input with uploaded images in the words of endpoints, which see only what is sent to them. The newest first:
 * what does not fit stays a file, of which models are told that it is there. They are read anew for each turn, so that
 * a long run does not hold them.
 */
export async function withImages(input: ModelInput, read: ReadImage): Promise<ModelInput> {
  let left = MAX_CHARACTERS
  const shown = async (part: ContentPart): Promise<ContentPart> => {
    if (part.type !== 'image_file' || left <= 0) return part
    const { file_id, detail } = part.image_file
    const url = await read(file_id)
    if (url === undefined || url.length > left) return part
    left -= url.length
    return { type: 'image_url', image_url: { url, ...(detail && { detail }) } }
  }
  const turns: ChatTurn[] = []
  for (const turn of input.turns.toReversed()) turns.push(hasImages(turn) ? await withParts(turn, shown) : turn)
  return { ...input, turns: turns.toReversed() }
}

type SaidTurn = Exclude<ChatTurn, { role: 'calls' }>

const hasImages = (turn: ChatTurn): turn is SaidTurn =>
  turn.role === 'user' && turn.content.some(({ type }) => type === 'image_file')

async function withParts(turn: SaidTurn, shown: (part: ContentPart) => Promise<ContentPart>): Promise<ChatTurn> {
  const content: ContentPart[] = []
  for (const part of turn.content.toReversed()) content.push(await shown(part))
  return { ...turn, content: content.toReversed() }
}
