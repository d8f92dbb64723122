/** Listed contacts, and the share (0..1) of all others. */
export type PilotFacts = { readonly contacts: readonly string[]; readonly share: number }

/** Who may get an answer at first: "2 listed contacts and 10 % of all others". */
export function pilotInWords({ contacts, share }: PilotFacts): string {
  const listed = contacts.length === 1 ? '1 listed contact' : `${contacts.length} listed contacts`
  const others = `${Number((share * 100).toPrecision(3))} % of all ${contacts.length > 0 ? 'others' : 'contacts'}`
  const who = [...(contacts.length > 0 ? [listed] : []), ...(share > 0 ? [others] : [])]
  return who.join(' and ')
}
