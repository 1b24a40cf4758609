/** The few pages that a browser shows. */
export const pages = {
  'page.title': 'License Desk',
  'page.downloadTitle': 'Download the record',
  'page.code': 'Type the code that stands on the card in Teams:',
  'page.download': 'Download',
  'page.wrongCode': 'That was not the code. After five attempts the link is dead.',
  'page.signedInTitle': 'You can close this window',
  'page.signedIn': 'Go back to Teams and press the button on the card again.',
  'page.notSignedIn': 'That did not work. An administrator of your organization may have to agree first.',
  'page.404': 'There is nothing here.',
  'page.410': 'This link has been used or is too old. Ask for a new one in the chat.',
  'page.413': 'That was too long.',
  'page.500': 'This did not work. Try the link again in a moment.',
  'page.aboutTitle': 'License Desk',
  'page.about':
    'License Desk assigns Microsoft 365 licenses to groups from Microsoft Teams: it shows beforehand who will get one, applies it through Microsoft Graph, and tells you when it is done.',
  'page.aboutUse': 'It has no pages to work with. Open it in Teams and type: help',
  'page.aboutOperator': 'It is run by your organization. For help, ask its IT department.',
  'page.privacyTitle': 'Privacy in License Desk',
  'page.privacyKept':
    'Kept are: who asked for a license, decided or assigned it, when, and the reason that was typed; which group and license it was about; what came of it for each member; and the address of your chat with the app, to write to you.',
  'page.privacyRead':
    'From your organization’s directory the app reads names, groups, licenses, usage locations, managers, administrator roles and the audit log of license changes. It does not read mail, files, calendars or other chats.',
  'page.privacySent':
    'All of it stays in a database of your organization. It is sent to Microsoft Teams and Microsoft Graph and to nobody else. There is no advertising, and nothing is sold or used to train anything.',
  'page.privacySeen':
    'People see what they asked for or decided. License administrators see the rest, and can download the record of each change.',
  'page.privacyTime':
    'Records are kept until your organization deletes them, because they show who changed what. Ask its data protection officer to see, correct or delete what concerns you.',
  'page.termsTitle': 'Terms of use of License Desk',
  'page.termsOperator':
    'License Desk is run by your organization, whose rules for its systems apply. Assigning a license may cost your organization money under its agreement with Microsoft.',
  'page.termsWork':
    'It does nothing for anybody who could not do it in the admin center, or whose request was not approved, and it keeps a record of everything.',
  'page.termsWarranty':
    'The program comes as it is, without warranty of any kind, under the MIT License. It is not a product of Microsoft.',
} as const;
