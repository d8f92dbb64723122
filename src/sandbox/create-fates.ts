/** What became of a contact. One that was merged lives on as the contact `into`. */
export type Fate =
  | { readonly kind: 'archived' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'merged'; readonly into: string }

/** Whose time in the workspace has ended, and how. */
export type Fates = {
  readonly of: (contactId: string) => Fate | undefined
  readonly set: (contactId: string, fate: Fate) => void
  /** Whether the contact is there to write and to be written to. */
  readonly isThere: (contactId: string) => boolean
}

/** Everybody is there. */
export const createFates = (): Fates => {
  const fates = new Map<string, Fate>()
  return {
    of: (contactId) => fates.get(contactId),
    set: (contactId, fate) => void fates.set(contactId, fate),
    isThere: (contactId) => fates.get(contactId) === undefined,
  }
}
