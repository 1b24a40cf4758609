/** Plans that would lack what they need, and what can be done about it before anything is written. */
export const needs = {
  'needs.title': 'A required service is missing',
  'needs.rule':
    'Entra wants services that depend on others to come to the same group together, whatever members have from elsewhere. Otherwise the dependent one is switched off, or the change is refused.',
  'needs.addText': 'Add the prerequisite: {{licenses}} comes to the group too.',
  'needs.offText': 'Switch off: {{plans}} stays off in this group.',
  'needs.added': 'Together with {{licenses}}, which brings what it needs',
  'needs.off': 'Without {{plans}}, because what it needs is not in the group',
  'needs.also': 'Also',
  'needs.alsoSeats': '{{license}}: {{needed}} seats needed, {{available}} available.',
  'action.needsAdd': 'Add the prerequisite',
  'action.needsOff_one': 'Switch the dependent plan off',
  'action.needsOff_other': 'Switch the dependent plans off',
  'action.goOn': 'Go on',
} as const;
