/** Links to the admin center are written for the public cloud, wherever a card is made. */
const publicCenter = 'https://entra.microsoft.com/';

/** Leads the links of a card to the admin center of another cloud; texts stay as they are. Alters the card. */
export function leadToCloud(node: unknown, adminCenterUrl: string): void {
  if (typeof node !== 'object' || node === null) return;
  const { type, url } = node as { type?: unknown; url?: unknown };
  if (type === 'Action.OpenUrl' && typeof url === 'string' && url.startsWith(publicCenter))
    (node as { url: string }).url = `${adminCenterUrl}/${url.slice(publicCenter.length)}`;
  for (const inner of Object.values(node)) leadToCloud(inner, adminCenterUrl);
}
