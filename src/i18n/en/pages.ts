/** The few pages that a browser shows. */
export const pages = {
  'page.title': 'License Desk',
  'page.downloadTitle': 'Download the record',
  'page.code': 'Type the code that stands on the card in Teams:',
  'page.download': 'Download',
  'page.wrongCode': 'That was not the code. After five attempts the link is dead.',
  'page.404': 'There is nothing here.',
  'page.410': 'This link has been used or is too old. Ask for a new one in the chat.',
  'page.413': 'That was too long.',
  'page.500': 'This did not work. Try the link again in a moment.',
} as const;
