/** The end of a license that was given to a group for a time. */
export const removal = {
  'removal.done': 'License taken away',
  'removal.withFailures_one': 'Taken away, {{count}} person keeps it',
  'removal.withFailures_other': 'Taken away, {{count}} people keep it',
  'removal.unconfirmed_one': 'Taken away, {{count}} not confirmed',
  'removal.unconfirmed_other': 'Taken away, {{count}} not confirmed',
  'removal.stays': 'The license stays',
  'removal.gone': 'The group is gone',
  'removal.failed': 'Not taken away',
  'removal.failedText': 'Nothing was taken away.',
  'removal.over': 'The time that it was given for is over.',
  'removal.givenFor': 'Was asked for by {{name}}',
  'removal.removed': 'Without it now',
  'removal.keptElsewhere': 'Have it from elsewhere',
  'removal.couldNot': 'Could not give it up',
  'removal.failedSoFar_one': '{{count}} member could not give it up so far',
  'removal.failedSoFar_other': '{{count}} members could not give it up so far',
  'removal.blocked': 'Another license needs it',
  'removal.blocked.cure':
    'A service in another license that they have depends on this one. Take that license away first, then have Entra try again.',
} as const;
