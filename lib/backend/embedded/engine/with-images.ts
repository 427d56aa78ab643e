import type { ContentPart } from '@/lib/protocol/message'
import type { ChatCall, ChatTurn, CodePicture, ModelInput } from '@/lib/backend/models/model'

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
  if (!input.turns.some((turn) => (turn.role === 'calls' ? hasPictures(turn) : hasImages(turn)))) return input
  let left = MAX_CHARACTERS
  const shown = async (part: ContentPart): Promise<ContentPart> => {
    if (part.type !== 'image_file' || left <= 0) return part
    const { file_id, detail } = part.image_file
    const url = await read(file_id)
    if (url === undefined || url.length > left) return part
    left -= url.length
    return { type: 'image_url', image_url: { url, ...(detail && { detail }) } }
  }
  const drawn = createDrawn(read)
  const turns: ChatTurn[] = []
  for (const turn of input.turns.toReversed()) {
    if (turn.role === 'calls') turns.push(await withPictures(turn, drawn))
    else turns.push(hasImages(turn) ? await withParts(turn, shown) : turn)
  }
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

/** A model sees what it has just drawn, and little of what it drew before: each picture costs tokens in every turn. */
const MAX_PICTURES = 4
const MAX_PICTURE_CHARACTERS = 8 * 1024 * 1024
/** What endpoints take; code may write others, such as SVG. */
const TAKEN = /^data:image\/(?:png|jpeg|gif|webp);/

/** Reads the address of the next older picture, while there may be more. */
function createDrawn(read: ReadImage) {
  let [count, left] = [MAX_PICTURES, MAX_PICTURE_CHARACTERS]
  return async ({ file_id }: CodePicture): Promise<CodePicture> => {
    if (count === 0) return { file_id }
    const url = await read(file_id)
    if (url === undefined || !TAKEN.test(url) || url.length > left) return { file_id }
    count -= 1
    left -= url.length
    return { file_id, url }
  }
}

type CallsTurn = Extract<ChatTurn, { role: 'calls' }>

const hasPictures = ({ calls }: CallsTurn) => calls.some(({ pictures }) => pictures)

async function withPictures(turn: CallsTurn, drawn: (picture: CodePicture) => Promise<CodePicture>): Promise<ChatTurn> {
  if (!hasPictures(turn)) return turn
  const calls: ChatCall[] = []
  for (const call of turn.calls.toReversed()) {
    const pictures: CodePicture[] = []
    for (const picture of call.pictures?.toReversed() ?? []) pictures.push(await drawn(picture))
    calls.push(call.pictures ? { ...call, pictures: pictures.toReversed() } : call)
  }
  return { ...turn, calls: calls.toReversed() }
}
