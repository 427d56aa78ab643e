// The API keys of this server. What is stored of a key is its SHA-256: it is 256 random bits, so that nothing slower
// is needed against guesses, and a database tells nobody a key. All keys stand in memory, so that a request costs a
// digest and a look into a table; a key that is revoked is out of it before the answer says so.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { ApiError, notFound } from '@/lib/protocol/error'
import { type ApiKey, type CreatedKey, scopes } from '@/lib/protocol/people'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import type { PeopleTable } from '@/lib/backend/store/people-table'
import type { Setting, SettingsTable } from '@/lib/backend/store/settings-table'
import { parseNewKey } from './key-bodies'
import type { Principal } from './principal'

/** How a key begins, for people and for programs that look for leaked secrets. */
export const KEY_PREFIX = 'playground_key_'

export const KEY = 'api_key'
const SECRET_BYTES = 32
const HINT_LENGTH = KEY_PREFIX.length + 4
/** How often a use is written at most, for each key. */
const NOTED_EVERY_MS = 60_000
const MAX_KEYS = 1_000

const stored = z.object({
  name: z.string(),
  digest: z.string().regex(/^[\da-f]{64}$/),
  hint: z.string(),
  project: z.string().nullable(),
  scopes: z.array(z.enum(scopes)),
  created_by: z.string(),
  created_at: z.number(),
  expires_at: z.number().nullable(),
})

export type StoredKey = z.output<typeof stored> & { readonly id: string }

export interface KeyringOptions {
  readonly settings: SettingsTable
  readonly people: PeopleTable
  readonly clock: Clock
  readonly report: (message: string, error: unknown) => void
}

export type Keyring = Awaited<ReturnType<typeof openKeyring>>

const digestOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

export async function openKeyring(options: KeyringOptions) {
  const { settings, people, clock } = options
  const [held, uses] = [createHeldKeys(), createUses(options, await people.keyUses())]
  const isOver = ({ expires_at }: StoredKey) => expires_at !== null && expires_at * 1_000 <= clock()
  const refresh = async () => held.hold((await settings.list(KEY)).flatMap(readKey))
  await refresh()

  return {
    /** Reads again what other instances may have changed. */
    refresh,

    /** The key of this secret, which counts as a use of it; undefined when there is none, or when its time is over. */
    find(secret: string): StoredKey | undefined {
      const digest = digestOf(secret)
      const key = held.withDigest(digest)
      // How long the table takes tells of a digest, which tells nothing of a key; the comparison tells nothing at all.
      if (!key || !timingSafeEqual(Buffer.from(key.digest), Buffer.from(digest)) || isOver(key)) return undefined
      uses.note(key.id)
      return key
    },

    /** The key of this id, while it counts. */
    standing: (id: string): StoredKey | undefined => [held.get(id)].find((key) => key && !isOver(key)),

    /** Those that someone sees who sees this project, or all. */
    async list(projects: readonly string[] | null): Promise<readonly ApiKey[]> {
      await uses.refresh()
      return held
        .all()
        .filter(isWithin(projects))
        .map((key) => toApiKey(key, uses.last(key.id)))
    },

    /** Makes a key and tells its secret, which nothing here knows afterwards. Throws ApiError. */
    async create(value: unknown, by: Principal): Promise<CreatedKey> {
      const body = parseNewKey(value, { by, now: toSeconds(clock()) })
      if (held.all().length >= MAX_KEYS) throw tooMany()
      const { secret, ...key } = makeKey({ ...body, created_by: by.name, created_at: toSeconds(clock()) })
      const { id, ...document } = key
      await settings.put(KEY, { id, document, sealed: null })
      held.hold([...held.all(), key])
      return { ...toApiKey(key, undefined), secret }
    },

    /** Throws ApiError (404) where whoever asks sees no such key. */
    async revoke(id: string, { projects }: Pick<Principal, 'projects'>): Promise<StoredKey> {
      const key = held.get(id)
      if (!key || !isWithin(projects)(key)) throw notFound('key', id)
      await settings.remove(KEY, id)
      held.hold(held.all().filter((each) => each.id !== id))
      await people.forgetKey(id)
      return key
    },

    /** Of a project that is deleted. */
    async revokeAll(project: string) {
      for (const key of held.all()) if (key.project === project) await this.revoke(key.id, { projects: null })
    },
  }
}

function makeKey(of: Omit<StoredKey, 'id' | 'digest' | 'hint'>): StoredKey & Pick<CreatedKey, 'secret'> {
  const secret = KEY_PREFIX + randomBytes(SECRET_BYTES).toString('base64url')
  const id = `key_${randomBytes(12).toString('hex')}`
  return { ...of, id, secret, digest: digestOf(secret), hint: secret.slice(0, HINT_LENGTH) }
}

/** One that cannot be read opens nothing. */
function readKey({ id, document }: Pick<Setting, 'id' | 'document'>): readonly StoredKey[] {
  const read = stored.safeParse(document)
  return read.success ? [{ ...read.data, id }] : []
}

function createHeldKeys() {
  let byId = new Map<string, StoredKey>()
  let byDigest = new Map<string, StoredKey>()
  return {
    all: () => [...byId.values()],
    get: (id: string) => byId.get(id),
    withDigest: (digest: string) => byDigest.get(digest),
    hold(keys: readonly StoredKey[]) {
      byId = new Map(keys.map((key) => [key.id, key]))
      byDigest = new Map(keys.map((key) => [key.digest, key]))
    },
  }
}

/** When each key was used last: noted at once here, and now and then in the database. */
function createUses({ people, clock, report }: KeyringOptions, known: ReadonlyMap<string, number>) {
  let uses = new Map(known)
  return {
    last: (id: string) => uses.get(id),
    async refresh() {
      uses = new Map([...uses, ...(await people.keyUses())])
    },
    note(id: string) {
      const now = clock()
      if (now - (uses.get(id) ?? 0) < NOTED_EVERY_MS) return
      uses.set(id, now)
      people.noteKeyUse(id, now).catch((error: unknown) => report('That a key was used could not be noted.', error))
    },
  }
}

/** A key of all projects is seen by those who see all. */
const isWithin =
  (projects: readonly string[] | null) =>
  ({ project }: StoredKey) =>
    projects === null || (project !== null && projects.includes(project))

const toApiKey = ({ digest: _secret, ...key }: StoredKey, usedMs: number | undefined): ApiKey => ({
  ...key,
  last_used_at: usedMs === undefined ? null : toSeconds(usedMs),
})

const tooMany = () =>
  new ApiError(400, `There are ${MAX_KEYS} keys already: revoke some that nobody uses.`, { code: 'too_many_keys' })
