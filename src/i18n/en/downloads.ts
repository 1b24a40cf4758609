/** The card with a link to a file. */
export const downloads = {
  'download.title': 'Your download is ready',
  'download.text': 'The page asks for the code below. It works once and for {{minutes}} minutes.',
  'download.recorded': 'The download is written into the record as yours.',
  'download.code': 'Your code',
  'download.open': 'Download {{format}}',
  'download.csv': 'Download CSV',
  'download.notHereTitle': 'Not in this conversation',
  'download.notHere': 'Others could open the link and read its code. Ask for it in a chat with me alone.',
} as const;
