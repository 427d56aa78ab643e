// Secret headers that were typed and are not stored yet. Here alone: what a tab keeps of a draft holds no secrets.
import { create } from 'zustand'

type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>

const store = create<{ readonly secrets: Secrets }>(() => ({ secrets: {} }))

/** By where they belong: the id of the assistant and that of the rule. */
export const secretsAt = (place: string): Readonly<Record<string, string>> => store.getState().secrets[place] ?? none

export const useSecretsAt = (place: string) => store(({ secrets }) => secrets[place] ?? none)

export function typeSecret(place: string, name: string, value: string) {
  store.setState(({ secrets }) => ({ secrets: { ...secrets, [place]: { ...secrets[place], [name]: value } } }))
}

/** Once they are stored. */
export const forgetSecrets = () => store.setState({ secrets: {} })

const none: Readonly<Record<string, string>> = {}
