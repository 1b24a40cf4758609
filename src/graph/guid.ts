const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Directory objects and products are named by GUIDs; anything else never reaches a URL. */
export function isGuid(value: string): boolean {
  return guid.test(value);
}
