/** Stands for the personal chat of somebody, whichever conversation that is when something is sent. */
export function personalAddress(personId: string): string {
  return `person/${personId}`;
}

/** The person of a `personalAddress`; undefined: it is a conversation's own id. */
export function personOf(conversationId: string): string | undefined {
  return conversationId.startsWith('person/') ? conversationId.slice('person/'.length) : undefined;
}
