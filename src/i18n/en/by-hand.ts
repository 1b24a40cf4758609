/** Writing in the name of whoever presses (GRAPH_WRITE_AS=caller). */
export const byHand = {
  'byHand.elsewhereTitle': 'This goes on in our own chat',
  'byHand.elsewhere':
    'I change licenses in your name, and Teams signs you in for that only where we are alone. Open our chat and say the same there.',
  'byHand.openChat': 'Open our chat',
  'byHand.signInTitle': 'Your sign-in is needed',
  'byHand.signingIn': 'I change licenses in your name, and your Teams did not sign you in for that.',
  'byHand.consent':
    'You, or an administrator for everybody, must agree once that I may change licenses in your name.',
  'byHand.sign-in':
    'Your organization wants to see you sign in by hand first, for example with a second factor.',
  'byHand.other': 'Teams signed somebody else in. Check with which account you use Teams here.',
  'byHand.refused':
    'Microsoft Entra did not accept the sign-in that Teams sent. If it stays like this, an administrator should check the single sign-on settings of the app.',
  'byHand.nothingChanged': 'Nothing was changed.',
  'byHand.signIn': 'Sign in',
  'byHand.noRoleTitle': 'Somebody else must give the last approval',
  'byHand.noRole':
    'With the last approval the license is assigned in the name of who gives it, and that takes a role that you do not hold. Somebody who may assign licenses can approve it.',
} as const;
